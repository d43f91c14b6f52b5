SELECT competitor, first_day, last_day, url, name, coalesce(list_amount >= amount * 1.01 - 1e-9, 0) AS part,
       price || ' ' || coalesce(currency, '') || coalesce(', list price ' || list_price, '') AS said, capture
FROM held
WHERE amount > 0 AND orderable
