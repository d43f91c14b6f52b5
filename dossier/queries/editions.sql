-- All earlier editions, oldest first, with the run that each was made after.
SELECT edition.id, edition.run, edition.at, edition.path, edition.metrics, edition.changes, run.started_at
FROM edition JOIN run ON run.id = edition.run
ORDER BY edition.at, edition.id
