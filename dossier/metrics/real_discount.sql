SELECT competitor, first_day, last_day, url, name, real AS part, said, capture FROM sale
