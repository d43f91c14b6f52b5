SELECT competitor, first_day, last_day, url, name, advertised > real + 5 + 1e-9 AS part, said, capture FROM sale
