"""CPU time of the whole-site readers on real pages: ``python benchmarks/reading.py CORPORA [--slowest N]``.

The figure to hold (per 67 KB): 2 ms on product and listing pages, 15 ms on articles.
"""

import argparse
import gzip
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from crawler.page import Page
from crawler.reading.site import read_page
from crawler.records.lines import dump_reading

_REPEATS = 3
_PAGE_BYTES = 67_000


def main() -> None:
    """Print the cost by type of page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--slowest", type=int, default=0)
    arguments = parser.parse_args()
    costs: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for index in sorted(arguments.corpora.glob("[ap]r*_*/index.jsonl")):
        for line in map(json.loads, index.read_text("utf-8").splitlines()):
            if "file" not in line:
                continue
            body = gzip.decompress((index.parent / line["file"]).read_bytes())
            ms, kind = _measure(line["url"], body)
            costs[kind].append((ms, len(body), f"{index.parent.name}/{line['file']}"))
    _say(f"{'type':9}{'pages':>6}{'median KB':>11}{'median ms':>11}{'ms per 67 KB':>14}")
    for kind, rows in sorted(costs.items()):
        whole_ms, whole_bytes = sum(row[0] for row in rows), sum(row[1] for row in rows)
        kilobytes, middle_ms = median(row[1] for row in rows) / 1000, median(row[0] for row in rows)
        per_page_ms = whole_ms / whole_bytes * _PAGE_BYTES
        _say(f"{kind:9}{len(rows):6}{kilobytes:11.0f}{middle_ms:11.2f}{per_page_ms:14.2f}")
        for ms, size, name in sorted(rows, reverse=True)[: arguments.slowest]:
            _say(f"    {ms:8.2f} ms {size / 1000:8.0f} KB  {name}")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _measure(url: str, body: bytes) -> tuple[float, str]:
    """Return the least CPU milliseconds of some readings, and the page's type;
    the first reading loads what is loaded once."""
    kind = read_page(Page(url, 200, {"content-type": "text/html"}, body)).about.type
    spent = []
    for _ in range(_REPEATS):
        start = time.process_time()
        dump_reading(read_page(Page(url, 200, {"content-type": "text/html"}, body)))
        spent.append(time.process_time() - start)
    return min(spent) * 1000, kind


if __name__ == "__main__":
    main()
