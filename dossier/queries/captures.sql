-- Captures by the JSON list of ids :ids, each with the body it shows: its own, or the one that a 304 confirmed.
SELECT asked.id, asked.url, asked.at, asked.outcome, asked.status, asked.final_url, visit.source,
       coalesce(held.body, asked.body) AS body, coalesce(held.headers, asked.headers) AS headers
FROM json_each(:ids) AS wanted
JOIN capture AS asked ON asked.id = wanted.value
JOIN visit ON visit.id = asked.visit
LEFT JOIN capture AS held ON held.id = asked.confirms
