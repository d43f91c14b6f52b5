-- The finding of each change of the runs after :after, and of those in the JSON list :also, as it was then.
SELECT change.id AS change, finding.*, (
  SELECT max(first_seen) FROM finding AS past
  WHERE past.competitor = finding.competitor AND past.key = finding.key AND past.first_seen < finding.first_seen
) AS stood_since
FROM change JOIN finding ON finding.competitor = change.competitor AND finding.key = change.key
 AND finding.first_capture = coalesce((
   SELECT first_capture FROM finding AS held
   WHERE held.competitor = change.competitor AND held.key = change.key AND held.first_seen <= change.at
   ORDER BY held.first_seen DESC LIMIT 1
 ), (SELECT min(first_capture) FROM finding AS first WHERE first.competitor = change.competitor AND first.key = change.key))
WHERE change.kind IN ('headline', 'tagline', 'promise', 'technology', 'profile')
 AND (change.run > :after OR change.id IN (SELECT value FROM json_each(:also)))
