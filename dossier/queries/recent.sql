-- A competitor's offers that came, went or came back since :since, newest first.
SELECT id, kind, name, url, old, new, at, since, capture_old, capture_new
FROM change
WHERE competitor = :competitor AND kind = 'offer' AND field IS NULL AND suspect = 0 AND at >= :since
ORDER BY at DESC, name
