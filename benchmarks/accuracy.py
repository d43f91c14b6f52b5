"""Score the whole-site readers on folders of real pages:
``python benchmarks/accuracy.py CORPORA [--half A|B] [--only FOLDER] [--strip] [--errors FIELD]``.

CORPORA holds folders ``products_*`` and ``articles_*`` with the pages and an ``index.jsonl`` of ``{"file", "url",
"page_type"?, "expected": …, "expected_original"?: …}``, and the scorers ``score_products.py`` and
``score_articles.py``. The records scored are those that ``rivals read`` prints: the witnesses merged as a first visit
would. Of a page with several offers (sizes, colours) the first own one is scored, and the page is in stock when one of
them is. Labels count as corrected; where a row has ``expected_original``, the scores against the labels as published
stand below.

``--half`` takes one of two stable halves of the pages: tune on A, look at B at the end. ``--strip`` takes JSON-LD out
of the pages first, so that labels made from it say something. ``--errors type`` lists the pages whose type is wrong.

**Page type.** The labels have fewer types than we. What is right for each stands in ``TYPES``: a collection and a
listing are lists of things, be they a category's, a search's or a whole site's front page; for a service, a
documentation page or a forum we have no type of its own, so that any answer is right that sends no reader of offers or
posts there.
"""

import argparse
import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from crawler.fold.fold import merge_one
from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.reading.site import read_page
from crawler.records.article import Article
from crawler.records.kinds import Record
from crawler.records.offer import Offer
from crawler.records.rating import Rating

_NO_OFFERS = frozenset(("other", "home", "pricing", "about", "contact", "careers", "terms", "reviews"))
TYPES = {
    "product": frozenset(("product",)),
    "article": frozenset(("article",)),
    "collection": frozenset(("listing", "home")),
    "listing": frozenset(("listing", "home")),
    "service": _NO_OFFERS,
    "documentation": _NO_OFFERS,
    "forum": _NO_OFFERS,
}
"""The labels' types of page → ours that agree with them."""

_JSON_LD = re.compile(rb"<script[^>]*ld\+json.*?</script>", re.S | re.I)
_OFFER = ("name", "price", "currency", "availability", "brand", "sku", "gtin", "mpn")
_ARTICLE = ("title", "author", "published", "text")

Row = dict[str, Any]


def main() -> None:
    """Print the scores of each folder, of all product folders together, and of page types everywhere."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--half", choices=("A", "B"))
    parser.add_argument("--only", help="a part of the folder's name")
    parser.add_argument("--strip", action="store_true")
    parser.add_argument("--errors")
    arguments = parser.parse_args()
    types: Counter[tuple[str, str]] = Counter()
    products: list[tuple[Row, Row]] = []
    for index in sorted(arguments.corpora.glob("*_*/index.jsonl")):
        kind = index.parent.name.partition("_")[0]
        if kind not in ("products", "articles") or (arguments.only or "") not in index.parent.name:
            continue
        rows = [row for row in map(json.loads, index.read_text("utf-8").splitlines()) if _is_in(row, arguments.half)]
        said = [_read(index.parent, row, arguments.strip) for row in rows]
        _say(f"== {index.parent.name}: {len(rows)} pages")
        _score(arguments.corpora / f"score_{kind}.py", list(zip(rows, said, strict=True)), arguments.errors)
        _count_types(types, rows, said, arguments.errors)
        products += zip(rows, said, strict=True) if kind == "products" else ()
    if len(products) > len(rows):
        _say(f"== all products: {len(products)} pages")
        _score(arguments.corpora / "score_products.py", products, None)
    _say_types(types)


def _is_in(row: Row, half: str | None) -> bool:
    return half in (None, "AB"[hashlib.sha256(row["file"].encode()).digest()[0] & 1])


def _read(folder: Path, row: Row, strip: bool) -> Row:
    """Return what is read from a page, in the scorers' words."""
    body = gzip.decompress((folder / row["file"]).read_bytes())
    url = parse_address(row["url"]) or row["url"]
    page = Page(url, 200, {"content-type": "text/html"}, _JSON_LD.sub(b"", body) if strip else body)
    reading = read_page(page)
    held = merge_one(url, reading)
    said = _article(held, url) if folder.name.startswith("articles") else _offer(held, url)
    return {"file": row["file"], "type": reading.about.type, **said}


def _offer(held: list[Record], url: str) -> Row:
    """Return the page's first own offer, and its rating."""
    offers = [record for record in held if isinstance(record, Offer) and record.url == url]
    in_stock = [offer for offer in offers if offer.availability not in (None, "OutOfStock", "SoldOut", "Discontinued")]
    own = offers[0] if offers else None
    rated = next((record for record in held if isinstance(record, Rating) and record.url == url), None)
    said = {name: getattr(own, name, None) for name in _OFFER}
    said |= {"availability": in_stock[0].availability} if in_stock else {}
    return said | {"rating": rated.rating if rated else None, "review_count": rated.rating_count if rated else None}


def _article(held: list[Record], url: str) -> Row:
    own = next((record for record in held if isinstance(record, Article) and record.url == url), None)
    said = {name: getattr(own, name, None) for name in _ARTICLE}
    return said | {"date": said.pop("published")}


def _score(scorer: Path, pairs: list[tuple[Row, Row]], errors: str | None) -> None:
    """Run a scorer on pairs of a labelled row and what was read there."""
    sys.stdout.flush()
    is_products = scorer.name == "score_products.py"
    more = ["--errors", errors] if errors and errors != "type" else []
    _run(scorer, pairs, [*more, *([] if is_products else ["--type", "article"])])
    published = [
        (row | {"expected": row["expected_original"]}, said) for row, said in pairs if "expected_original" in row
    ]
    if published and is_products:
        _say(f"   against the labels as published ({len(published)} differ):")
        _run(
            scorer,
            [(row | {"expected": row.get("expected_original", row["expected"])}, said) for row, said in pairs],
            [],
        )


def _run(scorer: Path, pairs: list[tuple[Row, Row]], more: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index, predictions = Path(folder, "index.jsonl"), Path(folder, "predictions.jsonl")
        index.write_text("".join(json.dumps(row) + "\n" for row, _ in pairs), "utf-8")
        predictions.write_text("".join(json.dumps(said, default=str) + "\n" for _, said in pairs), "utf-8")
        subprocess.run([sys.executable, scorer, index, predictions, *more], check=True)


def _count_types(types: Counter[tuple[str, str]], rows: list[Row], said: list[Row], errors: str | None) -> None:
    for row, one in zip(rows, said, strict=True):
        label = row.get("page_type") or "product"
        types[label, one["type"]] += 1
        if errors == "type" and one["type"] not in TYPES[label]:
            _say(f"type\t{label}\t{one['type']}\t{row['file']}\t{row['url'][:150]}")


def _say_types(types: Counter[tuple[str, str]]) -> None:
    """Print how often our types agree with each of the labels', and what was said."""
    _say("== page types")
    for label in TYPES:
        said = Counter({ours: count for (theirs, ours), count in types.items() if theirs == label})
        if said:
            _say(f"{label:15}{_share(said, label):26}{', '.join(f'{ours} {n}' for ours, n in said.most_common())}")
    right = sum(count for (label, ours), count in types.items() if ours in TYPES[label])
    _say(f"{'all':15}{right:4} of {types.total():4} = {right / max(types.total(), 1):.3f}")


def _share(said: Counter[str], label: str) -> str:
    right = sum(count for ours, count in said.items() if ours in TYPES[label])
    return f"{right:4} of {said.total():4} = {right / said.total():.3f}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
