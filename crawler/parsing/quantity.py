"""Text → the least number that must be bought at a price."""

import re

_PIECES = (
    r"(?:pcs|pieces?|units?|items?|шт|штук|штуки|gab|gabali\w*|дана\w*|buah|biji|lusin|stück|stk|st|pièces?|unités?|"
    r"uds?|unidades|pzas?|packs?|boxes|уп|упаков\w*|iepak\w*|pak|dus)(?![^\W_])\.?"
)
_NUMBER = (
    r"(?P<{}>\d{{1,6}})(?!\d|[.,]\d|\s\d{{3}}|\s?(?:[€$£₽₸₹%]|руб|eur|usd|тг|kg|кг|g\b|days|дн|tag|jours|d[ií]as))"
)
_LABELS = (
    r"(?:min(?:imum|imal|\.)? ?(?:order|purchase|quantity|qty|buy)(?: (?:quantity|qty|size))?|moq|"
    r"миним\w+ (?:заказ\w*|парти\w+|количеств\w+|кол-во)|мин\. ?(?:заказ|парти\w+|кол-во|количество)|"
    r"min(?:imālais|\.) ?(?:pasūtījum\w*|daudzum\w*|skait\w*)|ең (?:аз|төменгі) (?:тапсырыс|мөлшер|саны)|"
    r"min(?:imal|imum|\.)? ?(?:pembelian|pemesanan|order|beli)|mindest(?:bestell|abnahme)menge|mindestabnahme|"
    r"mindestbestellung|(?:quantité|commande) min(?:imale|imum|\.)?|minimum de commande|"
    r"(?:pedido|cantidad|compra) m[ií]n(?:im[oa]|\.)?)"
)
_MINIMUM = re.compile(
    rf"\b{_LABELS}\s?(?:\(moq\))?\s?(?:is|of|от|no|von|de|:|=|-|–)?\s?{_NUMBER.format('a')}|"
    rf"(?<!\w)(?:from|от|no|sākot no|ab|à partir de|a partir de|dès|desde|mulai|minimum|min\.?|at least|mindestens|≥|"
    rf">=)"
    rf"\s?{_NUMBER.format('b')}\s?{_PIECES}|"
    rf"(?<![\d.,])(?P<c>\d{{1,6}})\s?\+\s?{_PIECES}|(?<![\d.,])(?P<d>\d{{1,6}})\s?[-–]\s?\d{{1,6}}\s?{_PIECES}|"
    rf"\b(?:buy|order|when you buy)\s(?P<e>\d{{1,4}})\s(?:{_PIECES}\s)?or more|"
    rf"(?<![\d.,$€£₽₸₹#])(?<![$€£₽₸₹#]\s)(?P<g>\d{{1,4}})\s(?:{_PIECES}\s)?"
    rf"(?:or|and|oder|ou|o|и|vai|atau) (?:more|mehr|plus|más|более|больше|vairāk|lebih)(?![^\W_])|"
    rf"(?<![\d.,])(?P<f>\d{{1,6}})\s?дана(?:дан|ға)?\s?бастап"
)
_MAY_BE = re.compile(
    r"m[ií]n|moq|мин|from|от|no |ab |partir|dès|desde|mulai|least|mindest|[≥+>]|buy|order|бастап|аз |төмен|"
    r"\d\s?[-–]\s?\d|more|mehr|plus|más|более|больше|vairāk|lebih"
)


def parse_min_quantity(text: str | None) -> int | None:
    """Return the least number one must buy; None when the text gives none, several, or one.

    >>> parse_min_quantity("from 10 pcs"), parse_min_quantity("от 10 шт."), parse_min_quantity("Min. order: 5")
    (10, 10, 5)
    >>> parse_min_quantity("ab 20 Stück"), parse_min_quantity("pedido mínimo: 3 unidades")
    (20, 3)
    >>> parse_min_quantity("10 or more"), parse_min_quantity("5 шт и более"), parse_min_quantity("$50 or more")
    (10, 5, None)
    >>> parse_min_quantity("Min. order 50 €") is None
    True
    """
    words = " ".join((text or "")[:200].lower().split())
    if not _MAY_BE.search(words) or not any(map(str.isdigit, words)):
        return None
    found = {int(number) for match in _MINIMUM.finditer(words) if (number := next(filter(None, match.groups()), None))}
    least = found.pop() if len(found) == 1 else 0
    return least if least > 1 else None
