"""Which element of a page each visible value was taken from, and what was passed over: ``rivals read --explain``."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


@dataclass(frozen=True, kw_only=True)
class Note:
    """One decision of a reader of visible text."""

    field: str
    """Name of the record's field, such as ``price``."""
    text: str
    """What stands there."""
    place: str
    """CSS path of the element."""
    lost: str | None = None
    """Why it was passed over; None: the value was taken from here."""


@dataclass
class Trace:
    """Notes in the order of the decisions."""

    notes: list[Note] = field(default_factory=list)

    def took(self, field: str, node: "LexborNode", text: str) -> None:
        """Note that a field's value was taken from an element."""
        self.notes.append(Note(field=field, text=text, place=css_path(node)))

    def lost(self, field: str, node: "LexborNode", text: str, why: str) -> None:
        """Note that an element that could have given the value was passed over."""
        self.notes.append(Note(field=field, text=text, place=css_path(node), lost=why))


def css_path(node: "LexborNode") -> str:
    """Return a short CSS path of an element: from the nearest ancestor with an id, five steps at most."""
    steps: list[str] = []
    one: LexborNode | None = node
    while one is not None and one.tag not in ("html", "-document", "-undef") and len(steps) < 5:
        if one.tag and not one.tag.startswith("-"):
            attributes = one.attributes
            if name := (attributes.get("id") or "").strip():
                steps.append(f"#{name.split()[0]}")
                break
            classes = (attributes.get("class") or "").split()
            steps.append(f"{one.tag}.{classes[0]}" if classes else one.tag)
        one = one.parent
    return " > ".join(reversed(steps))
