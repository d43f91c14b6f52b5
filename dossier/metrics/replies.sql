SELECT competitor, max(published, known) AS first_day, published + 89 AS last_day, url, name, reply IS NOT NULL AS part,
       round(stars, 2) || ' of 5, ' || CASE WHEN reply IS NULL THEN 'no answer' ELSE 'answered' END AS said, capture
FROM heard WHERE stars <= 2
