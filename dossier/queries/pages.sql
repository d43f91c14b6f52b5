-- Of each target: pages known (not those denied, missing or moved when last asked), and pages answered since :fresh_since.
SELECT page.competitor, page.source, page.address, count(*) AS known,
       count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM capture JOIN visit ON visit.id = capture.visit
         WHERE capture.url = page.url AND capture.at >= :fresh_since AND capture.outcome IN ('ok', 'not_modified')
           AND visit.competitor = page.competitor AND visit.source = page.source AND visit.address = page.address
       )) AS read
FROM page
WHERE coalesce((
  SELECT capture.outcome FROM capture JOIN visit ON visit.id = capture.visit
  WHERE capture.url = page.url
    AND visit.competitor = page.competitor AND visit.source = page.source AND visit.address = page.address
  ORDER BY capture.visit DESC, capture.id DESC LIMIT 1
), '') NOT IN ('missing', 'moved', 'denied')
GROUP BY page.competitor, page.source, page.address
