-- A competitor's changes of all time, newest first, at most :most.
SELECT id, kind, key, name, url, field, old, new, currency, at, since, run
FROM change
WHERE suspect = 0 AND (competitor = :competitor OR competitor = '' AND EXISTS (
  SELECT 1 FROM about WHERE about.kind = change.kind AND about.key = change.key AND about.competitor = :competitor))
ORDER BY at DESC, id
LIMIT :most
