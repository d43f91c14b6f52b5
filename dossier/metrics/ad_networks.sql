SELECT shown_ad.competitor, day.n AS first_day, day.n AS last_day, url, network.value AS name, 1 AS part,
       count(*) || ' ads' AS said, max(capture) AS capture
FROM shown_ad JOIN day ON day.n BETWEEN first_day AND ran_day + 29
CROSS JOIN json_each(shown_ad.networks) AS network
GROUP BY shown_ad.competitor, day.n, network.value
