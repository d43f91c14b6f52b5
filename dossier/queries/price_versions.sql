-- All versions of the offers at the addresses of the JSON list :urls that were seen since :since, in order of time.
SELECT competitor, key, url, price, list_price, currency, availability, first_seen, last_seen, ended,
       customer_type IS NOT NULL OR coalesce(min_quantity, 1) > 1 OR coalesce(condition, 'NewCondition') <> 'NewCondition' AS aside
FROM offer
WHERE competitor = :competitor AND url IN (SELECT value FROM json_each(:urls)) AND last_seen >= :since
  AND suspect = 0 AND ended IS NOT 'merged' AND origin = 'crawl'
ORDER BY key, first_seen
