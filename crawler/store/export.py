"""Records, products and changes as the JSON lines that other tools read."""

import json
from collections.abc import Collection, Iterator
from typing import Any

from crawler.records.finding import WHATS
from crawler.records.kinds import TOLD, told_kind
from crawler.records.lines import to_fields, to_kept
from crawler.records.product import Product
from crawler.store.connections import Connection, Row
from crawler.store.tables import dump, values_of, version_of

SCHEMA = 1
"""Version of the lines' shape."""

EXPORTS = (*TOLD, "finding", "product", "change")
"""Everything that can be exported, by name; finding: all that is one."""

Line = dict[str, Any]


def export_lines(db: Connection, kind: str, at: str | None = None, *, history: bool = False) -> Iterator[Line]:
    """Yield the records of a kind that hold now or, with ``at``, held at that instant; with ``history``, all versions.

    A record holds until its next version, or until it was found gone; not while it was out of sight for a week. While
    its newest version is suspect that stands for it, flagged; with ``history`` what was agreed on before is beside it.
    The competitor of what was read for the whole market is None.
    """
    if kind == "change":
        yield from change_lines(db, until=at)
        return
    versions = _ALL if history else _HELD if at is None else _HELD_AT
    parameters = {"at": at, "history": history, "what": kind}
    if kind == "product":
        for row in db.execute(_PRODUCTS.format(versions=versions.format(table="offer", kind="'offer'")), parameters):
            yield _product_line(row)
        return
    table, told = ("finding", "version.what") if kind in (*WHATS, "finding") else (kind, f"'{kind}'")
    chosen = _CHOSEN.get(kind, _WHAT if kind in WHATS else _EACH)
    for row in db.execute(chosen.format(versions=versions.format(table=table, kind=told)) + _IN_ORDER, parameters):
        yield _version_line(table, row)


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
            "competitor": row["competitor"] or None,
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


_ALL = "SELECT * FROM {table}"

_HELD = """
SELECT * FROM {table} WHERE ended IS NULL AND (suspect OR (competitor, key) NOT IN (
    SELECT competitor, key FROM {table} WHERE suspect AND ended IS NULL))
"""

_HELD_AT = """
SELECT * FROM (
    SELECT *, lead(first_seen) OVER (PARTITION BY competitor, key ORDER BY first_capture) AS next_seen FROM {table}
    WHERE NOT (suspect AND ended IS 'corrected')
) AS version
WHERE first_seen <= :at AND (suspect OR (competitor, key) NOT IN (
    SELECT competitor, key FROM {table} WHERE suspect AND ended IS NULL AND first_seen <= :at)) AND (
    ended IS NULL OR last_seen >= :at
    OR ended = 'changed' AND next_seen > :at
    OR ended = 'gone' AND EXISTS (
        SELECT 1 FROM change
        WHERE (change.competitor, change.kind, change.key) = (version.competitor, {kind}, version.key)
          AND change.capture_old = version.capture AND change.field IS NULL AND change.new IS NULL AND change.at > :at))
"""

_EACH = "SELECT * FROM ({versions})"

_WHAT = "SELECT * FROM ({versions}) WHERE what = :what"

_CHOSEN = {
    # the rating that the offer's page claimed of its own at that time, or when the version was last seen
    "offer": """
        SELECT offer.*, rated.rating, rated.rating_count FROM ({versions}) AS offer
        LEFT JOIN rating AS rated ON (rated.competitor, rated.key, rated.first_capture) = (
            SELECT competitor, key, first_capture FROM rating
            WHERE competitor = offer.competitor AND url = offer.url AND platform IS NULL
              AND first_seen <= coalesce(:at, offer.last_seen)
            ORDER BY first_capture DESC LIMIT 1)
    """
}

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


def _version_line(table: str, row: Row) -> Line:
    version = version_of(table, row)
    fields = {name: value for name, value in to_kept(version.record).items() if not name.endswith("_candidates")}
    joined = {"rating": row["rating"], "rating_count": row["rating_count"]} if table == "offer" else {}
    return (
        {
            "schema": SCHEMA,
            "kind": told_kind(version.record),
            "competitor": row["competitor"] or None,
            "source": version.source,
        }
        | fields
        | joined
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
        {"schema": SCHEMA, "kind": "product", "competitor": row["competitor"] or None, "source": row["source"]}
        | to_fields(product)
        | {"origin": row["origin"], "suspect": bool(row["suspect"])}
    )
