SELECT competitor, first_day, last_day, url, name, 1 AS part, coalesce(availability, 'availability not said') AS said, capture
FROM active
