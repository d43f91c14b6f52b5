"""How well each target can be seen: what ``rivals check``, exit statuses and reports say of it."""

from dataclasses import dataclass

from crawler.store.connections import Connection

MARKET = "market"
"""What people are told instead of a competitor, of a target of the whole market."""

FRESH_SHARE = 0.9
"""Of the pages asked, how many must have been had for a partial visit to count as fresh: large sites always have a page
or two that answer 500, and a cron job that complains of them every night is soon not read any more."""


@dataclass(frozen=True, kw_only=True)
class VisitMade:
    """How one visit went."""

    visit: int
    run: int
    competitor: str | None
    """None: it was a target of the whole market."""
    source: str
    address: str
    started_at: str
    outcome: str | None
    """complete, partial, blocked or failed; None while it is open."""
    reason: str | None
    asked: int
    ok: int
    unread: int
    """Pages that the readers could not read."""
    rendered: int = 0
    """Pages that were rendered in a browser."""

    @property
    def fresh(self) -> bool:
        """Can what it saw be taken for the whole? Yes if complete, or if only a page here and there failed."""
        return self.outcome == "complete" or (self.outcome == "partial" and self.ok >= FRESH_SHARE * self.asked > 0)


@dataclass(frozen=True, kw_only=True)
class TargetHealth:
    """How one target stands: its last visit, and what came before it."""

    competitor: str | None
    """None: it is one of the whole market."""
    source: str
    address: str
    last: VisitMade
    failing_since: str | None
    """Start of the first visit, of those in a row up to the last, that was not complete; None: the last one was."""
    failing_visits: int
    """How many visits in a row were not complete."""
    pages: int
    """Pages known; not those that robots.txt denies, nor those that answered missing or moved when last asked."""
    pages_read: int
    """Of these, read without an error at least once."""
    newest_ok_at: str | None
    """When a page of it was last shown; None: never."""
    suspects: int = 0
    """Prices of it that are hardly to be believed and wait for a second look."""


def visits_made(db: Connection, run: int) -> list[VisitMade]:
    """Return how the visits of a run went."""
    return _visits(db, "visit.run = ?", run)


def target_health(db: Connection) -> list[TargetHealth]:
    """Return how each target stands that was ever visited; a visit that is still open does not count."""
    last = {(visit.competitor, visit.source, visit.address): visit for visit in _visits(db, _IS_LAST)}
    rows = db.execute(_STANDING).fetchall()
    return [TargetHealth(last=last[row["competitor"], row["source"], row["address"]], **dict(row)) for row in rows]


_IS_LAST = """
visit.id IN (SELECT max(id) FROM visit WHERE ended_at IS NOT NULL GROUP BY competitor, source, address)
"""

_VISITS = """
SELECT visit.id AS visit, visit.run, nullif(visit.competitor, '') AS competitor, visit.source, visit.address,
       visit.started_at, visit.outcome,
       visit.reason, coalesce(visit.asked, 0) AS asked, coalesce(visit.ok, 0) AS ok,
       coalesce(visit.rendered, 0) AS rendered,
       (SELECT count(*) FROM capture
        JOIN read_as ON read_as.capture = capture.id AND read_as.run = visit.run
        JOIN reading ON reading.id = read_as.reading
        WHERE capture.visit = visit.id AND reading.error IS NOT NULL) AS unread
FROM visit WHERE {where} ORDER BY visit.id
"""

_STANDING = """
WITH ended AS (
    SELECT *, max(id) FILTER (WHERE outcome = 'complete') OVER (PARTITION BY competitor, source, address) AS good,
           EXISTS (SELECT 1 FROM answer WHERE answer.visit = visit.id) AS shown
    FROM visit WHERE ended_at IS NOT NULL
), target AS (
    SELECT competitor, source, address,
           min(started_at) FILTER (WHERE id > coalesce(good, 0)) AS failing_since,
           count(*) FILTER (WHERE id > coalesce(good, 0)) AS failing_visits,
           max(id) FILTER (WHERE shown) AS last_shown
    FROM ended GROUP BY competitor, source, address
), doubted AS MATERIALIZED (
    SELECT visit.competitor, visit.source, visit.address FROM (
        SELECT capture FROM offer WHERE suspect AND ended IS NULL
        UNION ALL SELECT capture FROM plan WHERE suspect AND ended IS NULL
    ) AS version
    CROSS JOIN capture ON capture.id = version.capture
    CROSS JOIN visit ON visit.id = capture.visit
), known AS (
    SELECT competitor, source, address, EXISTS (
        SELECT 1 FROM capture
        CROSS JOIN visit ON visit.id = capture.visit
        CROSS JOIN read_as ON read_as.capture = capture.id
        CROSS JOIN reading ON reading.id = read_as.reading
        WHERE capture.url = page.url AND reading.error IS NULL
          AND (visit.competitor, visit.source, visit.address) = (page.competitor, page.source, page.address)
    ) AS read
    FROM page
    WHERE coalesce((
        SELECT capture.outcome FROM capture CROSS JOIN visit ON visit.id = capture.visit
        WHERE capture.url = page.url
          AND (visit.competitor, visit.source, visit.address) = (page.competitor, page.source, page.address)
        ORDER BY capture.visit DESC, capture.id DESC LIMIT 1
    ), '') NOT IN ('missing', 'moved', 'denied')
)
SELECT nullif(competitor, '') AS competitor, source, address, failing_since, failing_visits, count(read) AS pages,
       coalesce(sum(read), 0) AS pages_read,
       (SELECT max(at) FROM answer WHERE answer.visit = target.last_shown) AS newest_ok_at,
       (SELECT count(*) FROM doubted
        WHERE (doubted.competitor, doubted.source, doubted.address) = (target.competitor, target.source, target.address)
       ) AS suspects
FROM target LEFT JOIN known USING (competitor, source, address)
GROUP BY target.competitor, source, address
ORDER BY target.competitor, source, address
"""


def _visits(db: Connection, where: str, *parameters: int) -> list[VisitMade]:
    return [VisitMade(**dict(row)) for row in db.execute(_VISITS.format(where=where), parameters)]
