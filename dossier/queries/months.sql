-- How many changes a competitor had in each month, by kind, field and whether something came or went.
SELECT substr(at, 1, 7) AS month, kind, field, old IS NULL AS came, new IS NULL AS went, count(*) AS changes
FROM change
WHERE suspect = 0 AND (competitor = :competitor OR competitor = '' AND EXISTS (
  SELECT 1 FROM about WHERE about.kind = change.kind AND about.key = change.key AND about.competitor = :competitor))
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1 DESC
