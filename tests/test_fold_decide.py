"""The logic of one field, case by case: what was held, what each witness said before, what it says now."""

import pytest

from crawler.fold.decide import VISIBLE_FIRST, Decision, Held, decide

HELD = Held("49", "text")


@pytest.mark.parametrize(
    ("held", "before", "now", "own", "decision"),
    [
        pytest.param(HELD, {"text": "49"}, {"text": "49"}, True, Decision(HELD), id="nothing moves"),
        pytest.param(
            HELD, {"text": "49"}, {"text": "59"}, True, Decision(Held("59", "text"), True, "49"), id="the best moves"
        ),
        pytest.param(
            HELD,
            {"text": "49", "json-ld": "40"},
            {"text": "49", "json-ld": "50"},
            True,
            Decision(HELD),
            id="a poorer one moves beside a better one that stands",
        ),
        pytest.param(
            HELD,
            {"text": "49", "json-ld": "49"},
            {"json-ld": "59"},
            True,
            Decision(Held("59", "json-ld"), True, "49"),
            id="a poorer one that agreed moves while the better is silent",
        ),
        pytest.param(
            HELD,
            {"text": "49", "json-ld": "40"},
            {"json-ld": "50"},
            True,
            Decision(Held("49", "text", 1)),
            id="a poorer one that disagreed moves while the better is silent",
        ),
        pytest.param(
            Held("49", "text", 1),
            {"text": "49", "json-ld": "40"},
            {"json-ld": "40"},
            True,
            Decision(Held("40", "json-ld")),
            id="the better was silent on two looks",
        ),
        pytest.param(
            Held("40", "json-ld"),
            {"json-ld": "40"},
            {"text": "49", "json-ld": "40"},
            True,
            Decision(Held("49", "text"), False, "40"),
            id="a better one speaks for the first time",
        ),
        pytest.param(
            Held("49", "card"),
            {"card": "49"},
            {"text": "59", "card": "59"},
            True,
            Decision(Held("59", "text"), True, "49"),
            id="another moves from the old value to that of the newcomer",
        ),
        pytest.param(
            HELD, {"text": "49", "card": "40"}, {"card": "44"}, False, Decision(HELD, hint=True), id="a card moves"
        ),
        pytest.param(HELD, {"text": "49"}, {"card": "44"}, False, Decision(HELD), id="a card's first word"),
        pytest.param(
            Held("40", "card"),
            {"card": "40"},
            {"card": "44"},
            False,
            Decision(Held("44", "card"), True, "40"),
            id="a card moves and nobody better ever spoke",
        ),
        pytest.param(HELD, {"text": "49"}, {}, True, Decision(Held("49", "text", 1)), id="nobody speaks"),
        pytest.param(HELD, {"text": "49"}, {}, False, Decision(HELD), id="the own page was not looked at"),
        pytest.param(Held(), {}, {"json-ld": "40"}, True, Decision(Held("40", "json-ld")), id="the first word of all"),
    ],
)
def test_one_field(
    held: Held, before: dict[str, object], now: dict[str, object], own: bool, decision: Decision
) -> None:
    decided = decide(held, before, now, VISIBLE_FIRST, own)
    assert (decided.held, decided.announced, decided.hint) == (decision.held, decision.announced, decision.hint)
    assert not decision.announced or decided.old == decision.old
