-- Weight: active products. Part: those announced as new in the window.
SELECT competitor, first_day, last_day, url, name, 0 AS part, 1 AS weight, 'active' AS said, capture FROM settled
UNION ALL
SELECT competitor, n, n + 29, url, name, 1, 0, 'first seen ' || substr(at, 1, 10), capture FROM sighting WHERE what = 'new'
