-- The ratings that a competitor's pages claim now.
SELECT * FROM rating
WHERE competitor = :competitor AND suspect = 0 AND ended IS NULL
ORDER BY rating_count DESC, key
