SELECT competitor, max(published, known) AS first_day, published + 89 AS last_day, url, name, stars <= 2 AS part,
       round(stars, 2) || ' of 5 on ' || platform AS said, capture
FROM heard WHERE platform IS NOT NULL AND stars IS NOT NULL
