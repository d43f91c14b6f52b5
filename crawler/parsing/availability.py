"""Text → schema.org's ItemAvailability and OfferItemCondition."""

import re

ITEM_AVAILABILITY = tuple(
    "BackOrder Discontinued InStock InStoreOnly LimitedAvailability MadeToOrder OnlineOnly OutOfStock PreOrder PreSale "
    "Reserved SoldOut".split()
)
ITEM_CONDITION = ("DamagedCondition", "NewCondition", "RefurbishedCondition", "UsedCondition")

_BY_NAME = {name.lower(): name for name in ITEM_AVAILABILITY} | {
    "available": "InStock",
    "availablefororder": "BackOrder",
    "instocks": "InStock",
    "notinstock": "OutOfStock",
    "oos": "OutOfStock",
    "soldout": "OutOfStock",
    "unavailable": "OutOfStock",
}
_PHRASES = {
    "Discontinued": r"\bno longer (?:available|sold|made|in production)\b|\bdiscontinued\b|\bend of life\b",
    "OutOfStock": r"\bout[ -]of[ -]stock\b|\bsold[ -]out\b|\bnot (?:currently )?(?:in stock|available)\b|^unavailable$|"
    r"\b(?:currently|temporarily) (?:unavailable|out)\b|\bnotify me\b|\be?mail me when\b|\bback in stock\b|"
    r"\bno stock\b|\bjoin (?:the )?waiting ?list\b",
    "PreOrder": r"\bpre[ -]?order\b",
    "BackOrder": r"\bback[ -]?order",
    "MadeToOrder": r"\bmade to order\b",
    "LimitedAvailability": r"\bonly \d+ (?:left|remaining|in stock)\b|\b\d+ left\b|\blow (?:in )?stock\b|"
    r"\blast (?:few|one|items?)\b|\blimited (?:stock|availability)\b",
    "InStock": r"\bin[ -]stock\b|^available$|\bavailable (?:immediately|now|from stock)\b|\bready to ship\b|"
    r"\bavailable (?:for|to) (?:delivery|order|ship)|\bships? (?:today|within)\b",
}
_SAID = tuple((name, re.compile(pattern, re.I)) for name, pattern in _PHRASES.items())
_BUY = re.compile(
    r"(?:\+\s*)?(?:add(?: item)? to (?:my |your )?(?:shopping )?(?:cart|basket|bag|trolley)|"
    r"buy(?: it)? now|buy|order now|purchase|"
    r"put (?:it )?in(?:to)? (?:the |your )?(?:cart|basket|bag))\b.{0,20}",
    re.I,
)


def parse_availability(text: str | None) -> str | None:
    """Return the ItemAvailability name of a schema.org address or name, or of an English phrase.

    >>> parse_availability("http://schema.org/InStock"), parse_availability("Sorry, sold out")
    ('InStock', 'OutOfStock')
    >>> parse_availability("Free delivery") is None
    True
    """
    text = (text or "")[:300].strip()
    name = _BY_NAME.get(re.sub(r"[\s_-]", "", text.rstrip("/").rpartition("/")[2]).lower())
    return name or next((name for name, pattern in _SAID if pattern.search(text)), None)


def parse_condition(text: str | None) -> str | None:
    """Return the OfferItemCondition name of a schema.org address or name.

    >>> parse_condition("https://schema.org/UsedCondition"), parse_condition("new")
    ('UsedCondition', 'NewCondition')
    >>> parse_condition("mint") is None
    True
    """
    name = (text or "")[:300].strip().rstrip("/").rpartition("/")[2].lower().removesuffix("condition")
    return next((known for known in ITEM_CONDITION if known.lower() == f"{name}condition"), None)


def is_buy_button(text: str) -> bool:
    """Tell whether a button's label says that pressing it buys the thing.

    >>> is_buy_button("Add to basket"), is_buy_button("Buying guide")
    (True, False)
    """
    return len(text) <= 40 and _BUY.match(text) is not None
