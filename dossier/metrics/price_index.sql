SELECT competitor, first_day, last_day, url, name, ratio AS part, said, capture FROM compared
