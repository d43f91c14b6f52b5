SELECT competitor, first_day, last_day, url, name, out AS part, availability AS said, capture
FROM shelf WHERE out IS NOT NULL
