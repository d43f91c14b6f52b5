SELECT shown_ad.competitor, day.n AS first_day, day.n AS last_day, url, name, day.n - started AS part,
       'since ' || date(started + 1721424.5) AS said, capture
FROM shown_ad JOIN day ON day.n BETWEEN first_day AND min(ran_day + 7, end_day)
WHERE started <= day.n
