-- The changes of the runs after :after, and those whose ids are in the JSON list :also, with what the pages wrote.
-- One of the whole market is told of the company that it is about.
SELECT change.id, iif(change.competitor <> '', change.competitor, coalesce((
         SELECT min(about.competitor) FROM about WHERE about.kind = change.kind AND about.key = change.key), '')
       ) AS competitor, change.run, change.kind, change.key, change.url, change.name, change.field,
       change.old, change.new, change.currency, change.at, change.since, change.suspect,
       change.capture_old, change.capture_new,
       coalesce(after.price_text, '') AS price_text, coalesce(after.list_price_text, '') AS list_price_text,
       coalesce(after.availability_text, '') AS availability_text, after.witnesses AS witnesses,
       coalesce(before.price_text, '') AS price_text_old, coalesce(before.list_price_text, '') AS list_price_text_old,
       coalesce(before.availability_text, '') AS availability_text_old,
       after.price AS price_new, coalesce(after.category, before.category) AS category, article.published AS published
FROM change
LEFT JOIN offer AS after
  ON change.kind = 'offer' AND after.competitor = change.competitor AND after.key = change.key
 AND after.first_capture = change.capture_new
LEFT JOIN offer AS before
  ON change.kind = 'offer' AND before.competitor = change.competitor AND before.key = change.key
 AND before.first_capture = (
   SELECT max(first_capture) FROM offer
   WHERE competitor = change.competitor AND key = change.key AND capture = change.capture_old)
LEFT JOIN article
  ON change.kind = 'article' AND article.competitor = change.competitor AND article.key = change.key
 AND article.first_capture = change.capture_new
WHERE change.run > :after OR change.id IN (SELECT value FROM json_each(:also))
ORDER BY 2, change.at, change.id
