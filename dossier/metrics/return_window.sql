SELECT competitor, first_day, last_day, url, 'returns' AS name,
       value * CASE unit WHEN 'days' THEN 1 WHEN 'months' THEN 30 WHEN 'years' THEN 365 END AS part, said, capture
FROM promise WHERE name = 'returns'
