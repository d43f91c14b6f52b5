"""What Crewplan costs: its tiers, their prices by month and by year, and what they include, day by day."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

TEAM_COSTS_MORE, FEATURE_MOVES, TRIAL_GROWS, DISCOUNT_SHRINKS = 3, 4, 5, 8
"""Days from which prices are other ones."""

MOVED_FEATURE = "Labour cost forecast"
"""Goes from Team to Business."""

_FREE = ("One location", "Up to 8 people", "Weekly rota", "Mobile app for everyone")
_TEAM = ("Up to 5 locations", "Shift templates", "Shift swaps and open shifts", "Holiday and absence planning")
_TEAM_END = ("Export to payroll",)
_BUSINESS = ("Unlimited locations", "Time clock with geofence", "Skills and certificates", "Working-time rules")
_ENTERPRISE = ("Single sign-on and SCIM", "Audit log", "Data region of your choice", "A success manager by name")

_COMPARED = (
    ("Planning", ("Weekly rota", "Shift templates", "Shift swaps and open shifts", "Holiday and absence planning")),
    ("People and time", ("Mobile app for everyone", "Time clock with geofence", "Skills and certificates")),
    ("Money", (MOVED_FEATURE, "Export to payroll", "Working-time rules")),
    ("Control", ("Single sign-on and SCIM", "Audit log", "Data region of your choice")),
)
_LIMITS = (
    ("Locations", ("1", "5", "Unlimited", "Unlimited")),
    ("People", ("8", "Unlimited", "Unlimited", "Unlimited")),
    ("Rota history", ("30 days", "1 year", "3 years", "As agreed")),
)

_LAST_SCRIPTED_DAY = 10


@dataclass(frozen=True, kw_only=True)
class Tier:
    """One tier on one day."""

    name: str
    pitch: str
    monthly: Decimal | None
    """Euro for a seat and month, billed by the month; 0: free; None: on request."""
    yearly: Decimal | None
    """Euro for a seat and month, billed by the year."""
    features: tuple[str, ...]
    """What it adds to the tier before."""
    trial_days: int | None
    """None: it has no trial."""

    @property
    def price_type(self) -> str:
        """Return exact, free or contact."""
        if self.monthly is None:
            return "contact"
        return "exact" if self.monthly else "free"

    def prices(self) -> dict[str | None, Decimal | None]:
        """Return period of billing → price; a free tier and one on request have one price, without a period."""
        if self.price_type == "exact":
            return {"month": self.monthly, "year": self.yearly}
        return {None: self.monthly}


def trial_days(day: int) -> int:
    """Return for how many days one may try a paid tier."""
    return 14 if day < TRIAL_GROWS else 21


def discount(day: int) -> int:
    """Return how many per cent one saves who pays by the year."""
    return 20 if day < DISCOUNT_SHRINKS else 15


def tiers(seed: str, day: int) -> tuple[Tier, ...]:
    """Return the tiers of a day, the cheapest first."""
    team, business = _monthly(seed, day)
    trial = trial_days(day)
    moved = (MOVED_FEATURE,)
    in_team = day < FEATURE_MOVES
    return (
        Tier(
            name="Free",
            pitch="For one shop that wants to leave the paper on the wall.",
            monthly=Decimal("0"),
            yearly=Decimal("0"),
            features=_FREE,
            trial_days=None,
        ),
        Tier(
            name="Team",
            pitch="For crews that swap, call in sick and still open on time.",
            monthly=team,
            yearly=_by_the_year(team, day),
            features=(*_TEAM, *(moved if in_team else ()), *_TEAM_END),
            trial_days=trial,
        ),
        Tier(
            name="Business",
            pitch="For chains and trades with many sites and one payroll.",
            monthly=business,
            yearly=_by_the_year(business, day),
            features=(*(() if in_team else moved), *_BUSINESS),
            trial_days=trial,
        ),
        Tier(
            name="Enterprise",
            pitch="For groups whose IT department reads this page first.",
            monthly=None,
            yearly=None,
            features=_ENTERPRISE,
            trial_days=None,
        ),
    )


Line = tuple[str, list[bool | str]]
"""A line of the comparison table: its label, and for each tier a limit, or whether it has it."""


def comparison(shown: tuple[Tier, ...]) -> list[tuple[str, list[Line]]]:
    """Return the groups of the comparison table, each with its title."""
    added = {feature: place for place, tier in enumerate(shown) for feature in tier.features}
    groups: list[tuple[str, list[Line]]] = [("Size", [(label, list(cells)) for label, cells in _LIMITS])]
    for title, labels in _COMPARED:
        groups.append((title, [(label, [place >= added[label] for place in range(len(shown))]) for label in labels]))
    return groups


def _monthly(seed: str, day: int) -> tuple[Decimal, Decimal]:
    """Return what Team and Business cost by the month; after the scripted days one rises now and then."""
    random = Random(f"{seed}/crewplan/plans")
    team, business = Decimal(random.choice(("4.00", "4.50", "5.00"))), Decimal(random.choice(("7.50", "8.00", "9.00")))
    step = Decimal("0.50")
    if day >= TEAM_COSTS_MORE:
        team += step
    for later in range(_LAST_SCRIPTED_DAY + 1, day + 1):
        draw = Random(f"{seed}/crewplan/plans/{later}").random()
        team += step if draw < 0.01 else 0
        business += step if draw > 0.98 else 0
    return team, business


def _by_the_year(monthly: Decimal, day: int) -> Decimal:
    return (monthly * (100 - discount(day)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
