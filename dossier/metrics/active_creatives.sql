SELECT shown_ad.competitor, day.n AS first_day, day.n AS last_day, url, name, 1 AS part, networks AS said, max(capture) AS capture
FROM shown_ad JOIN day ON day.n BETWEEN first_day AND min(ran_day + 7, end_day)
GROUP BY shown_ad.competitor, day.n, creative
