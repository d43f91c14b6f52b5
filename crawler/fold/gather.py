"""A unit's readings → what was said of each record."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cache

from crawler.batch import Settings
from crawler.fold.basis import Basis, Parts, basis_of, nearest
from crawler.fold.draft import Draft, Sighting, sighting_of
from crawler.fold.state import Shelf, parts_of
from crawler.fold.topics import PRICE_WORD
from crawler.fold.unit import Answer, Unit, Visit
from crawler.records.kinds import KINDS, LISTED, Record
from crawler.records.offer import Offer
from crawler.records.reading import Word


@dataclass(slots=True)
class Look:
    """What was said of one record in a unit."""

    own: Sighting | None = None
    """On its own page, when that was looked at and held it."""
    off: Sighting | None = None
    """Elsewhere, when something was said there."""
    address: str = ""
    """The name of the own page under which it was looked at."""
    words: dict[str, Record] = field(default_factory=dict)
    """By witness."""

    @property
    def sighting(self) -> Sighting:
        """Return the best evidence that the record is there: its own page, else the last that spoke of it."""
        sighting = self.own or self.off
        assert sighting is not None
        return sighting


@dataclass(slots=True)
class Talk:
    """What was said in a unit of the records of one shelf."""

    own: Sighting | None = None
    own_address: str = ""
    """The name of that page under which it was asked."""
    own_words: list[Word] = field(default_factory=list)
    """Of the last look at the own page that held any."""
    off: dict[tuple[str, Parts], tuple[Sighting, Record]] = field(default_factory=dict)
    """Last word of cards and feeds, by witness and key parts."""


def answers_of(unit: Unit) -> list[tuple[Visit, Answer]]:
    """Return all answers in the order in which they were had."""
    pairs = [(visit, answer) for visit in unit.visits for answer in visit.answers]
    return sorted(pairs, key=lambda pair: (pair[1].at, pair[1].capture))


def gather(draft: Draft, answers: Iterable[tuple[Visit, Answer]]) -> dict[Shelf, Talk]:
    """Return what was said, by shelf, the last look at a page and the last word of a card standing for all.

    What stands in lists is not among it: ``listed`` hears that.
    """
    talks: dict[Shelf, Talk] = {}
    for visit, answer in answers:
        if answer.reading is None:
            continue
        page = draft.resolve(answer.url)
        sighting = sighting_of(visit, answer)
        for word in answer.reading.words:
            if word.record.KIND in LISTED:
                continue
            record = without_own_seller(word.record, visit.settings)
            about = draft.resolve(record.url)
            shelf = (record.KIND, about)
            talk = talks.get(shelf)
            if talk is None:
                talk = talks[shelf] = Talk()
            if draft.home(about) != page:
                witness = "feed" if word.witness == "feed" else "card"
                parts = parts_of(record)
                last = talk.off.get((witness, parts))
                if last is not None and last[0] is sighting:
                    record = complete(last[1], record)
                talk.off[witness, parts] = sighting, record
                continue
            if talk.own is not sighting:
                talk.own, talk.own_address, talk.own_words = sighting, answer.url, []
            talk.own_words.append(word if record is word.record else Word(witness=word.witness, record=record))
    return talks


def without_own_seller(record: Record, settings: Settings) -> Record:
    """Return an offer that names the site itself as its seller as one that names none."""
    if not isinstance(record, Offer) or record.seller is None:
        return record
    own = record.seller.casefold() in {name.casefold() for name in settings.brand_names}
    return replace(record, seller=None) if own else record


def complete(record: Record, other: Record) -> Record:
    """Return what one witness said twice on one page as one word: the first stands, the second fills its gaps."""
    if record == other:
        return record
    priced = getattr(record, "price", None) is not None or getattr(record, "price_text", None) is not None
    gaps = {
        name: getattr(other, name)
        for name, default in blank(record.KIND)
        if getattr(record, name) == default != getattr(other, name) and not (priced and name in PRICE_WORD)
    }
    return replace(record, **gaps) if gaps else record


@cache
def blank(kind: str) -> tuple[tuple[str, object], ...]:
    """Return the fields of a kind besides its address, with their defaults."""
    return tuple((field.name, field.default) for field in fields(KINDS[kind]) if field.name != "url")


def cluster(words: Iterable[Word]) -> list[tuple[Parts, dict[str, Record]]]:
    """Sort the words of one look at one page by record; a word that fits several records is left out.

    Those that know most of the key come first, so that a word that knows less joins the one it fits.
    """
    clusters: list[tuple[Parts, dict[str, Record]]] = []
    words = sorted(words, key=lambda word: sum(part is None for part in parts_of(word.record)))
    apart = _told_apart(words)
    by_first: dict[object, list[int]] = {}
    for word in words:
        parts = parts_of(word.record)
        first_part = parts[0] if parts else None
        # only these can fit: a price list has ten thousand variants on its page
        near = range(len(clusters)) if first_part is None else [*by_first.get(first_part, ()), *by_first.get(None, ())]
        alike: Sequence[int] = [i for i in near if clusters[i][0] == parts]
        if not alike:
            open_to = [i for i in near if not apart or not _mixes(word, *clusters[i], apart)]
            alike = nearest(word.record.KIND, parts, open_to, lambda i: clusters[i][0])
        if not alike:
            by_first.setdefault(first_part, []).append(len(clusters))
            clusters.append((parts, {word.witness: word.record}))
        elif len(alike) == 1:
            known, said = clusters[alike[0]]
            first = said.get(word.witness)
            said[word.witness] = word.record if first is None else complete(first, word.record)
            clusters[alike[0]] = tuple(a if a is not None else b for a, b in zip(known, parts, strict=True)), said
    return clusters


def _told_apart(words: Iterable[Word]) -> set[tuple[Basis, Basis]]:
    """Return the pairs of bases that one witness speaks of beside each other, each with itself when there are several.

    Empty: all speak of the same one.
    """
    spoken: dict[str, set[Basis]] = {}
    for word in words:
        spoken.setdefault(word.witness, set()).add(basis_of(word.record.KIND, parts_of(word.record)))
    if len(set().union(*spoken.values())) < 2:
        return set()
    return {(one, other) for bases in spoken.values() for one in bases for other in bases}


def _mixes(word: Word, known: Parts, said: Mapping[str, Record], apart: set[tuple[Basis, Basis]]) -> bool:
    """Would a word speak of another basis than those of a record: told apart by a witness, or at another price?

    Structured data that say ``UsedCondition`` beside a text that says nothing of it speak of the same.
    """
    ours, theirs = basis_of(word.record.KIND, parts_of(word.record)), basis_of(word.record.KIND, known)
    if ours == theirs:
        return False
    prices = {getattr(record, "price", None) for record in said.values()} - {None}
    differs = ours[1:] != theirs[1:] and getattr(word.record, "price", None) not in {None, *prices} and bool(prices)
    return (ours, theirs) in apart or differs
