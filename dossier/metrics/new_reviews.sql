-- A row for every day on which reviews were looked at, once there were independent ones, and one for each review.
SELECT competitor, first_day, last_day, NULL AS url, NULL AS name, 0 AS part, NULL AS said, NULL AS capture
FROM looked
WHERE kind = 'review'
  AND EXISTS (SELECT 1 FROM heard WHERE heard.competitor = looked.competitor AND platform IS NOT NULL AND known <= first_day)
UNION ALL
SELECT competitor, max(published, known), published + 29, url, name, 1, 'on ' || platform, capture
FROM heard WHERE platform IS NOT NULL
