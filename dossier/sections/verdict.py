"""Buyers' verdict: what the own pages claim, what reviews say by month, the newest, the worst, and who was answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from crawler.records.rating import Rating
from crawler.records.review import Review
from dossier.cards import Card, Row, seen_rows
from dossier.cells import render_csv
from dossier.happenings import stars_share
from dossier.histories import History
from dossier.holes import Hole, holes_of, together, unbuilt
from dossier.pictures.ratings import Month, RatingChart, RatingLine, draw_ratings
from dossier.severity import LOW_STARS
from dossier.terms import counted_stars, stars
from dossier.view import View
from dossier.words import Clock, count, number, percent, shorten

MONTHS = 12
LISTED = 4
CLAIMS = 3
_NAMES = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One rating as a page claims it."""

    subject: str
    rating: str
    count: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One review."""

    stars: str
    when: str
    about: str
    title: str
    text: str
    reply: str
    language: str | None
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The section's data."""

    claims: tuple[Claim, ...]
    more_claims: int
    total: int
    summary: str
    """Mean of the own reviews and the share of negatives, in words."""
    answered: str
    chart: RatingChart | None
    newest: tuple[Opinion, ...]
    worst: tuple[Opinion, ...]
    independent: str
    """The same of reviews on platforms that the company does not own; "" without any."""
    holes: tuple[Hole, ...]
    cards: tuple[Card, ...]


def load_verdict(view: View) -> Verdict:
    """Return what buyers say, and what the company says that they say."""
    reviews, ratings = view.known.reviews, view.known.ratings
    own = [history for history in reviews if history.record.platform is None]
    foreign = [history for history in reviews if history.record.platform is not None]
    products = {item.url: item.name for item in view.items}
    ratings = sorted(ratings, key=lambda history: history.record.url in products)
    newest, worst = reviews[:LISTED], _worst(reviews)
    shown = list({history.key: history for history in (*newest, *worst)}.values())
    cards = {history.key: _review_card(history, place, view) for place, history in enumerate(shown)}
    claimed = {history.key: _rating_card(history, place, products) for place, history in enumerate(ratings[:CLAIMS])}
    return Verdict(
        claims=tuple(_claim(history, claimed[history.key], products) for history in ratings[:CLAIMS]),
        more_claims=max(0, len(ratings) - CLAIMS),
        total=len(reviews),
        summary=_summary(own),
        answered=_answered(reviews),
        chart=_chart(view),
        newest=tuple(_opinion(history, cards[history.key], products, view) for history in newest),
        worst=tuple(_opinion(history, cards[history.key], products, view) for history in worst),
        independent=_summary(foreign),
        holes=together(_holes(view, foreign)),
        cards=(*claimed.values(), *cards.values()),
    )


def _holes(view: View, foreign: Sequence[History[Review]]) -> Iterable[Hole]:
    kinds = [
        ("rating", "a rating on its own pages", bool(view.known.ratings)),
        ("review", "reviews", bool(view.known.reviews)),
    ]
    yield from holes_of(view.company, kinds, view.clock)
    if not foreign:
        yield unbuilt("independent platforms", "no source of a review platform is built yet")


def _worst(reviews: Sequence[History[Review]]) -> list[History[Review]]:
    """Return the lowest reviews of two stars of five or fewer, the newest first among equals."""
    low = [(share, history) for history in reviews if (share := _share(history)) is not None and share <= LOW_STARS]
    return [history for _, history in sorted(low, key=lambda pair: pair[0])][:LISTED]


def _share(history: History[Review]) -> float | None:
    return stars_share(history.record.rating, history.record.best_rating)


def _summary(reviews: Sequence[History[Review]]) -> str:
    shares = [share for history in reviews if (share := _share(history)) is not None]
    if not shares:
        return ""
    low = sum(share <= LOW_STARS + 1e-9 for share in shares)
    low_share = percent(100 * low / len(shares)).removeprefix("+")
    return f"{counted_stars(mean(shares) * 5, len(shares))}, {low_share} with two stars or fewer"


def _answered(reviews: Sequence[History[Review]]) -> str:
    low = [history for history in reviews if (share := _share(history)) is not None and share <= LOW_STARS + 1e-9]
    if not low:
        return ""
    done = sum(history.record.reply is not None for history in low)
    return f"{number(done)} of {count(len(low), 'negative review')} answered"


def _chart(view: View) -> RatingChart | None:
    months = _months(view.clock)
    company = view.company
    theirs = RatingLine(look="us" if company.ours else "them", name=company.label,
                        months=_by_month(view.known.reviews, months, view.clock))  # fmt: skip
    ours = RatingLine(
        look="us", name="Us", months=_by_month(view.ours_known.reviews if view.ours_known else (), months, view.clock)
    )
    lines = [line for line in (theirs, ours) if any(month.mean is not None for month in line.months)]
    return draw_ratings(lines) if lines and lines[0] is theirs else None


def _months(clock: Clock) -> list[tuple[int, int]]:
    now = clock.now.astimezone(clock.zone)
    last = now.year * 12 + now.month - 1
    return [divmod(month, 12) for month in range(last - MONTHS + 1, last + 1)]


def _by_month(reviews: Sequence[History[Review]], months: Sequence[tuple[int, int]], clock: Clock) -> tuple[Month, ...]:
    stars_of: dict[tuple[int, int], list[float]] = {month: [] for month in months}
    for history in reviews:
        share, published = _share(history), history.record.published
        if share is not None and published is not None:
            day = published if len(published) == 10 else clock.local(published).date().isoformat()
            month = (int(day[:4]), int(day[5:7]) - 1)
            if month in stars_of:
                stars_of[month].append(share * 5)
    return tuple(
        Month(label=f"{_NAMES[month]} {year}", mean=mean(own) if own else None, n=len(own))
        for (year, month), own in stars_of.items()
    )


def _subject(record: Rating | Review, products: Mapping[str, str]) -> str:
    """Return what is rated: as the page says, else the product whose page it is; "" for the company itself."""
    return record.subject or products.get(record.url, "")


def _claim(history: History[Rating], card: Card, products: Mapping[str, str]) -> Claim:
    rating = history.record
    counted = count(rating.rating_count, "rating") if rating.rating_count is not None else "count not said"
    return Claim(
        subject=shorten(_subject(rating, products) or "the company", 50),
        rating=stars(rating.rating, rating.best_rating),
        count=counted,
        anchor=card.anchor,
    )


def _opinion(history: History[Review], card: Card, products: Mapping[str, str], view: View) -> Opinion:
    review = history.record
    return Opinion(
        stars=stars(review.rating, review.best_rating),
        when=view.clock.day(review.published) if review.published else f"seen {view.clock.day(history.first_seen)}",
        about=shorten(_subject(review, products), 50),
        title=shorten(review.title or "", 90),
        text=shorten(review.text or "", 240),
        reply=shorten(review.reply or "", 160),
        language=view.evidence.language(history.now.capture),
        anchor=card.anchor,
    )


def _review_card(history: History[Review], place: int, view: View) -> Card:
    review = history.record
    rows = (
        Row(label="Stars", text=stars(review.rating, review.best_rating), quote=review.rating_text or ""),
        *((Row(label="About", quote=review.subject),) if review.subject else ()),
        *((Row(label="Published", text=view.clock.day(review.published), quote=review.published_text or ""),)
          if review.published else ()),
        *((Row(label="The page wrote", quote=shorten(review.text, 1200)),) if review.text else ()),
        *((Row(label="Answer", quote=shorten(review.reply, 600)),) if review.reply else ()),
        Row(label="Published by", text=review.platform or "the company’s own site"),
        Row(label="First seen", text=view.clock.day(history.first_seen)),
        *seen_rows(history.now, "rating"),
    )  # fmt: skip
    return Card(
        anchor=f"r-{place}",
        title=review.title or shorten(review.text or "Review without words", 80),
        rows=rows,
        capture=history.now.capture,
    )


def _rating_card(history: History[Rating], place: int, products: Mapping[str, str]) -> Card:
    rating = history.record
    rows = (
        Row(label="Value", text=stars(rating.rating, rating.best_rating), quote=rating.rating_text or ""),
        Row(label="Counted", text=count(rating.rating_count, "rating") if rating.rating_count is not None
            else "not said"),
        Row(label="Claimed by", text=rating.platform or "the company’s own site"),
        *seen_rows(history.now, "rating"),
    )  # fmt: skip
    return Card(
        anchor=f"g-{place}", title=f"Rating of {_subject(rating, products) or 'the company'}", rows=rows,
        capture=history.now.capture,
    )  # fmt: skip


def render_reviews_csv(reviews: Iterable[History[Review]]) -> str:
    """Return every review, without its author."""
    header = (
        "published stars best subject platform title text reply replied role verified first_seen last_seen url id "
        "capture"
    ).split()
    return render_csv(
        header,
        (
            (
                r.published, None if r.rating is None else format(r.rating, "f"),
                None if r.best_rating is None else format(r.best_rating, "f"), r.subject, r.platform, r.title, r.text,
                r.reply, r.replied, r.role, None if r.verified is None else "yes" if r.verified else "no",
                history.first_seen, history.now.last_seen, r.url, r.id, history.now.capture,
            )
            for history in reviews
            for r in [history.record]
        ),
    )  # fmt: skip


def cards(verdict: Verdict) -> Sequence[Card]:
    """Return the witness cards of the ratings and reviews shown."""
    return verdict.cards


def describe(verdict: Verdict) -> str:
    """Return what the list of sections says beside this one."""
    return count(verdict.total, "review") if verdict.total else ""
