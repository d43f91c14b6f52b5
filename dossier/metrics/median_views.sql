-- The newest count of views of each post that was 2 to 30 days old.
WITH post AS (
  SELECT competitor, url, title, min(first_seen) AS first_seen, max(substr(published, 1, 10)) AS published
  FROM article
  WHERE suspect = 0 AND published IS NOT NULL AND ended IS NOT 'merged'
  GROUP BY competitor, url
),
dated AS (
  SELECT *, CAST(julianday(published) - 1721424.5 AS INTEGER) AS published_day,
         (SELECT n FROM midnight WHERE since <= first_seen ORDER BY since DESC LIMIT 1) AS known
  FROM post
),
told AS (
  SELECT *, lead(first_seen) OVER (PARTITION BY competitor, url ORDER BY first_seen) AS over_at
  FROM popularity
  WHERE measure = 'views' AND value IS NOT NULL AND suspect = 0
),
counted AS (
  SELECT competitor, url, value, value_text, capture,
         (SELECT n FROM midnight WHERE since <= first_seen ORDER BY since DESC LIMIT 1) AS first_day,
         (SELECT n - 1 FROM midnight WHERE since <= over_at ORDER BY since DESC LIMIT 1) AS end_day
  FROM told
)
SELECT dated.competitor, max(dated.published_day + 2, dated.known, counted.first_day) AS first_day,
       min(dated.published_day + 30, coalesce(counted.end_day, 9999999)) AS last_day, dated.url, dated.title AS name,
       counted.value AS part, coalesce(counted.value_text, counted.value) || ' views' AS said, counted.capture
FROM dated JOIN counted ON counted.competitor = dated.competitor AND counted.url = dated.url
