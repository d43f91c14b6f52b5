"""The posts of the demo blogs: titles, texts and how their counts grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

_TOPICS = (
    "sanding an oak table",
    "hanging a heavy mirror",
    "oiling the deck",
    "sharpening garden shears",
    "choosing a cordless drill",
    "painting a damp wall",
    "building a raised bed",
    "storing batteries in winter",
    "cutting laminate without chips",
    "setting up a laser level",
    "cleaning paint brushes",
    "laying a garden path",
    "repairing a wobbly chair",
    "insulating a shed",
    "drilling into tiles",
    "mowing on a slope",
    "choosing a ladder",
    "filling cracks before painting",
    "pruning an old hedge",
    "fixing a dripping hose",
    "mixing small batches of mortar",
    "sawing straight by hand",
    "using a bench vice",
    "planning a small workshop",
)
_TITLES = (
    "A weekend guide to {}",
    "What customers ask us about {}",
    "{}: seven mistakes we have all made",
    "Before you start {}",
    "The quiet art of {}",
    "Tools we reach for when {}",
    "{} – step by step",
    "Notes on {}",
)
_SENTENCES = (
    "Most of the work is done before the first tool leaves its box.",
    "Measure twice, write the number down, and measure once more after lunch.",
    "We tried three ways in our own yard and kept notes on each of them.",
    "The cheap version works, but it takes about twice as long.",
    "If you only buy one thing for it, make it good gloves.",
    "Dust is the enemy here, so open a window and wear a mask.",
    "A reader from Ventspils wrote to us last autumn with a better idea.",
    "Clamp the piece firmly; your other hand is not a clamp.",
    "Let it dry overnight, even if the tin says four hours.",
    "Start with a coarse grit and do not skip the one in the middle.",
    "Old houses have no right angles, and yours will not be the exception.",
    "Test the finish on the underside where nobody will ever look.",
    "Keep the offcuts: they make the best spacers.",
    "It is tempting to press harder, but the blade should do the work.",
    "When in doubt, ask somebody who has already ruined one.",
    "A pencil line disappears, a knife line does not.",
    "Plan for rain, because it will certainly come on the second day.",
    "Budget around €60.00 for materials and a little more for patience.",
    "The neighbours will ask what you are doing; offer them a brush.",
    "Check twice that nothing runs behind the wall.",
    "After ten years in the trade we still read the manual.",
    "Two people make this easy, three make it slow.",
    "Rinse everything while it is still wet.",
    "Take a photograph before you take anything apart.",
    "There is no shame in stopping half way and going on tomorrow.",
    "Buy ten percent more than you think you need and keep the receipt.",
    "Good light from the side shows every flaw before the paint does.",
    "We sell a fair number of kits for this and repair very few of them.",
)
_HEADINGS = ("What you need", "How to begin", "Where it goes wrong", "In the end")


@dataclass(frozen=True, kw_only=True)
class Post:
    """One blog post."""

    number: int
    slug: str
    title: str
    author: str
    published: datetime
    """UTC."""
    first_day: int
    """Day of the market on which it is first online."""
    paragraphs: tuple[str, ...]
    heading: str
    """Stands before the last paragraph."""
    first_views: int
    views_a_day: int
    first_comments: int
    days_a_comment: int

    @property
    def words(self) -> int:
        """Number of words of the main text, its one heading included."""
        return len(" ".join((*self.paragraphs, self.heading)).split())

    def views(self, day: int) -> int:
        """Views counted up to this day."""
        return self.first_views + self.views_a_day * (day - self.first_day)

    def comments(self, day: int) -> int:
        """Comments written up to this day."""
        return self.first_comments + (day - self.first_day) // self.days_a_comment


def titles(random: Random) -> Iterator[str]:
    """Yield titles without end, none twice."""
    pairs = [(pattern, topic) for pattern in _TITLES for topic in _TOPICS]
    part = 1
    while True:
        random.shuffle(pairs)
        for pattern, topic in pairs:
            title = pattern.format(topic)
            yield title[0].upper() + title[1:] + (f", part {part}" if part > 1 else "")
        part += 1


def write_post(
    random: Random, *, number: int, slug: str, title: str, author: str, published: datetime, first_day: int
) -> Post:
    """Write the text of a post and draw how fast its counts grow."""
    sentences = iter(random.sample(_SENTENCES, len(_SENTENCES)))
    lengths = [random.randint(3, 5) for _ in range(random.randint(3, 5))]
    age = 2 if first_day > 1 else 40
    return Post(
        number=number,
        slug=slug,
        title=title,
        author=author,
        published=published,
        first_day=first_day,
        paragraphs=tuple(" ".join(next(sentences) for _ in range(length)) for length in lengths),
        heading=random.choice(_HEADINGS),
        first_views=random.randint(8, 60) * age,
        views_a_day=random.randint(9, 160),
        first_comments=random.randint(1, 4 if first_day > 1 else 24),
        days_a_comment=random.randint(1, 5),
    )
