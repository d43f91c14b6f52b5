-- Every closed visit, newest first for each target.
SELECT id, run, competitor, source, address, started_at, outcome, reason, asked, ok
FROM visit
WHERE outcome IS NOT NULL
ORDER BY competitor, source, address, started_at DESC, id DESC
