"""Score the reader of plans on pricing models: ``python benchmarks/plans.py CORPORA [--errors]``.

CORPORA/saas_pricing holds ``history.jsonl``, a line for each pricing model that researchers wrote down of a real page
(``plans`` with name, price or words, annual price, unit), and the pages of ``index.jsonl``. Each model is set in the
layouts that pricing pages have, cards, cards with a switch between months and years, a table of features, and read
back. What is scored are plans by name, and of those found, price, period and "contact us".
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Any

from crawler.fold.fold import merge_one
from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.plan import Plan

Model = dict[str, Any]
FEATURES = ("Unlimited projects", "Email support", "Single sign-on")
URL = "https://service.example/pricing"


def main() -> None:
    """Read the command line and print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    folder = options.corpora / "saas_pricing"
    models = [json.loads(line) for line in (folder / "history.jsonl").read_text(encoding="utf-8").splitlines()]
    for name, layout in LAYOUTS.items():
        counts: Counter[str] = Counter()
        for model in models:
            if plans := [plan for plan in model["plans"] if _is_told(plan)]:
                _score(counts, plans, _read(layout(plans)), f"{name} {model['saas']}" if options.errors else "")
        _tell(f"{name:8}", counts, "plans", "price", "period")
    for row in map(json.loads, (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()):
        counts = Counter()
        body = (options.corpora / row["file"]).read_bytes()
        _score(
            counts, row["expected"]["plans"], _read(body.decode(), row["url"]), row["file"] if options.errors else ""
        )
        _tell(Path(row["file"]).name, counts, "plans", "price")


def _tell(name: str, counts: Counter[str], *fields: str) -> None:
    shares = " ".join(f"{what} {counts[what]}/{counts[f'{what} of']}" for what in fields)
    sys.stdout.write(f"{name} {shares}\n")


def _is_told(plan: Model) -> bool:
    return isinstance(plan["price"], (int, float)) or "contact" in str(plan["price"]).lower()


def _read(html: str, url: str = URL) -> list[Plan]:
    page = Page(url, 200, {"content-type": "text/html; charset=utf-8"}, html.encode())
    return [record for record in merge_one(url, read_page(page)) if isinstance(record, Plan)]


def _score(counts: Counter[str], plans: list[Model], found: list[Plan], errors: str) -> None:
    by_name: dict[str, list[Plan]] = {}
    for plan in found:
        by_name.setdefault(_letters(plan.name or ""), []).append(plan)
    for expected in plans:
        counts["plans of"] += 1
        mine = by_name.get(_letters(_name(expected)), [])
        counts["plans"] += bool(mine)
        if mine:
            counts["price of"] += 1
            is_right = any(_is_price(plan, expected["price"]) for plan in mine)
            counts["price"] += is_right
            if isinstance(expected["price"], (int, float)) and expected["price"] > 0:
                counts["period of"] += 1
                counts["period"] += any(plan.period is not None for plan in mine)
        if errors and not (mine and is_right):
            told = [(plan.name, plan.period, str(plan.price), plan.price_type) for plan in mine or found]
            sys.stderr.write(f"{errors} {expected} {told}\n")


def _is_price(plan: Plan, price: object) -> bool:
    if isinstance(price, (int, float)):
        return plan.price is not None and float(plan.price) == float(price)
    return plan.price_type == "contact"


def _letters(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _name(plan: Model) -> str:
    return str(plan["name"]).replace("_", " ").title()


def _price(plan: Model, field: str = "price") -> str:
    price = plan[field]
    if not isinstance(price, (int, float)):
        return "Contact us"
    return "Free" if price == 0 else f"${price:,.2f}".removesuffix(".00")


def _per(plan: Model) -> str:
    unit = str(plan["unit"] or "month").replace("_", " ").split("/")
    return " / ".join(unit if unit[-1] in ("month", "year") else [*unit, "month"])


def _page(body: str) -> str:
    head = '<!doctype html><html lang="en-US"><title>Pricing</title><h1>Plans and pricing</h1>'
    return f"{head}{body}<footer>Terms</footer>"


def _cards(plans: list[Model]) -> str:
    def card(plan: Model) -> Iterator[str]:
        yield f'<div class="plan"><h3>{escape(_name(plan))}</h3><p>For teams that grow</p>'
        yield f'<div class="amount">{_price(plan)}</div>'
        if isinstance(plan["price"], (int, float)) and plan["price"] > 0:
            yield f"<div>per {_per(plan).replace(' / ', ' per ')}</div>"
        yield f"<ul>{''.join(f'<li>{feature}</li>' for feature in FEATURES)}</ul><a href='/go'>Get started</a></div>"

    return _page("<section>" + "".join(part for plan in plans for part in card(plan)) + "</section>")


def _switch(plans: list[Model]) -> str:
    def card(plan: Model) -> str:
        prices = _price(plan)
        if isinstance(plan["price"], (int, float)) and plan["price"] > 0:
            yearly = plan["annual_price"] if isinstance(plan["annual_price"], (int, float)) else plan["price"] * 0.8
            prices = (
                f'<span class="monthly">{_price(plan)}</span>'
                f'<span class="yearly" style="display:none">{_price({"price": yearly})}</span><small>/month</small>'
            )
        shown = f'<h2>{escape(_name(plan))}</h2><p class="price">{prices}</p>'
        return f'<article class="card">{shown}<button>Start</button></article>'

    head = '<div class="toggle"><button class="active">Monthly</button><button>Yearly</button> Save 20%</div>'
    return _page(f'{head}<div class="grid">{"".join(map(card, plans))}</div>')


def _table(plans: list[Model]) -> str:
    names = "".join(f"<th>{escape(_name(plan))}</th>" for plan in plans)

    def cell(plan: Model) -> str:
        is_paid = isinstance(plan["price"], (int, float)) and plan["price"] > 0
        return f"<td>{_price(plan)}{' / month' if is_paid else ''}</td>"

    rows = "".join(f"<tr><td>{feature}</td>{'<td>✓</td>' * len(plans)}</tr>" for feature in FEATURES)
    prices = f"<tr><td>Price</td>{''.join(map(cell, plans))}</tr>"
    return _page(f"<table><thead><tr><th></th>{names}</tr></thead><tbody>{prices}{rows}</tbody></table>")


LAYOUTS: dict[str, Callable[[list[Model]], str]] = {"cards": _cards, "switch": _switch, "table": _table}


if __name__ == "__main__":
    main()
