, lived AS MATERIALIZED (
  SELECT competitor, url, name, first_seen, last_seen, capture,
         (SELECT max(day) FROM midnight WHERE since <= first_seen) AS first_day,
         (SELECT max(day) FROM midnight WHERE since <= last_seen) AS last_day
  FROM held
  WHERE price IS NOT NULL AND last_seen >= (SELECT min(since) FROM midnight)
),
seen AS (
  -- Products seen on two days of the window at least.
  SELECT competitor, day.day, url, name, max(capture) AS capture,
         min(max(coalesce(first_day, ''), window_day)) AS first_day, max(min(last_day, day.day)) AS last_day
  FROM lived JOIN day ON lived.first_seen < day.until AND lived.last_seen >= day.window_since
  GROUP BY competitor, day.day, url
  HAVING min(max(coalesce(first_day, ''), window_day)) < max(min(last_day, day.day))
),
moved AS (
  SELECT competitor, day.day, url, count(*) AS moves, min(old || ' → ' || new || ' ' || coalesce(currency, '')) AS said
  FROM change JOIN day ON change.at >= day.window_since AND change.at < day.until
  WHERE kind = 'offer' AND field = 'price' AND suspect = 0 AND CAST(old AS REAL) > 0 AND new IS NOT NULL
    AND abs(CAST(new AS REAL) / CAST(old AS REAL) - 1) >= 0.01 - 1e-9
  GROUP BY competitor, day.day, url
)
SELECT seen.competitor, seen.day, seen.url, seen.name,
       moved.moves IS NOT NULL AS part,
       CASE moved.moves WHEN 1 THEN moved.said ELSE coalesce(moved.moves || ' changes', 'no change') END AS said,
       seen.capture
FROM seen LEFT JOIN moved ON moved.competitor = seen.competitor AND moved.day = seen.day AND moved.url = seen.url
