-- Records of the whole market, each as last seen, with what may tell whom they are about.
SELECT kind, key, owner, landing_url, display_url, title, text FROM (
  SELECT 'ad' AS kind, key, advertiser AS owner, landing_url, display_url, headline AS title,
         coalesce(text || char(10), '') || coalesce(description, '') AS text, max(last_seen)
  FROM ad WHERE competitor = '' AND ended IS NOT 'merged' GROUP BY key
  UNION ALL
  SELECT 'review', key, subject, NULL, NULL, title, text, max(last_seen)
  FROM review WHERE competitor = '' AND ended IS NOT 'merged' GROUP BY key
  UNION ALL
  SELECT 'article', key, NULL, NULL, NULL, title, text, max(last_seen)
  FROM article WHERE competitor = '' AND ended IS NOT 'merged' GROUP BY key
)
ORDER BY kind, key
