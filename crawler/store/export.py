"""Records, products and changes as the JSON lines that other tools read."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from crawler.records.kinds import KINDS
from crawler.records.lines import to_fields
from crawler.records.product import Product
from crawler.store.connections import Connection, Row
from crawler.store.tables import dump, values_of, version_of

SCHEMA = 1
"""Version of the lines' shape."""

EXPORTS = (*KINDS, "product", "change")
"""Everything that can be exported, by name."""

Line = dict[str, Any]

_JOINED: dict[str, Line] = {"offer": {"rating": None, "rating_count": None}}
"""What lines of a kind hold besides their record: of another record of the same address, None until it exists."""


def export_lines(db: Connection, kind: str, at: str | None = None, *, history: bool = False) -> Iterator[Line]:
    """Yield the records of a kind that hold now or, with ``at``, held at that instant; with ``history``, all versions.

    A record holds until its next version, or until it was found gone; not while it was out of sight for a week.
    """
    if kind == "change":
        yield from change_lines(db, until=at)
        return
    versions = _ALL if history else _HELD if at is None else _HELD_AT
    if kind == "product":
        products = _PRODUCTS.format(versions=versions.format(kind="offer"))
        for row in db.execute(products, {"at": at, "history": history}):
            yield _product_line(row)
    else:
        for row in db.execute(versions.format(kind=kind) + _IN_ORDER, {"at": at}):
            yield _version_line(kind, row)


def change_lines(
    db: Connection,
    since: str | None = None,
    until: str | None = None,
    competitors: Collection[str] | None = None,
) -> Iterator[Line]:
    """Yield the changes seen from ``since`` to ``until``, both included; the caller fills ``severity``."""
    chosen = None if competitors is None else dump(sorted(competitors))
    for row in db.execute(_CHANGES, {"since": since, "until": until, "competitors": chosen}):
        yield {
            "schema": SCHEMA,
            "id": row["id"],
            "competitor": row["competitor"],
            "source": row["source"],
            "kind": row["kind"],
            "key": json.loads(row["key"]),
            "url": row["url"],
            "name": row["name"],
            "field": row["field"],
            "old": row["old"],
            "new": row["new"],
            "currency": row["currency"],
            "at": row["at"],
            "since": row["since"],
            "severity": None,
            "suspect": bool(row["suspect"]),
            "capture_old": row["capture_old"],
            "capture_new": row["capture_new"],
        }


_ALL = "SELECT * FROM {kind}"

_HELD = "SELECT * FROM {kind} WHERE ended IS NULL"

_HELD_AT = """
SELECT * FROM (
    SELECT *, lead(first_seen) OVER (PARTITION BY competitor, key ORDER BY first_capture) AS next_seen FROM {kind}
) AS version
WHERE first_seen <= :at AND (
    ended IS NULL OR last_seen >= :at
    OR ended = 'changed' AND next_seen > :at
    OR ended = 'gone' AND EXISTS (
        SELECT 1 FROM change
        WHERE (change.competitor, change.kind, change.key) = (version.competitor, '{kind}', version.key)
          AND change.capture_old = version.capture AND change.field IS NULL AND change.new IS NULL AND change.at > :at))
"""

_IN_ORDER = " ORDER BY competitor, key, first_capture"

_PRODUCTS = """
SELECT product.*, visit.source, capture.origin,
       EXISTS (SELECT 1 FROM offer WHERE offer.competitor = product.competitor AND offer.capture = product.capture
               AND offer.url = product.url AND offer.suspect) AS suspect
FROM product
JOIN capture ON capture.id = product.capture JOIN visit ON visit.id = capture.visit
WHERE :history OR (product.competitor, product.url) IN (SELECT competitor, url FROM ({versions}))
               OR (product.competitor, product.id) IN (SELECT competitor, url FROM ({versions}))
ORDER BY product.competitor, product.id
"""

_CHANGES = """
SELECT change.*, visit.source FROM change
LEFT JOIN capture ON capture.id = coalesce(change.capture_new, change.capture_old)
LEFT JOIN visit ON visit.id = capture.visit
WHERE (:since IS NULL OR change.at >= :since) AND (:until IS NULL OR change.at <= :until)
  AND (:competitors IS NULL OR change.competitor IN (SELECT value FROM json_each(:competitors)))
ORDER BY change.at, change.competitor, change.id
"""


def _version_line(kind: str, row: Row) -> Line:
    version = version_of(kind, row)
    fields = {name: value for name, value in to_fields(version.record).items() if not name.endswith("_candidates")}
    return (
        {"schema": SCHEMA, "kind": kind, "competitor": row["competitor"], "source": version.source}
        | fields
        | _JOINED.get(kind, {})
        | {
            "first_seen": version.first_seen,
            "last_seen": version.last_seen,
            "capture": version.capture,
            "origin": version.origin,
            "suspect": version.suspect,
        }
    )


def _product_line(row: Row) -> Line:
    product = Product(**values_of(Product, row))
    return (
        {"schema": SCHEMA, "kind": "product", "competitor": row["competitor"], "source": row["source"]}
        | to_fields(product)
        | {"origin": row["origin"], "suspect": bool(row["suspect"])}
    )
