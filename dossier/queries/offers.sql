-- A competitor's open offers, with the matched offer of ours (a row for each, plain ones first, then the cheapest), since
-- when the price stands, and what was read of it last that is suspect.
WITH matched AS MATERIALIZED (
  SELECT theirs.url, ours.url AS ours_url, "match".ours_competitor, "match"."by" AS matched_by
  FROM "match"
  JOIN product AS theirs ON theirs.competitor = "match".competitor AND theirs.id = "match".id
  JOIN product AS ours ON ours.competitor = "match".ours_competitor AND ours.id = "match".ours_id
  WHERE "match".competitor = :competitor
),
own AS MATERIALIZED (
  SELECT offer.* FROM offer WHERE ended IS NULL AND suspect = 0 AND competitor IN (SELECT ours_competitor FROM matched)
),
moved AS MATERIALIZED (
  SELECT key, max(at) AS at, since FROM change
  WHERE competitor = :competitor AND kind = 'offer' AND field = 'price' AND suspect = 0
  GROUP BY key
),
doubted AS MATERIALIZED (
  SELECT * FROM offer WHERE competitor = :competitor AND ended IS NULL AND suspect = 1
)
SELECT offer.*, (
         SELECT min(past.first_seen) FROM offer AS past WHERE past.competitor = offer.competitor AND past.key = offer.key
       ) AS born, moved.at AS moved_at, moved.since AS moved_since, matched.matched_by,
       own.url AS ours_url, own.price AS ours_price, own.currency AS ours_currency, own.price_type AS ours_price_type,
       own.tax_included AS ours_tax_included, own.region AS ours_region, own.condition AS ours_condition,
       own.min_quantity AS ours_min_quantity, own.customer_type AS ours_customer_type, own.availability AS ours_availability,
       own.last_seen AS ours_last_seen, own.name AS ours_name,
       doubted.price AS doubted_price, doubted.currency AS doubted_currency, doubted.list_price AS doubted_list_price,
       doubted.price_text AS doubted_price_text, doubted.first_seen AS doubted_at, doubted.capture AS doubted_capture
FROM offer
LEFT JOIN moved ON moved.key = offer.key
LEFT JOIN doubted ON doubted.key = offer.key
LEFT JOIN matched ON matched.url = offer.url
LEFT JOIN own ON own.competitor = matched.ours_competitor AND own.url = matched.ours_url
WHERE offer.competitor = :competitor AND offer.ended IS NULL AND offer.suspect = 0
ORDER BY offer.key, own.customer_type IS NOT NULL OR coalesce(own.min_quantity, 1) > 1, CAST(own.price AS REAL)
