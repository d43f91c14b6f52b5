-- Of each target: pages known, and pages answered since :fresh_since.
SELECT page.competitor, page.source, page.address, count(*) AS known,
       count(*) FILTER (WHERE EXISTS (
         SELECT 1 FROM capture JOIN visit ON visit.id = capture.visit
         WHERE capture.url = page.url AND capture.at >= :fresh_since AND capture.outcome IN ('ok', 'not_modified')
           AND visit.competitor = page.competitor AND visit.source = page.source AND visit.address = page.address
       )) AS read
FROM page
GROUP BY page.competitor, page.source, page.address
