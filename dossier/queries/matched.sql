-- Addresses of what a competitor sells and we sell too.
SELECT match.competitor, product.url
FROM match JOIN product ON product.competitor = match.competitor AND product.id = match.id
