, priced AS (
  -- The lowest exact price of each product on each day, by what makes prices comparable.
  SELECT day, competitor, url, name, currency, tax_included, region,
         coalesce(condition, 'NewCondition') AS condition, coalesce(min_quantity, 1) AS min_quantity,
         min(CAST(price AS REAL)) AS amount, price, capture
  FROM shown
  WHERE price_type = 'exact' AND CAST(price AS REAL) > 0 AND currency IS NOT NULL
  GROUP BY day, competitor, url, currency, tax_included, region, coalesce(condition, 'NewCondition'), coalesce(min_quantity, 1)
),
pair AS (
  SELECT "match".competitor, theirs.url AS url, "match".ours_competitor, ours.url AS ours_url
  FROM "match"
  JOIN product AS theirs ON theirs.competitor = "match".competitor AND theirs.id = "match".id
  JOIN product AS ours ON ours.competitor = "match".ours_competitor AND ours.id = "match".ours_id
)
SELECT pair.competitor, theirs.day, theirs.url, theirs.name,
       min(theirs.amount / ours.amount) AS part,
       theirs.price || ' ' || theirs.currency || ', ours ' || ours.price AS said,
       theirs.capture
FROM pair
CROSS JOIN priced AS theirs ON theirs.competitor = pair.competitor AND theirs.url = pair.url
JOIN priced AS ours
  ON ours.competitor = pair.ours_competitor AND ours.url = pair.ours_url AND ours.day = theirs.day
 AND ours.currency = theirs.currency AND ours.tax_included IS theirs.tax_included AND ours.region IS theirs.region
 AND ours.condition = theirs.condition AND ours.min_quantity = theirs.min_quantity
GROUP BY pair.competitor, theirs.day, theirs.url
