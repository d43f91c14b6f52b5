"""Score the reading of price texts: ``python benchmarks/prices.py CORPORA [--none]``.

CORPORA holds ``price_strings/index.jsonl``, lines of ``{"group", "text", "amount", "currency"}``. Each amount is read
without hints, as right, wrong, or None where the label has one; the wrong ones are listed, with ``--none`` those too.
"""

import argparse
import json
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from crawler.parsing.price import parse_price


def main() -> None:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("corpora", type=Path)
    arguments.add_argument("--none", action="store_true", help="list what is left None as well")
    options = arguments.parse_args()
    counts: Counter[str] = Counter()
    for line in (options.corpora / "price_strings" / "index.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        price = parse_price(row["text"])
        amount = price.amount if price else None
        expected = Decimal(row["amount"]) if row["amount"] is not None else None
        said = "right" if amount == expected else "None" if amount is None else "wrong"
        counts[said] += 1
        if said == "wrong" or (said == "None" and options.none):
            sys.stdout.write(f"{said:6} {row['text']!r} expected {row['amount']}, read {amount}\n")
    figures = ", ".join(f"{name} {counts[name]}" for name in ("right", "None", "wrong"))
    sys.stdout.write(f"{figures} of {counts.total()}\n")


if __name__ == "__main__":
    main()
