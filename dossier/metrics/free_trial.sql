SELECT competitor, first_day, last_day, url, name, trial_days AS part, trial_days || ' days' AS said, capture
FROM shown_plan WHERE trial_days > 0
UNION ALL
SELECT competitor, first_day, last_day, url, 'free trial', value, said, capture
FROM promise WHERE name = 'free_trial' AND unit = 'days' AND value > 0
