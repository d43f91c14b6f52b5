-- The newest closed visit of each target of a competitor: how many pages a browser showed, and its reason.
SELECT source, address, rendered, reason, max(started_at) AS started_at
FROM visit WHERE competitor = :competitor AND outcome IS NOT NULL
GROUP BY source, address
