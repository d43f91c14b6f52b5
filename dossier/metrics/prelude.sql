-- What every metric's SELECT starts from. Parameters: :days and :midnights, JSON lists as days.py makes them.
WITH day AS MATERIALIZED (
  SELECT json_extract(value, '$.day') AS day,
         json_extract(value, '$.until') AS until,                -- the next local midnight, exclusive
         json_extract(value, '$.fresh_since') AS fresh_since,    -- sightings from here on are fresh
         json_extract(value, '$.window_since') AS window_since,  -- where the window that ends with this day begins
         json_extract(value, '$.window_day') AS window_day       -- its first day
  FROM json_each(:days)
),
midnight AS MATERIALIZED (
  SELECT json_extract(value, '$.day') AS day, json_extract(value, '$.since') AS since FROM json_each(:midnights)
),
gone AS MATERIALIZED (
  SELECT competitor, key, at FROM change WHERE kind = 'offer' AND field IS NULL AND new IS NULL
),
-- Versions of offers, with the time from which each was known to be no longer true; NULL: it still is.
held AS MATERIALIZED (
  SELECT offer.*,
         CASE WHEN ended = 'gone'
              THEN coalesce((SELECT min(gone.at) FROM gone
                             WHERE gone.competitor = offer.competitor AND gone.key = offer.key AND gone.at >= offer.last_seen),
                            last_seen)
              ELSE lead(first_seen) OVER (PARTITION BY competitor, key ORDER BY first_seen)
         END AS over_at
  FROM offer
  WHERE suspect = 0 AND origin = 'crawl' AND (ended IS NULL OR ended <> 'merged')
),
-- What each offer was on each day: the version in force at its end, seen within 7 days.
shown AS (
  SELECT day.day, held.*
  FROM held JOIN day ON held.first_seen < day.until AND held.last_seen >= day.fresh_since
  WHERE held.over_at IS NULL OR held.over_at >= day.until
)
