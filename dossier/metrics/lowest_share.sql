-- Every product of ours that two rivals at least sell too, at prices that may be compared; our own ratio is 1.
WITH company AS (
  SELECT ours, competitor, first_day, last_day, url, name, ratio, said, capture FROM compared
  UNION ALL
  SELECT compared.ours, compared.ours_competitor, min(compared.first_day), max(compared.last_day), page.url, page.name, 1,
         'ours', max(compared.capture)
  FROM compared JOIN page ON page.page = compared.ours
  GROUP BY compared.ours
),
cut AS (
  SELECT ours, first_day AS n FROM compared UNION SELECT ours, last_day + 1 FROM compared
),
bounds AS (
  SELECT ours, n AS first_day, lead(n) OVER (PARTITION BY ours ORDER BY n) - 1 AS last_day FROM cut
),
market AS MATERIALIZED (
  -- Ours, which is 1, among them.
  SELECT bounds.ours, bounds.first_day, bounds.last_day, min(1, min(compared.ratio)) AS least, count(*) + 1 AS companies
  FROM bounds
  CROSS JOIN compared ON compared.ours = bounds.ours
                     AND compared.first_day <= bounds.first_day AND compared.last_day >= bounds.first_day
  GROUP BY bounds.ours, bounds.first_day HAVING count(*) >= 2
)
SELECT company.competitor, market.first_day, market.last_day, company.url, company.name,
       company.ratio <= market.least * 1.005 + 1e-9 AS part,
       company.said || ', ' || market.companies || ' companies' AS said, company.capture
FROM market
CROSS JOIN company ON company.ours = market.ours
                  AND company.first_day <= market.first_day AND company.last_day >= market.first_day
