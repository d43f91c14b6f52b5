-- All runs.
SELECT id, started_at FROM run
