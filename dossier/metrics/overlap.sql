-- Every active product of ours, once for each rival that sells anything we could be matched with.
SELECT rival.competitor, active.first_day, active.last_day, coalesce(there.url, active.url) AS url, active.name,
       pair.page IS NOT NULL AS part, CASE WHEN pair.page IS NULL THEN 'not matched' ELSE 'matched' END AS said, active.capture
FROM active
JOIN (SELECT DISTINCT competitor, ours_competitor FROM "match") AS rival ON rival.ours_competitor = active.competitor
LEFT JOIN pair ON pair.ours = active.page AND pair.competitor = rival.competitor
LEFT JOIN page AS there ON there.page = pair.page
