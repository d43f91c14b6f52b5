"""The pages known of a target: what ``due.plan`` chooses from."""

from collections.abc import Iterable

from crawler.batch import Verdict
from crawler.due import Known
from crawler.parsing.site import parse_site
from crawler.store.captures import Target
from crawler.store.connections import Connection
from crawler.store.packing import first_line
from crawler.store.tables import dump


def known_pages(db: Connection, target: Target) -> list[Known]:
    """Return the pages known of a target, each with how it was last asked and read, and whether it is named or due."""
    rows = db.execute(_KNOWN_PAGES, (target.competitor or "", target.source, target.address)).fetchall()
    named = _named(db, {int(row["reading"]) for row in rows if row["names"]})
    return [
        Known(
            url=row["url"],
            last_asked=row["at"],
            last_outcome=row["outcome"],
            page_type=row["type"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            why_now=row["why"],
            named=row["url"] in named,
            how=row["how"],
            depth=row["depth"],
        )
        for row in rows
    ]


_KNOWN_PAGES = """
SELECT page.url, page.how, page.depth, asked.at, asked.outcome, due.why,
       reading.id AS reading, reading.type, reading.names,
       iif(held.rendered, NULL, json_extract(held.headers, '$.etag')) AS etag,
       iif(held.rendered, NULL, json_extract(held.headers, '$."last-modified"')) AS last_modified
FROM page
LEFT JOIN capture AS asked ON asked.id = (
    SELECT capture.id FROM capture CROSS JOIN visit ON visit.id = capture.visit
    WHERE capture.url = page.url
      AND (visit.competitor, visit.source, visit.address) = (page.competitor, page.source, page.address)
    ORDER BY capture.visit DESC, capture.id DESC LIMIT 1)
LEFT JOIN capture AS held ON held.id = (
    SELECT coalesce(capture.confirms, capture.id) FROM capture CROSS JOIN visit ON visit.id = capture.visit
    WHERE capture.url = page.url AND (capture.outcome = 'ok' OR capture.confirms IS NOT NULL)
      AND (visit.competitor, visit.source, visit.address) = (page.competitor, page.source, page.address)
    ORDER BY capture.visit DESC, capture.id DESC LIMIT 1)
LEFT JOIN reading ON reading.id = (
    SELECT read.id FROM capture CROSS JOIN visit ON visit.id = capture.visit
    CROSS JOIN read_as ON read_as.capture = capture.id CROSS JOIN reading AS read ON read.id = read_as.reading
    WHERE capture.url = page.url AND read.error IS NULL
      AND (visit.competitor, visit.source, visit.address) = (page.competitor, page.source, page.address)
    ORDER BY capture.visit DESC, capture.id DESC, read_as.run DESC LIMIT 1)
LEFT JOIN due ON due.competitor = page.competitor AND due.url = page.url
WHERE (page.competitor, page.source, page.address) = (?, ?, ?)
ORDER BY page.url
"""
"""CROSS JOIN keeps SQLite to the order written: from a page's newest capture backwards, not over all visits."""


VERDICT_DAYS = 30
"""How long the word that a path pattern needs no browser stands: sites are rebuilt."""


def rendering_verdicts(db: Connection, target: Target, now: str) -> tuple[Verdict, ...]:
    """Return what is known of rendering on the hosts of a target's site; that none is needed, for 30 days only."""
    site, stale = parse_site(target.address), f"-{VERDICT_DAYS} days"
    rows = db.execute(
        """
        SELECT host, pattern, renders, evidence, at FROM rendering
        WHERE renders OR at >= strftime('%Y-%m-%dT%H:%M:%SZ', ?, ?) ORDER BY host, pattern
        """,
        (now, stale),
    )
    return tuple(
        Verdict(host=row[0], pattern=row[1], renders=bool(row[2]), evidence=row[3], at=row[4])
        for row in rows
        if parse_site(f"http://{row[0]}/") == site
    )


def _named(db: Connection, readings: Iterable[int]) -> set[str]:
    rows = db.execute(
        "SELECT lines FROM reading WHERE id IN (SELECT value FROM json_each(?))", (dump(sorted(readings)),)
    )
    return {url for row in rows for url in first_line(row["lines"]).get("named", ())}
