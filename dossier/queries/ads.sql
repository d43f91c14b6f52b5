-- A competitor's ads and those of the market that are about it, all versions in order of time.
SELECT * FROM ad
WHERE suspect = 0 AND ended IS NOT 'merged' AND (
  competitor = :competitor
  OR competitor = '' AND key IN (SELECT key FROM about WHERE kind = 'ad' AND competitor = :competitor))
ORDER BY first_seen, rowid
