"""What Crewplan tells of itself beside blog and prices: changelog, customers, jobs, questions about prices."""

from dataclasses import dataclass
from datetime import date, timedelta

from rivals.demo.shop import start_of
from rivals.demo.software_day import PRICING, SoftwareDay


@dataclass(frozen=True, kw_only=True)
class Release:
    """One entry of the changelog."""

    version: str
    on: date
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Study:
    """One case study."""

    slug: str
    customer: str
    trade: str
    people: int
    title: str
    quote: str
    speaker: str
    paragraphs: tuple[str, ...]
    first_day: int = 1


@dataclass(frozen=True, kw_only=True)
class Job:
    """One posting."""

    slug: str
    title: str
    team: str
    place: str
    text: str
    age: int
    """Posted so many days before day 1; less than 0: after it."""

    @property
    def posted_on(self) -> date:
        """Day of the posting."""
        return _day_before(1 + self.age)


_RELEASES = (
    (71, "4.5", "Dark mode on phones", ("The app follows the setting of your phone", "Fewer taps to call in sick")),
    (48, "4.6", "Rules for rest hours", ("Eleven hours of rest are checked while you plan",)),
    (23, "4.7", "Faster month view", ("The month loads in under a second", "Copy a week with its comments")),
    (6, "4.7.1", "Small repairs", ("Reminders come on time again on older phones",)),
    (-1, "4.7.2", "Clock repairs", ("The time clock keeps working without a signal",)),
    (-4, "4.8", "Longer trials", ("Trial accounts show the days that are left", "Import of rotas from spreadsheets")),
    (-7, "4.8.1", "Export repairs", ("Payroll export rounds hours as your contract says",)),
)
"""Days before day 1 (less than 0: after it), version, title, lines."""

_STUDIES = (
    Study(
        slug="quayside-bakery",
        customer="Quayside Bakery",
        trade="Bakery",
        people=64,
        title="How Quayside Bakery staffs four ovens from three in the morning",
        quote="The night crew sees its month, and I sleep through the night.",
        speaker="Orla Byrne, owner",
        paragraphs=(
            "Quayside bakes for eleven cafés and two markets. The first shift starts at three, the last ends at six.",
            "Since the rota lives in one place, swaps at short notice went from nine a week to two.",
        ),
    ),
    Study(
        slug="hallam-roofing",
        customer="Hallam Roofing",
        trade="Trades",
        people=38,
        title="Hallam Roofing plans around the weather",
        quote="When rain comes we move nine people in four minutes.",
        speaker="Conor Hallam, site foreman",
        paragraphs=(
            "A roof cannot be planned a month ahead. Hallam keeps two versions of each week.",
            "Skills are attached to people, so that nobody without a harness licence is planned on a slope.",
        ),
    ),
    Study(
        slug="petit-marche",
        customer="Petit Marché",
        trade="Grocery",
        people=212,
        title="Fourteen shops, one rota: Petit Marché",
        quote="We stopped paying for hours that nobody needed.",
        speaker="Lucia Moreau, head of stores",
        paragraphs=(
            "Each shop planned in its own spreadsheet, and head office saw the cost three weeks later.",
            "Now the forecast stands beside the plan. In the first quarter overtime fell by a fifth.",
        ),
    ),
    Study(
        slug="green-spade",
        customer="Green Spade",
        trade="Garden centre",
        people=57,
        title="Green Spade doubles its crew every spring",
        quote="Seasonal staff are on the rota before they have a locker.",
        speaker="Marta Costa, operations lead",
        paragraphs=(
            "From March to June the garden centre needs twice as many hands, and half of them are new.",
            "An invitation by text message is all it takes; availability comes back the same day.",
        ),
    ),
    Study(
        slug="tilers-united",
        customer="Tilers United",
        trade="Trades",
        people=91,
        title="Tilers United brings ninety people to thirty sites",
        quote="Everybody knows where to be, even when the phone has no signal.",
        speaker="Henk de Boer, planner",
        paragraphs=(
            "Thirty sites, six vans, and a planner who used to start at five to write messages.",
            "Today the plan goes out at four in the afternoon and the evenings are quiet.",
        ),
        first_day=9,
    ),
)

_JOBS = (
    Job(
        slug="senior-backend-engineer",
        title="Senior Backend Engineer",
        team="Engineering",
        place="Galway",
        text="You keep the planner fast while ten thousand people swap shifts. Python, PostgreSQL, and good judgement.",
        age=34,
    ),
    Job(
        slug="product-designer",
        title="Product Designer",
        team="Product",
        place="Galway",
        text="You draw screens that are read in a bus with one thumb.",
        age=20,
    ),
    Job(
        slug="customer-success-manager-dach",
        title="Customer Success Manager (German-speaking)",
        team="Customers",
        place="Dublin",
        text="You help bakeries, shops and trades in Germany, Austria and Switzerland to plan their first month.",
        age=9,
    ),
    Job(
        slug="account-executive-baltics",
        title="Account Executive, Baltics",
        team="Sales",
        place="Dublin",
        text="You win our first hundred customers in Latvia, Lithuania and Estonia.",
        age=-4,
    ),
)


def releases(day: int) -> list[Release]:
    """Return the changelog of a day, newest first."""
    shown = [
        Release(version=version, on=_day_before(1 + age), title=title, lines=lines)
        for age, version, title, lines in _RELEASES
        if day >= 1 - age
    ]
    return shown[::-1]


def studies(day: int) -> list[Study]:
    """Return the case studies of a day."""
    return [study for study in _STUDIES if day >= study.first_day]


def jobs(day: int) -> list[Job]:
    """Return the postings of a day."""
    return [job for job in _JOBS if day >= 1 - job.age]


def questions(day: SoftwareDay) -> list[tuple[str, str]]:
    """Return questions and answers below the prices."""
    trial = next(tier.trial_days for tier in day.tiers if tier.trial_days)
    asked = [
        (
            "What counts as a seat?",
            "Everybody who is on a published rota in the month. Managers who only plan are free.",
        ),
        (
            "How does the trial work?",
            f"For {trial} days you have all that is in Business. After that you choose, or go on with Free.",
        ),
        ("Can I change plans later?", "At any time. Upgrades count from the same day, downgrades from the next bill."),
        ("Do text messages cost extra?", "Push messages are free. A text message costs €0.06 in the European Union."),
    ]
    if day.promise(PRICING, "returns"):
        asked.append(
            ("And if we do not like it?", "Write to us in the first 30 days after you have paid, and you get it back.")
        )
    return asked


def _day_before(distance: int) -> date:
    return (start_of(1) - timedelta(days=distance)).date()
