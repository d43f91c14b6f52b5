"""The posts of the demo blogs: titles, texts and how their counts grow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from random import Random

from rivals.demo.phrases import PHRASES


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


def titles(random: Random, language: str = "en") -> Iterator[str]:
    """Yield titles without end, none twice."""
    phrases = PHRASES[language]
    pairs = [(pattern, topic) for pattern in phrases.titles for topic in phrases.topics]
    part = 1
    while True:
        random.shuffle(pairs)
        for pattern, topic in pairs:
            title = pattern.format(topic)
            yield title[0].upper() + title[1:] + (phrases.part.format(part) if part > 1 else "")
        part += 1


def write_post(
    random: Random,
    *,
    number: int,
    slug: str,
    title: str,
    author: str,
    published: datetime,
    first_day: int,
    language: str = "en",
) -> Post:
    """Write the text of a post and draw how fast its counts grow."""
    phrases = PHRASES[language]
    sentences = iter(random.sample(phrases.sentences, len(phrases.sentences)))
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
        heading=random.choice(phrases.headings),
        first_views=random.randint(8, 60) * age,
        views_a_day=random.randint(9, 160),
        first_comments=random.randint(1, 4 if first_day > 1 else 24),
        days_a_comment=random.randint(1, 5),
    )
