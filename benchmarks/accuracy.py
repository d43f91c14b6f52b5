"""Score the whole-site readers on folders of real pages: ``python benchmarks/accuracy.py CORPORA [--errors FIELD]``.

CORPORA holds folders with an ``index.jsonl`` of ``{"file", "url", "expected": …}`` and the pages, and the scorers
``score_products.py`` and ``score_articles.py``.
``--strip`` takes JSON-LD out of the pages first, so that labels made from it say something.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawler.page import Page
from crawler.parsing.address import parse_address
from crawler.reading.site import read_page
from crawler.records.article import Article
from crawler.records.offer import Offer
from crawler.records.rating import Rating
from crawler.records.reading import WITNESSES, Reading, Word

_JSON_LD = re.compile(rb"<script[^>]*ld\+json.*?</script>", re.S | re.I)


def main() -> None:
    """Print a table of scores for each folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--strip", action="store_true")
    parser.add_argument("--errors")
    arguments = parser.parse_args()
    for folder in sorted(arguments.corpora.iterdir()):
        index = folder / "index.jsonl"
        kind = folder.name.partition("_")[0]
        if kind in ("products", "articles") and index.exists():
            sys.stdout.write(f"== {folder.name}\n")
            sys.stdout.flush()
            _score(arguments.corpora / f"score_{kind}.py", index, kind, arguments.strip, arguments.errors)


def _score(scorer: Path, index: Path, kind: str, strip: bool, errors: str | None) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as predictions:
        for line in map(json.loads, index.read_text("utf-8").splitlines()):
            reading = read_page(_load(index.parent / line["file"], line["url"], strip))
            said = _offer(reading) if kind == "products" else _article(reading)
            predictions.write(json.dumps({"file": line["file"], **said}, default=str) + "\n")
        predictions.flush()
        more = (["--errors", errors] if errors else []) + (["--type", "article"] if kind == "articles" else [])
        subprocess.run([sys.executable, scorer, index, predictions.name, *more], check=True)


def _load(path: Path, url: str, strip: bool) -> Page:
    body = gzip.decompress(path.read_bytes())
    return Page(
        parse_address(url) or url, 200, {"content-type": "text/html"}, _JSON_LD.sub(b"", body) if strip else body
    )


def _offer(reading: Reading) -> dict[str, Any]:
    words = [word for word in reading.words if isinstance(word.record, Offer) and word.witness != "card"]
    names = ("price", "currency", "availability", "brand", "sku", "gtin", "mpn", "name")
    ratings = [word for word in reading.words if isinstance(word.record, Rating)]
    said = {name: next(_values(words, name), None) for name in names}
    said |= {
        name: next(_values(ratings, of), None) for name, of in (("rating", "rating"), ("review_count", "rating_count"))
    }
    return {"type": reading.about.type} | said


def _article(reading: Reading) -> dict[str, Any]:
    words = [word for word in reading.words if isinstance(word.record, Article) and word.witness != "card"]
    said = {name: next(_values(words, name), None) for name in ("title", "author", "published", "text")}
    return {"type": reading.about.type, "date": said.pop("published")} | said


def _values(words: list[Word], name: str) -> Iterator[Any]:
    for word in sorted(words, key=lambda word: WITNESSES.index(word.witness)):
        if (value := getattr(word.record, name)) is not None:
            yield value


if __name__ == "__main__":
    main()
