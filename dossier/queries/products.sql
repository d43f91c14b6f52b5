-- All products of a competitor.
SELECT * FROM product WHERE competitor = :competitor ORDER BY id
