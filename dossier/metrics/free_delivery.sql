SELECT competitor, first_day, last_day, url, 'free delivery' AS name, value AS part, unit AS currency, said, capture
FROM promise WHERE name = 'free_delivery' AND value IS NOT NULL AND unit IS NOT NULL
