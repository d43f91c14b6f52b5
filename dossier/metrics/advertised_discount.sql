SELECT competitor, first_day, last_day, url, name, 100 * (1 - amount / list_amount) AS part,
       price || ' ' || coalesce(currency, '') || ', list price ' || list_price AS said, capture
FROM held
WHERE amount > 0 AND orderable AND list_amount >= amount * 1.01 - 1e-9
