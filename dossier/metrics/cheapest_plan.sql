-- One seat, a month. Where plans are billed by the month only these count; else a twelfth of the year.
WITH paid AS (
  SELECT *, CAST(price AS REAL) / CASE coalesce(per, period) WHEN 'month' THEN 1 WHEN 'year' THEN 12 END AS amount,
         max(period = 'month' AND ended IS NULL) OVER (PARTITION BY competitor) AS monthly
  FROM shown_plan
  WHERE price_type IN ('exact', 'from') AND CAST(price AS REAL) > 0 AND tax_included IS NOT 1
)
SELECT competitor, first_day, last_day, url, name, amount AS part, currency, capture,
       coalesce(price_text, price || ' ' || coalesce(currency, '')) || coalesce(', billed by the ' || period, '') AS said
FROM paid
WHERE amount IS NOT NULL AND currency IS NOT NULL AND (period = 'month' OR NOT coalesce(monthly, 0))
