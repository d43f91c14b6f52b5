-- The plan of each change of the runs after :after, and of those in the JSON list :also, as it was then.
SELECT change.id AS change, plan.*, (
  SELECT max(first_seen) FROM plan AS past
  WHERE past.competitor = plan.competitor AND past.key = plan.key AND past.first_seen < plan.first_seen AND past.suspect = 0
) AS stood_since
FROM change JOIN plan ON plan.competitor = change.competitor AND plan.key = change.key
 AND plan.first_capture = coalesce((
   SELECT first_capture FROM plan AS held
   WHERE held.competitor = change.competitor AND held.key = change.key AND held.first_seen <= change.at AND held.suspect = 0
   ORDER BY held.first_seen DESC LIMIT 1
 ), (SELECT min(first_capture) FROM plan AS first WHERE first.competitor = change.competitor AND first.key = change.key))
WHERE change.kind = 'plan'
 AND (change.run > :after OR change.id IN (SELECT value FROM json_each(:also)))
