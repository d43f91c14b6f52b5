SELECT competitor, first_day, last_day, url, name, ratio <= 0.99 + 1e-9 AS part, said, capture FROM compared
