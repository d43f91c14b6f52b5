SELECT competitor, day, url, name,
       coalesce(CAST(list_price AS REAL) >= CAST(price AS REAL) * 1.01 - 1e-9, 0) AS part,
       price || ' ' || coalesce(currency, '') || coalesce(', list price ' || list_price, '') AS said,
       capture
FROM shown
WHERE CAST(price AS REAL) > 0 AND coalesce(availability, '') NOT IN ('OutOfStock', 'SoldOut', 'Discontinued')
