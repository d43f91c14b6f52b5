-- What was read of a competitor's offers and plans that is suspect and waits for a second look, with what was agreed on.
SELECT 'offer' AS kind, doubted.key, doubted.url, doubted.name, doubted.price, doubted.list_price, doubted.currency,
       doubted.price_text, doubted.first_seen, doubted.capture,
       agreed.price AS agreed_price, agreed.list_price AS agreed_list_price, agreed.currency AS agreed_currency,
       agreed.last_seen AS agreed_at, agreed.capture AS agreed_capture
FROM offer AS doubted
LEFT JOIN offer AS agreed
  ON agreed.competitor = doubted.competitor AND agreed.key = doubted.key AND agreed.suspect = 0 AND agreed.ended IS NULL
WHERE doubted.competitor = :competitor AND doubted.suspect = 1 AND doubted.ended IS NULL
UNION ALL
SELECT 'plan', doubted.key, doubted.url, doubted.name, doubted.price, NULL, doubted.currency,
       doubted.price_text, doubted.first_seen, doubted.capture, agreed.price, NULL, agreed.currency, agreed.last_seen, agreed.capture
FROM plan AS doubted
LEFT JOIN plan AS agreed
  ON agreed.competitor = doubted.competitor AND agreed.key = doubted.key AND agreed.suspect = 0 AND agreed.ended IS NULL
WHERE doubted.competitor = :competitor AND doubted.suspect = 1 AND doubted.ended IS NULL
ORDER BY 9, 2
