-- Targets whose own address leads to another host: the first and the newest answer that said so since the last that did not.
WITH answered AS (
  SELECT visit.competitor, visit.address, capture.final_url, capture.at, capture.outcome = 'moved' AS moved
  FROM capture JOIN visit ON visit.id = capture.visit
  WHERE visit.source = 'site' AND capture.url IN (visit.address, visit.address || '/') AND capture.outcome IN ('ok', 'not_modified', 'moved')
)
SELECT competitor, address, final_url, min(at) AS first_at, max(at) AS last_at
FROM answered AS now
WHERE moved AND at > coalesce((
  SELECT max(at) FROM answered AS before
  WHERE before.competitor = now.competitor AND before.address = now.address AND NOT before.moved), '')
GROUP BY competitor, address
