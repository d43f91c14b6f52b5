"""A sentence → the promises it makes, with their numbers: delivery, returns, warranty, support …"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from crawler.parsing.price import NO_HINTS, PRICE, Hints, parse_price
from crawler.reading import promise_words as words

_STARTS = re.compile(r"\b[^\W\d_]{3}")


@dataclass(frozen=True)
class Promised:
    """One promise as one sentence makes it."""

    name: str
    """As ``Finding.name`` documents it."""
    value: str
    """Its number, as plain decimal; "" when it has none."""
    unit: str | None


@dataclass(frozen=True)
class _Span:
    """A length of time in a text; of "2–4 days" the longer one, for that is what is promised."""

    start: int
    end: int
    value: str
    unit: str


def find_promises(sentence: str, topic: str = "", hints: Hints = NO_HINTS) -> Iterator[Promised]:
    """Yield the promises of a sentence; ``topic`` is the heading above it, which may say what it is about.

    >>> list(find_promises("Free delivery on all orders over €50"))
    [Promised(name='free_delivery', value='50', unit='EUR')]
    >>> [found.value for found in find_promises("Возврат в течение 14 дней")]
    ['14']
    >>> list(find_promises("Do you offer free delivery?"))
    []
    """
    if len(sentence) > 600 or sentence.rstrip().endswith("?"):
        return
    stems = _STARTS.findall(f"{topic} {sentence}".lower())
    worth = {name for stem in stems for name in words.STEMS.get(stem, ())}
    for name, read in _READERS.items():
        if name in worth:
            yield from read(sentence, topic, hints)


def is_rule(sentence: str) -> bool:
    """Tell whether a sentence speaks of all cases, or of the usual one.

    >>> is_rule("Standard delivery takes 3 days"), is_rule("Express delivery takes 1 day")
    (True, False)
    """
    return words.RULE.search(sentence) is not None


def _free_delivery(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del topic
    found = _said(words.FREE_DELIVERY, sentence)
    if found is None:
        return
    amounts = []
    for price in PRICE.finditer(sentence):
        if words.THRESHOLD.search(sentence[: price.start()]) or words.THRESHOLD_BEHIND.match(sentence[price.end() :]):
            parsed = parse_price(price.group(), hints)
            if parsed and parsed.amount:
                amounts.append(Promised("free_delivery", _plain(parsed.amount), parsed.currency))
    yield from amounts or [Promised("free_delivery", "", None)]


def _delivery_time(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del hints
    found = _said(words.DELIVERY, sentence) or (words.DELIVERY.search(topic) and re.match("", sentence))
    if not found or words.RETURNS.search(sentence) or words.WARRANTY.search(sentence) or words.TRIAL.search(sentence):
        return
    if words.NEXT_DAY.search(sentence):
        yield Promised("delivery_time", "1", "days")
    elif words.SAME_DAY.search(sentence):
        yield Promised("delivery_time", "0", "days")
    else:
        yield from (Promised("delivery_time", span.value, "days") for span in _spans(sentence, "days"))


def _returns(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del hints
    found = _said(words.RETURNS, sentence)
    if found is None and (words.RETURNS.search(sentence) or not words.RETURNS.search(topic)):
        return
    if words.REFUNDING.search(sentence) and not re.search(r"money[- ]back|refund it|полный возврат", sentence, re.I):
        return
    place = found.start() if found else 0
    spans = [span for span in _spans(sentence, "days", "months", "years") if not _is_of_warranty(sentence, span)]
    if spans:
        span = min(spans, key=lambda one: abs(one.start - place))
        yield Promised("returns", span.value, span.unit)
    elif _said(words.EASY_RETURNS, sentence):
        yield Promised("returns", "", None)


def _warranty(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del hints
    found = next((one for one in words.WARRANTY.finditer(sentence) if not _is_other_guarantee(sentence, one)), None)
    if found is None and (not words.WARRANTY.search(topic) or words.RETURNS.search(sentence)):
        return
    place = found.start() if found else 0
    if found and words.NOT.search(sentence[: found.start()]):
        return
    spans = list(_spans(sentence, "years", "months"))
    if spans:
        span = min(spans, key=lambda one: abs(one.start - place))
        yield Promised("warranty", span.value, span.unit)
    elif found and words.LIFETIME.search(sentence):
        yield Promised("warranty", "", None)


def _price_match(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del topic, hints
    if _said(words.PRICE_MATCH, sentence):
        yield Promised("price_match", "", None)


def _instalments(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del topic, hints
    if _said(words.INSTALMENTS, sentence) is None:
        return
    if spans := list(_spans(sentence, "months")):
        yield Promised("instalments", spans[0].value, "months")
    elif payments := words.PAYMENTS.search(sentence):
        yield Promised("instalments", payments[1] or payments[2], None)
    elif len(sentence.split()) > 2:  # two words are the name of a page
        yield Promised("instalments", "", None)


def _support(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del topic, hints
    if len(sentence) > 250:
        return
    is_answered = words.ANSWERS.search(sentence) is not None
    if is_answered and (spans := list(_spans(sentence, "days"))) and len(sentence) < 160:
        yield Promised("support", spans[0].value, "days")
    elif _said(words.SUPPORT, sentence) and words.SUPPORTED.search(sentence):
        yield Promised("support", "", None)


def _free_trial(sentence: str, topic: str, hints: Hints) -> Iterator[Promised]:
    del topic, hints
    found = _said(words.TRIAL, sentence)
    if found is None:
        return
    spans = list(_spans(sentence, "days", "months"))
    spans = [span for span in spans if not words.RETURNS.search(sentence[span.start : span.end + 25])]
    if spans:
        span = min(spans, key=lambda one: abs(one.start - found.start()))
        yield Promised("free_trial", span.value, span.unit)
    else:
        yield Promised("free_trial", "", None)


_READERS: dict[str, Callable[[str, str, Hints], Iterator[Promised]]] = {
    "free_delivery": _free_delivery,
    "delivery_time": _delivery_time,
    "returns": _returns,
    "warranty": _warranty,
    "price_match": _price_match,
    "instalments": _instalments,
    "support": _support,
    "free_trial": _free_trial,
}


def _said(pattern: re.Pattern[str], sentence: str) -> re.Match[str] | None:
    """Return where a sentence says something, and does not deny it."""
    found = pattern.search(sentence)
    if found is None:
        return None
    before, behind = sentence[: found.start()], sentence[found.end() :]
    is_denied = words.NOT.search(before) or words.NOT_INSIDE.search(found.group()) or words.NOT_BEHIND.match(behind)
    return None if is_denied else found


def _spans(sentence: str, *units: str) -> Iterator[_Span]:
    """Yield the lengths of time of a sentence in these units; weeks and whole days of hours count as days."""
    for match in words.SPAN.finditer(sentence):
        unit = match.lastgroup or ""
        number = match["number"].lower()
        value = int(number) if number.isdigit() else words.NUMBERS[number]
        if unit == "weeks":
            value, unit = 7 * value, "days"
        elif unit == "hours" and value % 24 == 0 and value:
            value, unit = value // 24, "days"
        if unit in units:
            yield _Span(match.start(), match.end(), str(value), unit)


def _is_other_guarantee(sentence: str, found: re.Match[str]) -> bool:
    around = sentence[max(0, found.start() - 30) : found.end() + 20]
    return words.OTHER_GUARANTEE.search(around) is not None


def _is_of_warranty(sentence: str, span: _Span) -> bool:
    clause = re.split(r"[,;]", sentence[: span.start])[-1] + re.split(r"[,;]", sentence[span.start :])[0]
    return words.WARRANTY.search(clause) is not None and words.OTHER_GUARANTEE.search(clause) is None


def _plain(amount: Decimal) -> str:
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
