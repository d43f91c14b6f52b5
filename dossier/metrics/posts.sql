-- Every post known on a day on which the posts were looked at within 7 days; part: published in the window.
, looked AS (
  SELECT DISTINCT visit.competitor, day.day
  FROM coverage JOIN visit ON visit.id = coverage.visit
  JOIN day ON visit.started_at >= day.fresh_since AND visit.started_at < day.until
  WHERE coverage.kind = 'article' AND coverage.state = 'observed'
),
known AS (
  SELECT looked.competitor, day.day, article.url, article.title, article.published, max(article.capture) AS capture,
         CASE WHEN length(article.published) = 10
              THEN article.published BETWEEN day.window_day AND day.day
              ELSE article.published >= day.window_since AND article.published < day.until
         END AS hit
  FROM looked
  JOIN day ON day.day = looked.day
  JOIN article ON article.competitor = looked.competitor AND article.first_seen < day.until
  WHERE article.suspect = 0 AND article.published IS NOT NULL AND article.ended IS NOT 'merged'
  GROUP BY looked.competitor, day.day, article.url
)
SELECT competitor, day, url, title AS name, hit AS part, 'published ' || substr(published, 1, 10) AS said, capture
FROM known
