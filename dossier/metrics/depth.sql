SELECT competitor, first_day, last_day, url, name, 100 * (1 - ratio) AS part, said, capture
FROM compared WHERE ratio <= 0.99 + 1e-9
