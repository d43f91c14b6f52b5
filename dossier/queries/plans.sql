-- All versions of a competitor's plans, in order of time.
SELECT * FROM plan
WHERE competitor = :competitor AND suspect = 0 AND ended IS NOT 'merged'
ORDER BY first_seen, rowid
