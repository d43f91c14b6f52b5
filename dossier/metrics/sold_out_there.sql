-- Every match whose availability both sides say.
SELECT theirs.competitor, max(theirs.first_day, ours.first_day) AS first_day, min(theirs.last_day, ours.last_day) AS last_day,
       theirs.url, theirs.name, theirs.sure AND NOT ours.out AS part,
       theirs.availability || ' there, ' || ours.availability || ' here' AS said, theirs.capture
FROM pair
CROSS JOIN shelf AS theirs ON theirs.page = pair.page
CROSS JOIN shelf AS ours ON ours.page = pair.ours AND ours.first_day <= theirs.last_day AND ours.last_day >= theirs.first_day
WHERE theirs.out IS NOT NULL AND ours.out IS NOT NULL
