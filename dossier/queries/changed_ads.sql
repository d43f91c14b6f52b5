-- The ad of each change of the runs after :after, and of those in the JSON list :also, as it was then.
SELECT change.id AS change, ad.*
FROM change JOIN ad ON ad.competitor = change.competitor AND ad.key = change.key
 AND ad.first_capture = coalesce((
   SELECT first_capture FROM ad AS held
   WHERE held.competitor = change.competitor AND held.key = change.key AND held.first_seen <= change.at
   ORDER BY held.first_seen DESC LIMIT 1
 ), (SELECT min(first_capture) FROM ad AS first WHERE first.competitor = change.competitor AND first.key = change.key))
WHERE change.kind = 'ad'
 AND (change.run > :after OR change.id IN (SELECT value FROM json_each(:also)))
