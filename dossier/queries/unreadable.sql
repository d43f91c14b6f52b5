-- Pages that the readers could not read in the newest run, by competitor and error.
SELECT visit.competitor, reading.error, count(*) AS pages, min(reading.url) AS url
FROM read_as
JOIN reading ON reading.id = read_as.reading
JOIN capture ON capture.id = read_as.capture
JOIN visit ON visit.id = capture.visit
WHERE visit.run = :run AND reading.error IS NOT NULL
GROUP BY visit.competitor, reading.error
ORDER BY pages DESC, reading.error
