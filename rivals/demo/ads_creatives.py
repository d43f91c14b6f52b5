"""What the companies of the demo market advertise: the creatives of the first days, and when they run."""

from collections.abc import Mapping
from dataclasses import dataclass

ADVERTISERS: Mapping[str, str] = {
    "our-shop": "Harbour Tools",
    "dubrava": "Дубрава",
    "nordkit": "Nordkit",
    "crewplan": "Crewplan",
    "tool-barn": "The Tool Barn",
}
"""Company → how it calls its page."""

STRANGER = "Nordkit Kitchens"
"""An advertiser that is none of the five, though its name holds one of theirs."""


@dataclass(frozen=True, kw_only=True)
class Creative:
    """One ad: what it says, and from when to when."""

    company: str | None
    """None: the stranger's."""
    title: str | None
    """None: it has none."""
    body: str
    """Paragraphs separated by an empty line."""
    description: str
    networks: str = "facebook instagram"
    """Separated by spaces, as the library spells them."""
    languages: str = "en"
    countries: str = "Latvia"
    since: int = 1
    """Day of the market on which the library first lists it."""
    age: int = 0
    """It began so many days before ``since``; 0: the day before."""
    stops: int | None = None
    """Day from which the library gives a last day, that before; None: it runs on. Less than 2: it ran before day 1."""
    vanishes: int | None = None
    """Day from which the library does not list it any more."""
    edited: tuple[int, str] | None = None
    """Day, and its body from then on."""

    def text(self, day: int) -> str:
        """Return its body on a day."""
        return self.edited[1] if self.edited and day >= self.edited[0] else self.body


_QUAY = "Order before 15:00 and we ship today. Free delivery over €75.\n\nHarbour Tools, Riga."
_KIT = "Nordic tools without the shop window. Delivered in two days all over the Baltics."
_ROTA = "Plan a week in twenty minutes. Your crew sees it on the phone a second later."
_BARN = "Come in, hold it in your hand, take it home. Old Mill Road 41, Cēsis."
_FOREST = "Дрель, пила и лестница — всё в одном заказе. Доставка по Казахстану за 3 дня."

SCRIPTED = (
    Creative(company="our-shop", title="Spring starts in the shed", body=_QUAY, description="Garden tools", age=24),
    Creative(company="our-shop", title="Spring starts here", body=_QUAY, description="Garden tools", age=24),
    Creative(
        company="our-shop",
        title="Drills that outlast the house",
        body="Three years of warranty on every drill we sell.\n\nTry it at the counter first.",
        description="Drills & drivers",
        age=41,
        stops=3,
    ),
    Creative(
        company="our-shop",
        title="Labi instrumenti kalpo ilgāk",
        body="Pasūti līdz plkst. 15:00, un mēs nosūtīsim šodien.",
        description="Bezmaksas piegāde no 75 €",
        languages="lv",
        age=9,
    ),
    Creative(
        company="our-shop",
        title="Winter sale: last days",
        body="Up to a third off heaters and snow tools.",
        description="While stocks last",
        age=60,
        stops=-20,
    ),
    Creative(
        company="our-shop",
        title="Paint that forgives",
        body="Wall paint for people who have never painted. Rollers on us.",
        description="Paint & decorating",
        networks="instagram",
        since=9,
    ),
    Creative(
        company="dubrava",
        title="Всё для дома и сада",
        body=_FOREST,
        description="Дубрава",
        languages="ru",
        countries="Germany Latvia",
        age=33,
    ),
    Creative(
        company="dubrava",
        title="Всё для сада и дома",
        body=_FOREST,
        description="Дубрава",
        languages="ru",
        countries="Germany Latvia",
        age=30,
    ),
    Creative(
        company="dubrava",
        title=None,
        body="Весна на даче начинается с лопаты.\n\nСкидки до 20 % на садовый инвентарь.",
        description="Садовый инвентарь",
        networks="instagram",
        languages="ru",
        countries="Germany",
        age=12,
    ),
    Creative(
        company="dubrava",
        title="Новогодняя распродажа",
        body="Последние дни: электроинструмент дешевле на 15 %.",
        description="До 10 января",
        languages="ru",
        countries="Germany",
        age=80,
        stops=-45,
        vanishes=6,
    ),
    Creative(
        company="dubrava",
        title="Лестницы со склада в Алматы",
        body="Заберите сегодня или закажите доставку.",
        description="В наличии",
        languages="ru",
        countries="Germany",
        since=6,
    ),
    Creative(company="nordkit", title="Tools, plain and quick", body=_KIT, description="Shop online", age=50),
    Creative(
        company="nordkit",
        title="Tools, plain & quick",
        body=_KIT,
        description="Shop online",
        age=50,
        edited=(5, "Nordic tools without the shop window. Delivered tomorrow in Tallinn, Riga and Vilnius."),
    ),
    Creative(company="nordkit", title="Tools, quick and plain", body=_KIT, description="Shop now", age=48, stops=7),
    Creative(
        company="nordkit",
        title="Tööriistad kiiresti koju",
        body="Tellimus täna, tarne ülehomme.",
        description="Osta kohe",
        languages="et",
        countries="Estonia",
        age=15,
    ),
    Creative(
        company="nordkit",
        title="30 days to change your mind",
        body="Send it back for free if it is not the right one.",
        description="Free returns",
        networks="facebook instagram messenger audience_network",
        countries="Estonia Latvia",
        age=6,
    ),
    Creative(
        company="nordkit",
        title="The cordless week",
        body="Seven days, seven machines, one battery.",
        description="Until Sunday",
        countries="Estonia Latvia",
        since=2,
    ),
    Creative(
        company="crewplan",
        title="The rota your crew can read",
        body=_ROTA,
        description="Try it free",
        countries="Ireland Latvia",
        age=70,
    ),
    Creative(
        company="crewplan",
        title="A rota your crew can read",
        body=_ROTA,
        description="Try it free",
        countries="Ireland Latvia",
        age=70,
    ),
    Creative(
        company="crewplan",
        title="Swaps without the group chat",
        body="Colleagues trade shifts, you approve with one tap.",
        description="For shops and trades",
        networks="facebook instagram audience_network",
        countries="Ireland",
        age=21,
        vanishes=8,
    ),
    Creative(
        company="crewplan",
        title="Hours that reach payroll",
        body="One file at the end of the month.\n\nCrewplan exports to 30 payroll systems.",
        description="See the plans",
        networks="facebook",
        countries="Ireland Germany",
        age=17,
    ),
    Creative(
        company="crewplan",
        title="Now 21 days to try it",
        body="More time to see a whole pay period. No credit card needed.",
        description="Try it free",
        countries="Ireland Latvia",
        since=6,
    ),
    Creative(company="tool-barn", title="Honest tools, honest prices", body=_BARN, description="Cēsis", age=19),
    Creative(
        company="tool-barn",
        title="Honest prices, honest tools",
        body=_BARN,
        description="Cēsis",
        networks="facebook",
        age=19,
        vanishes=5,
    ),
    Creative(
        company="tool-barn",
        title="Saturday is sharpening day",
        body="Bring two blades, pay for one.",
        description="9:00–14:00",
        networks="facebook",
        since=4,
    ),
    Creative(
        company=None,
        title="Kitchens from solid oak",
        body="Made in Pärnu, fitted in a week. Book a visit to our showroom.",
        description="Nordic kitchens",
        countries="Estonia",
        age=35,
    ),
    Creative(
        company=None,
        title="Your kitchen in 3D",
        body="Draw it at home and get a price today.",
        description="Free planner",
        networks="instagram",
        countries="Estonia",
        age=10,
    ),
    Creative(
        company=None,
        title="Worktops at half price",
        body="Only this month, and only with a whole kitchen.",
        description="Offer ends soon",
        countries="Estonia",
        since=7,
    ),
)
"""The creatives of the first ten days, in the order in which they were made."""
