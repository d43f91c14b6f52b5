-- Weight: products seen on two days of the window at least. Part: those with a change in it.
WITH seen AS (
  SELECT page, competitor, url, name, max(capture) AS capture, min(first_day) + 1 AS first_day, max(seen_day) + 28 AS last_day
  FROM held WHERE price IS NOT NULL
  GROUP BY page HAVING max(seen_day) > min(first_day)
),
moved AS (
  SELECT *, lead(n, 1, n + 30) OVER (PARTITION BY page ORDER BY n, at) AS next FROM move WHERE counts
)
SELECT competitor, first_day, last_day, url, name, 0 AS part, 1 AS weight, 'no change' AS said, capture FROM seen
UNION ALL
SELECT moved.competitor, max(moved.n, seen.first_day), min(moved.n + 29, moved.next - 1, seen.last_day), moved.url, moved.name, 1, 0,
       moved.old || ' → ' || moved.new || ' ' || coalesce(moved.currency, ''), coalesce(moved.capture, seen.capture)
FROM moved JOIN seen ON seen.page = moved.page
