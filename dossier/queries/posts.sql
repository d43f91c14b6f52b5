-- A competitor's dated posts, newest first, with the newest counts.
SELECT article.url, article.title, article.author, article.language, article.published, article.published_text, article.capture,
       article.first_seen, article.witnesses, views.value AS views, views.value_text AS views_text, views.capture AS views_capture,
       views.witnesses AS views_witnesses, comments.value AS comments
FROM article
LEFT JOIN popularity AS views
  ON views.competitor = article.competitor AND views.key = json_array(article.url, 'views') AND views.ended IS NULL
LEFT JOIN popularity AS comments
  ON comments.competitor = article.competitor AND comments.key = json_array(article.url, 'comments') AND comments.ended IS NULL
WHERE article.competitor = :competitor AND article.suspect = 0 AND article.published IS NOT NULL
  AND (article.ended IS NULL OR article.ended NOT IN ('merged', 'changed'))
ORDER BY article.published DESC, article.url
