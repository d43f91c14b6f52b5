-- The window gains a change on its day and loses it 30 days later: between such days the net move stays.
WITH cut AS (
  SELECT page, n FROM move UNION SELECT page, n + 30 FROM move
),
bounds AS (
  SELECT page, n AS first_day, lead(n) OVER (PARTITION BY page ORDER BY n) - 1 AS last_day FROM cut
),
opening AS (
  SELECT bounds.page, bounds.first_day, bounds.last_day, move.key, min(move.at), move.old, move.was
  FROM bounds CROSS JOIN move ON move.page = bounds.page AND move.n BETWEEN bounds.first_day - 29 AND bounds.first_day
  WHERE bounds.last_day IS NOT NULL
  GROUP BY bounds.page, bounds.first_day, move.key HAVING max(move.counts)
),
closing AS (
  SELECT bounds.page, bounds.first_day, move.key, max(move.at), move.new, move.became, move.currency, move.capture
  FROM bounds CROSS JOIN move ON move.page = bounds.page AND move.n BETWEEN bounds.first_day - 29 AND bounds.first_day
  GROUP BY bounds.page, bounds.first_day, move.key
)
SELECT page.competitor, opening.first_day, opening.last_day, page.url, page.name,
       100 * (avg(closing.became / opening.was) - 1) AS part,
       min(opening.old || ' → ' || closing.new || ' ' || coalesce(closing.currency, '')) AS said, closing.capture
FROM opening
JOIN closing ON closing.page = opening.page AND closing.first_day = opening.first_day AND closing.key = opening.key
JOIN page ON page.page = opening.page
GROUP BY opening.page, opening.first_day
