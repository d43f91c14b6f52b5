"""The lines of a plan's card → their texts in each state of the page's monthly / yearly switch."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.reading.nodes import chain
from crawler.reading.plan_switch import Switch, hides, texts_by_period
from crawler.reading.plan_words import is_contact, is_free
from crawler.reading.sheet import Line, Piece, is_struck, joined

_OTHER = {"month": "year", "year": "month"}


def read_states(card: LexborNode, lines: list[Line], switch: Switch) -> Iterator[tuple[str | None, list[str]]]:
    """Yield the texts of a card's lines as they stand in each state of the switch, with its period;
    one state without a period where the card has only one."""
    pieces = [piece for line in lines for piece in line.pieces]
    kept = _kept_texts(card, pieces)
    if kept:
        for state in dict.fromkeys(period for _, texts in kept.values() for period in texts):
            yield state, _texts(lines, _swapped(pieces, kept, state))
        return
    of = {piece.at: _period_within(piece.node, card, switch) for piece in pieces}
    hidden = {piece.at for piece in pieces if _is_hidden(piece.node, card)}
    money = [piece for piece in pieces if re.search(r"\d", piece.text) and not _in_list(piece.node, card)] + [
        piece for piece in pieces if (is_free(piece.text) or is_contact(piece.text)) and of[piece.at]
    ]
    periods = list(dict.fromkeys(period for piece in money if (period := of[piece.at])))
    if len(periods) > 1:
        for period in periods:
            yield period, _texts(lines, {one.at: one.text if of[one.at] in (None, period) else "" for one in pieces})
        return
    veiled = [piece for piece in money if piece.at in hidden]
    if veiled and len(veiled) < len(money):
        other = periods[0] if periods and of[veiled[0].at] == periods[0] else switch.other
        shown = _OTHER.get(other or "")
        twins = [piece for piece in money if piece.at not in hidden]
        yield shown if other else None, _texts(lines, {one.at: "" if one.at in hidden else one.text for one in pieces})
        if other:
            gone = {piece.at for piece in twins}
            yield other, _texts(lines, {one.at: "" if one.at in gone else one.text for one in pieces})
        return
    alone = periods[0] if periods and all(of[piece.at] for piece in money) else None
    yield alone or switch.around(card), [line_text(line) for line in lines]


def line_text(line: Line) -> str:
    """Return a line without what is crossed out in it."""
    return joined([(piece, piece.text) for piece in line.pieces if not is_struck(piece.node)])


def _texts(lines: list[Line], by_piece: dict[int, str]) -> list[str]:
    return [
        joined([(piece, text) for piece in line.pieces if (text := by_piece[piece.at]) and not is_struck(piece.node)])
        for line in lines
    ]


def _kept_texts(card: LexborNode, pieces: list[Piece]) -> dict[int, tuple[LexborNode, dict[str, str]]]:
    """Return the elements of a card that keep a text for each period in their attributes, by ``mem_id``."""
    found: dict[int, tuple[LexborNode, dict[str, str]]] = {}
    for piece in pieces:
        for node in chain(piece.node, 4):
            if node.mem_id not in found and (texts := texts_by_period(node)):
                found[node.mem_id] = node, texts
            if node.mem_id == card.mem_id:
                break
    return found


def _swapped(pieces: list[Piece], kept: dict[int, tuple[LexborNode, dict[str, str]]], period: str) -> dict[int, str]:
    """Return the pieces' texts with those that a script would put in for a period."""
    texts, done = {piece.at: piece.text for piece in pieces}, set()
    for piece in pieces:
        owner = next((node for node in chain(piece.node, 4) if node.mem_id in kept), None)
        value = kept[owner.mem_id][1].get(period) if owner else None
        if owner is None or value is None:
            continue
        has_number, is_number = re.search(r"\d", piece.text), re.fullmatch(r"[\d.,' \u00a0]+", value)
        if owner.mem_id in done:
            texts[piece.at] = "" if has_number else piece.text
        elif is_number and has_number:
            texts[piece.at] = re.sub(r"\d[\d.,' \u00a0]*", value, piece.text, count=1)
            done.add(owner.mem_id)
        elif not is_number:
            texts[piece.at] = value
            done.add(owner.mem_id)
    return texts


def _period_within(node: LexborNode, card: LexborNode, switch: Switch) -> str | None:
    for one in chain(node):
        if one.mem_id == card.mem_id:
            return None
        if found := switch.own(one):
            return found
    return None


def _is_hidden(node: LexborNode, card: LexborNode) -> bool:
    for one in chain(node):
        if one.mem_id == card.mem_id:
            return False
        if hides(one):
            return True
    return False


def _in_list(node: LexborNode, card: LexborNode) -> bool:
    for one in chain(node, 6):
        if one.mem_id == card.mem_id:
            return False
        if one.tag in ("li", "td", "dd"):
            return True
    return False
