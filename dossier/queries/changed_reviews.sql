-- The review of each change of the runs after :after, and of those in the JSON list :also, as it was then.
SELECT change.id AS change, review.*
FROM change JOIN review ON review.competitor = change.competitor AND review.key = change.key
 AND review.first_capture = coalesce((
   SELECT first_capture FROM review AS held
   WHERE held.competitor = change.competitor AND held.key = change.key AND held.first_seen <= change.at
   ORDER BY held.first_seen DESC LIMIT 1
 ), (SELECT min(first_capture) FROM review AS first WHERE first.competitor = change.competitor AND first.key = change.key))
WHERE change.kind = 'review'
 AND (change.run > :after OR change.id IN (SELECT value FROM json_each(:also)))
