SELECT competitor, max(published, known) AS first_day, published + 364 AS last_day, url, name, stars AS part, 1 AS weight,
       round(stars, 2) || ' of 5 on ' || platform AS said, capture
FROM heard WHERE platform IS NOT NULL AND stars IS NOT NULL
