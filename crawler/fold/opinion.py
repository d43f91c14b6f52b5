"""What a record comes to hold, given what each witness said before and says now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from crawler.batch import Settings
from crawler.fold.decide import NONE, VISIBLE_FIRST, Decision, Held, Value, decide
from crawler.fold.draft import Draft
from crawler.fold.state import PARTS, RecordState, Said
from crawler.fold.topics import BESIDE, LEFT_OUT, PRICED, PROMISED, SETTINGS, STICKY, TOPICS, Topic
from crawler.fold.unclear import settle
from crawler.records.kinds import MEASURES, Record
from crawler.records.offer import Offer
from crawler.records.plan import Plan

PAIRED = {"list_price": "price"}
"""Who says nothing of the one says nothing of the other."""


@dataclass(slots=True)
class Opinion:
    """What a record comes to hold, before it does."""

    held: Record
    witnesses: dict[str, str] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)
    told: dict[str, tuple[Value, Value]] = field(default_factory=dict)
    """Old and new value, by field, of what is to be announced."""
    since: dict[str, str | None] = field(default_factory=dict)
    """When the old value was last said, by field, if that was not at the last look."""
    moved: bool = False
    """Did the site change anything?"""
    hint: bool = False


def opine(record: RecordState, known: Mapping[str, Said], now: Mapping[str, Said], own: bool, fresh: bool) -> Opinion:
    """Return what a record comes to hold, given the words known before and those of now; ``fresh``: forgetting all."""
    opinion = Opinion(held=blank_of(record) if fresh else record.held)
    if not fresh:
        opinion.witnesses = dict(record.witnesses)
    silent = {} if fresh else record.silent
    values: dict[str, Any] = {
        name: value
        for name in PARTS[record.held.KIND]
        if getattr(opinion.held, name) is None and (value := _first(now, name)) is not None
    }
    for topic in TOPICS[record.held.KIND]:
        decision = _decide_on(topic, opinion, known, now, silent.get(topic.name, 0), own)
        witness, value = decision.held.witness, decision.held.value
        if decision.held.silent:
            opinion.silent[topic.name] = decision.held.silent
        if witness is None:
            continue
        opinion.witnesses[topic.name] = witness
        opinion.moved |= decision.announced
        opinion.hint |= decision.hint and record.held.KIND not in MEASURES
        if decision.announced and topic.told:
            opinion.told[topic.name] = decision.old, value
            if witness in known:
                quiet = known[witness].quiet
                opinion.since[topic.name] = quiet.get(topic.name) or quiet.get(PAIRED.get(topic.name, ""))
        if witness in now and topic.name not in now[witness].quiet:
            values[topic.name] = None if value is NONE else value
            values |= {name: getattr(now[witness].record, name) for name in topic.rides}
    opinion.held = replace(opinion.held, **values)
    if isinstance(opinion.held, PRICED):
        _complete_price(opinion, opinion.held, known, now)
    if isinstance(opinion.held, Offer) and (own or not record.own):
        opinion.held = replace(opinion.held, **_promised(now))
    return opinion


def fill(held: Record, witnesses: dict[str, str], settings: Settings | None) -> Record:
    """Return what is held with what the settings say where no page says anything; ``witnesses`` learn of it."""
    if settings is None or not isinstance(held, PRICED):
        return held
    priced = held.price is not None
    values: dict[str, Any] = {
        "currency": settings.currency if priced else None,
        "tax_included": settings.tax_included if priced else None,
    }
    if isinstance(held, Offer):
        values["market"] = settings.country
    open_to_settings = {name: value for name, value in values.items() if witnesses.get(name, SETTINGS) == SETTINGS}
    for name, value in open_to_settings.items():
        if value is None:
            witnesses.pop(name, None)
        else:
            witnesses[name] = SETTINGS
    return replace(held, **open_to_settings)


def blank_of(record: RecordState) -> Record:
    """Return a record of the same key that holds nothing."""
    held = record.held
    return type(held)(url=held.url, **{name: getattr(held, name) for name in PARTS[held.KIND]})


def _decide_on(
    topic: Topic, opinion: Opinion, known: Mapping[str, Said], now: Mapping[str, Said], silent: int, own: bool
) -> Decision:
    witness = opinion.witnesses.get(topic.name)
    value = getattr(opinion.held, topic.name)
    if topic.none is None:
        before = _words(topic.name, known)
        words = _words(topic.name, {name: said for name, said in now.items() if topic.name not in said.quiet})
    else:
        before = _words_or_none(topic, known, before=True)
        words = _words_or_none(topic, {name: said for name, said in now.items() if not _is_quiet(topic.name, said)})
        value = NONE if value is None and witness is not None else value
    held = Held() if witness is None or witness == SETTINGS else Held(value, witness, silent)
    return decide(held, before, words, topic.ranks, own)


def _is_quiet(name: str, said: Said) -> bool:
    return name in said.quiet or PAIRED.get(name) in said.quiet


def _words(name: str, said: Mapping[str, Said]) -> dict[str, Value]:
    return {witness: v for witness, s in said.items() if (v := getattr(s.record, name)) is not None and v != ()}


def _words_or_none(topic: Topic, said: Mapping[str, Said], before: bool = False) -> dict[str, Value]:
    """Return who says what of a topic that can be said to be none.

    As a word of ``before`` what was left out was none: else the first reply or list price of all would be no change.
    """
    words: dict[str, Value] = {}
    for witness, s in said.items():
        if (value := getattr(s.record, topic.name)) is not None:
            words[witness] = value
        elif topic.none is not None and topic.none(s.record) and (before or topic.plainly or s.gave):
            words[witness] = NONE
    return words


def _complete_price(opinion: Opinion, held: Offer | Plan, known: Mapping[str, Said], now: Mapping[str, Said]) -> None:
    """Give the price its currency and VAT; of an offer, look at its list price and at a price that is not clear."""
    holder = opinion.witnesses.get("price")
    values: dict[str, Any] = {}
    if holder is not None and holder in now and "price" not in now[holder].quiet:
        agreeing = [holder, *(w for w in VISIBLE_FIRST if w in now and _price(now[w]) == held.price)]
        for name in STICKY:
            for witness in agreeing:
                if (value := getattr(now[witness].record, name)) is not None:
                    values[name], opinion.witnesses[name] = value, witness
                    break
        if isinstance(held, Offer):
            values |= _beside_price(agreeing, now)
        _tell_currency(opinion, holder, known, now)
    if isinstance(held, Offer):
        values |= _complete_offer(opinion, held, now)
    opinion.held = replace(held, **values)


def _beside_price(agreeing: Iterable[str], now: Mapping[str, Said]) -> dict[str, Any]:
    """Return the unit price, and its unit, of the first who says both of the price that is held."""
    for witness in agreeing:
        values = {name: getattr(now[witness].record, name) for name in BESIDE}
        if None not in values.values():
            return values
    return dict.fromkeys(BESIDE)


def _promised(now: Mapping[str, Said]) -> dict[str, Any]:
    """Return when it comes, as those who speak now say, the visible text first."""
    ranked = sorted(now, key=lambda witness: VISIBLE_FIRST[witness])
    return {
        name: next((v for witness in ranked if (v := getattr(now[witness].record, name)) is not None), None)
        for name in PROMISED
    }


def _complete_offer(opinion: Opinion, held: Offer, now: Mapping[str, Said]) -> dict[str, Any]:
    """Let a list price fall that the price has reached, and show a price that is not clear."""
    values: dict[str, Any] = {"price_candidates": ()}
    if "price" not in opinion.witnesses:
        unclear = next((s.record for s in now.values() if getattr(s.record, "price_candidates", ())), None)
        if isinstance(unclear, Offer):
            values = {"price_candidates": unclear.price_candidates, "price_text": unclear.price_text}
    if held.list_price is not None and held.price is not None and held.list_price <= held.price:
        values |= {"list_price": None, "list_price_text": None}
        if "price" in opinion.told:
            opinion.told["list_price"] = held.list_price, NONE
    return values


def _tell_currency(opinion: Opinion, holder: str, known: Mapping[str, Said], now: Mapping[str, Said]) -> None:
    before, after = (_currency(said[holder]) if holder in said else None for said in (known, now))
    if None not in (before, after) and before != after and "price" not in opinion.told:
        opinion.told["currency"] = before, after
        opinion.moved = True


def said_by(draft: Draft, record: RecordState, known: Mapping[str, Said], witness: str, word: Record) -> Said:
    """Return the last words of a witness: of this look, and of earlier ones on what it says nothing of now."""
    before = known.get(witness)
    settled = settle(draft, record.target, known.values(), before, word)
    if isinstance(settled, Offer):
        settled = _with_true_prices(settled)
    if before is None:
        return Said(settled, gave=_gives(settled))
    quiet: dict[str, str] = {}
    kept: dict[str, Any] = {}
    last_seen = record.own_seen or record.last_seen
    for topic in TOPICS[word.KIND]:
        name = topic.name
        if topic.none is not None and PAIRED.get(name) not in quiet and topic.none(settled):
            continue  # what it leaves out is a word of its own
        if getattr(settled, name) in (None, ()) and getattr(before.record, name) not in (None, ()):
            quiet[name] = before.quiet.get(name, last_seen)
            kept |= {field: getattr(before.record, field) for field in _travelling(word.KIND, topic)}
    return Said(replace(settled, **kept) if kept else settled, quiet, before.gave or _gives(settled))


def _gives(record: Record) -> bool:
    return getattr(record, LEFT_OUT.get(record.KIND, ""), None) is not None


def _with_true_prices(offer: Offer) -> Offer:
    """A list price that the price has reached is none, and nothing is sold for nothing or less."""
    if offer.price is not None and offer.price <= 0:
        return replace(offer, price=None, price_type=None, list_price=None, list_price_text=None)
    if offer.list_price is None or offer.price is None or offer.list_price > offer.price:
        return offer
    return replace(offer, list_price=None, list_price_text=None)


def _currency(said: Said) -> str | None:
    return said.record.currency if isinstance(said.record, PRICED) else None


def _price(said: Said) -> object:
    return getattr(said.record, "price", None)


def _travelling(kind: str, topic: Topic) -> tuple[str, ...]:
    beside = (*STICKY, *(BESIDE if kind == "offer" else ())) if topic.name == "price" else ()
    return (topic.name, *topic.rides, *beside)


def _first(now: Mapping[str, Said], name: str) -> object:
    return next((value for said in now.values() if (value := getattr(said.record, name)) is not None), None)
