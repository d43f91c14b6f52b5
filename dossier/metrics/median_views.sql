-- The newest count of views of each post that was 2 to 30 days old.
, post AS (
  SELECT competitor, url, title, min(first_seen) AS first_seen, max(substr(published, 1, 10)) AS published
  FROM article
  WHERE suspect = 0 AND published IS NOT NULL AND ended IS NOT 'merged'
  GROUP BY competitor, url
),
counted AS (
  SELECT post.competitor, day.day, post.url, post.title, max(popularity.first_seen) AS newest,
         popularity.value, popularity.value_text, popularity.capture
  FROM post
  JOIN day ON post.first_seen < day.until AND post.published BETWEEN date(day.day, '-30 days') AND date(day.day, '-2 days')
  JOIN popularity ON popularity.competitor = post.competitor AND popularity.url = post.url
                 AND popularity.first_seen < day.until
  WHERE popularity.measure = 'views' AND popularity.value IS NOT NULL AND popularity.suspect = 0
  GROUP BY post.competitor, day.day, post.url
)
SELECT competitor, day, url, title AS name, value AS part, coalesce(value_text, value) || ' views' AS said, capture
FROM counted
