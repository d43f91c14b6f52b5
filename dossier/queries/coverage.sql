-- What the newest visit of each target says of each kind.
SELECT visit.competitor, visit.source, visit.address, visit.started_at, coverage.kind, coverage.state,
       coverage.pages_read, coverage.records
FROM coverage JOIN visit ON visit.id = coverage.visit
WHERE NOT EXISTS (
  SELECT 1 FROM visit AS later JOIN coverage AS said ON said.visit = later.id
  WHERE later.competitor = visit.competitor AND later.source = visit.source AND later.address = visit.address
    AND said.kind = coverage.kind AND later.id > visit.id
)
ORDER BY visit.competitor, coverage.kind, visit.address
