-- A row for every day on which the posts were looked at, and one for each post of its window.
WITH post AS (
  SELECT competitor, url, title, published, max(capture) AS capture, min(first_seen) AS first_seen,
         CASE WHEN length(published) = 10 THEN CAST(julianday(published) - 1721424.5 AS INTEGER)
              ELSE (SELECT n FROM midnight WHERE since <= published ORDER BY since DESC LIMIT 1)
         END AS n
  FROM article
  WHERE suspect = 0 AND published IS NOT NULL AND ended IS NOT 'merged'
  GROUP BY competitor, url
),
known AS (SELECT *, (SELECT n FROM midnight WHERE since <= first_seen ORDER BY since DESC LIMIT 1) AS known FROM post)
SELECT competitor, first_day, last_day, NULL AS url, NULL AS name, 0 AS part, NULL AS said, NULL AS capture
FROM looked WHERE kind = 'article'
UNION ALL
SELECT known.competitor, looked.first_day, looked.last_day, known.url, known.title, 1,
       'published ' || substr(known.published, 1, 10), known.capture
FROM known
JOIN looked ON looked.competitor = known.competitor AND looked.kind = 'article'
           AND looked.first_day BETWEEN max(known.n, known.known) AND known.n + 29
