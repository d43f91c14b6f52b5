SELECT competitor, first_day, last_day, url, 'delivery' AS name, value AS part, said, capture
FROM promise WHERE name = 'delivery_time' AND unit = 'days'
