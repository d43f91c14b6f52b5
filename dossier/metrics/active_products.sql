-- Seen orderable within 7 days, though it may be sold out since; what is known to be gone is not.
, sighted AS (
  SELECT day.day, held.*
  FROM held JOIN day ON held.first_seen < day.until AND held.last_seen >= day.fresh_since
  WHERE held.ended IS NOT 'gone' OR held.over_at >= day.until
)
SELECT competitor, day, url, name,
       max(coalesce(availability, '') NOT IN ('OutOfStock', 'SoldOut', 'Discontinued')
           AND (availability IS NOT NULL OR price IS NOT NULL)) AS part,
       coalesce(availability, 'availability not said') AS said,
       capture
FROM sighted
GROUP BY competitor, day, url
