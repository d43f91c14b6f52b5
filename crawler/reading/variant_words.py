"""What is said of a page as a whole, where it sells several variants."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crawler.reading.state import State
from crawler.records.offer import Offer

_OF_SEVERAL = ("from", "range")
_OF_THE_WHOLE = ("brand", "category")
"""What holds for each variant of a thing; its price, stock and numbers need not."""
_KEY = tuple(name for name in Offer.KEY if name != "url")


def is_of_all(told: list[Offer], state: State) -> bool:
    """Tell whether the only structured offer is of all the variants that the page's state tells apart: it names the
    lowest of several prices, or has an article number that none of them has.

    Shops say "from 20" of a shirt while its sizes differ in price, and "20" while they do not: its variants are the
    same on both days, so which it is goes by the numbers where the shape of the state is surely of this page.
    """
    if len(told) != 1 or told[0].variant is not None or len(state.variants) < 2:
        return False
    if told[0].price_type in _OF_SEVERAL:
        return True
    codes = {code for one in state.variants for code in (one.sku, one.variant)}
    return state.is_documented and told[0].sku is not None and told[0].sku not in codes


def numbered(state: State, whole: Offer) -> State:
    """Return the state with the article number of the thing in its variants: theirs tell which variant they are."""
    named = [one if whole.sku is None else replace(one, sku=whole.sku) for one in state.variants]
    return replace(state, variants=tuple(named))


def selected(offer: Offer, variant: Offer) -> Offer:
    """Return what the page says as a word on the variant that its address selects, unless it is a word on several."""
    return offer if offer.price_type in _OF_SEVERAL else replace(offer, variant=variant.variant)


def lent(words: Iterable[tuple[str, Offer]], variants: list[Offer]) -> Iterator[tuple[str, Offer]]:
    """Yield for each variant what others say of the whole thing: its maker and its category."""
    if len(variants) < 2 or any(one.variant is None for one in variants):
        return
    for witness, word in words:
        said = {name: value for name in _OF_THE_WHOLE if (value := getattr(word, name))}
        if word.variant is None and said:
            for one in variants:
                key = {name: getattr(one, name) for name in _KEY}
                yield witness, replace(Offer(url=word.url), **key, **said)
