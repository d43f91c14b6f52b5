-- How the captures of the JSON list :ids were read, the newest reading last.
SELECT read_as.capture, reading.lines
FROM read_as JOIN reading ON reading.id = read_as.reading
WHERE read_as.capture IN (SELECT value FROM json_each(:ids)) AND reading.lines IS NOT NULL
ORDER BY read_as.run
