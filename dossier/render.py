"""Templates → pages."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dossier import words
from dossier.facts import tell_one
from dossier.sides import basis_of, details
from dossier.words import Clock


def make_environment(clock: Clock) -> Environment:
    """Return the templates' environment: everything is escaped and cleaned, an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,  # of every template: select_autoescape's default does not know .html.j2
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., Any]] = {
        "day": clock.day,
        "moment": clock.moment,
        "time": clock.time,
        "age": clock.age,
        "between": lambda event: clock.between(event.since, event.at),
        "number": words.number,
        "money": words.money,
        "percent": lambda share: words.percent(share * 100),
        "count": words.count,
        "short": words.shorten,
        "availability": words.availability,
        "value": _value,
        "offer_basis": basis_of,
        "offer_details": details,
        "facts": lambda event, telling: tuple(tell_one(event, telling)),
        "is_web": is_web,
    }
    environment.filters.update(filters)
    return environment


def renderer(environment: Environment, **common: Any) -> Callable[..., str]:
    """Return ``render(template, **context)`` with what every page shows already in it."""
    return partial(_render, environment, common)


def is_web(address: str) -> bool:
    """Tell whether an address may be a link: nothing but http and https."""
    return address.startswith(("http://", "https://"))


def _render(environment: Environment, common: dict[str, Any], template: str, **context: Any) -> str:
    return environment.get_template(template).render(common | context)


def _value(value: str | None, field: str | None) -> str:
    """Return one side of a change as people read it."""
    if value is None:
        return "none"
    if field in ("price", "list_price", "shipping"):
        return words.money(value)
    return words.availability(value) if field == "availability" else words.shorten(value, 120)


def _finalize(value: object) -> object:
    """Clean every text on its way into a page; what a macro made is clean already."""
    return words.clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value
