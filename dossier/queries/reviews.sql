-- A competitor's reviews and those of the market that are about it, each as last held, newest first.
SELECT * FROM review
WHERE suspect = 0 AND (ended IS NULL OR ended NOT IN ('merged', 'changed', 'corrected')) AND (
  competitor = :competitor
  OR competitor = '' AND key IN (SELECT key FROM about WHERE kind = 'review' AND competitor = :competitor))
ORDER BY coalesce(published, first_seen) DESC, key
