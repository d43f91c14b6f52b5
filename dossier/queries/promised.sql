-- What each company promises today, whatever the number; a free plan is one of them.
SELECT DISTINCT competitor, name FROM finding WHERE what = 'promise' AND ended IS NULL AND suspect = 0
UNION
SELECT DISTINCT competitor, 'free_plan' FROM plan WHERE price_type = 'free' AND ended IS NULL AND suspect = 0
