SELECT competitor, first_day, last_day, url, name, priced AS part, CASE WHEN priced THEN 'a price' ELSE 'no price' END AS said, capture
FROM shelf WHERE priced IS NOT NULL
UNION ALL
SELECT competitor, first_day, last_day, url, name, price IS NOT NULL, coalesce(price_text, price_type), capture
FROM shown_plan WHERE price_type IS NOT NULL
