-- Of each company, the currencies in which matched products are priced, there and here, where they differ.
WITH price AS MATERIALIZED (
  SELECT DISTINCT competitor, url, currency FROM offer WHERE ended IS NULL AND suspect = 0 AND currency IS NOT NULL AND price IS NOT NULL
),
pair AS MATERIALIZED (
  SELECT "match".competitor, there.url AS theirs, "match".ours_competitor, here.url AS ours
  FROM "match"
  CROSS JOIN product AS there ON there.competitor = "match".competitor AND there.id = "match".id
  CROSS JOIN product AS here ON here.competitor = "match".ours_competitor AND here.id = "match".ours_id
)
SELECT pair.competitor, theirs.currency AS theirs, ours.currency AS ours, count(*) AS products
FROM pair
JOIN price AS theirs ON theirs.competitor = pair.competitor AND theirs.url = pair.theirs
JOIN price AS ours ON ours.competitor = pair.ours_competitor AND ours.url = pair.ours
WHERE theirs.currency <> ours.currency
GROUP BY pair.competitor, theirs.currency, ours.currency
ORDER BY pair.competitor, products DESC, theirs.currency, ours.currency
