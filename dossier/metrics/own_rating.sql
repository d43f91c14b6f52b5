-- Of each thing that is rated, the page seen last: a rating of the company may stand on all of them.
WITH newest AS (
  SELECT rating.*, life.first_day, min(life.seen_day + 30, coalesce(life.end_day, life.seen_day + 30)) AS last_day,
         first_value(rating.key) OVER (
           PARTITION BY rating.competitor, coalesce(rating.subject, rating.url) ORDER BY rating.last_seen DESC, rating.key
         ) AS newest_key
  FROM life
  CROSS JOIN rating ON rating.competitor = life.competitor AND rating.key = life.key AND rating.first_capture = life.first_capture
  WHERE life.kind = 'rating' AND rating.platform IS NULL AND rating.rating IS NOT NULL
)
SELECT competitor, first_day, last_day, url, coalesce(subject, url) AS name,
       5.0 * CAST(rating AS REAL) / coalesce(CAST(best_rating AS REAL), 5) AS part, coalesce(rating_count, 1) AS weight,
       rating || ' of ' || coalesce(best_rating, '5') || coalesce(', ' || rating_count || ' ratings', '') AS said, capture
FROM newest WHERE key = newest_key
