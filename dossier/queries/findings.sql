-- All versions of what was found on a competitor's pages, in order of time.
SELECT * FROM finding
WHERE competitor = :competitor AND suspect = 0 AND ended IS NOT 'merged'
ORDER BY first_seen, rowid
