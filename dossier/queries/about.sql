-- Of which companies records of the whole market are.
SELECT DISTINCT competitor, kind FROM about
