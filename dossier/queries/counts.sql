-- Of each competitor: open offers, pages that hold them, open plans, articles, and since when it is watched.
SELECT visit.competitor, min(visit.started_at) AS watched_since,
       (SELECT count(*) FROM offer WHERE offer.competitor = visit.competitor AND ended IS NULL AND suspect = 0) AS offers,
       (SELECT count(DISTINCT url) FROM offer WHERE offer.competitor = visit.competitor AND ended IS NULL AND suspect = 0) AS products,
       (SELECT count(*) FROM plan WHERE plan.competitor = visit.competitor AND ended IS NULL AND suspect = 0) AS plans,
       (SELECT count(DISTINCT url) FROM article WHERE article.competitor = visit.competitor) AS articles
FROM visit
GROUP BY visit.competitor
