-- The metrics of all competitors over days, oldest first.
SELECT competitor, metric, day, value, n FROM metric_value ORDER BY competitor, metric, day
