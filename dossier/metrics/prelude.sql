-- What every metric's SELECT starts from: temporary tables of one connection, made in this order, each statement ended
-- by a line with a semicolon. Before them compute.py makes two more:
--   day (n, day)           the days that are asked for; n counts days, as date.toordinal does
--   midnight (since, n)    where each local day begins; the first row stands for all earlier times
-- A day that is text becomes n by julianday(day) - 1721424.5.
-- Facts stand over spans of days, first_day to last_day, both included, so that nothing is repeated for every day.
CREATE TEMP TABLE gone AS
SELECT CASE WHEN kind IN ('headline', 'tagline', 'promise', 'technology', 'profile') THEN 'finding' ELSE kind END AS kind,
       competitor, key, at
FROM change WHERE field IS NULL AND new IS NULL
;
CREATE INDEX temp.gone_key ON gone (kind, competitor, key)
;
-- When each version was true: from its first day, as far as is known, to end_day, the day before it was known to be
-- over (NULL: it still is); seen_day: last sighting; gone_day: as end_day, of the thing itself, whatever it cost.
CREATE TEMP TABLE life AS
WITH version AS (
  SELECT 'offer' AS kind, competitor, key, first_capture, first_seen, last_seen, ended, suspect FROM offer WHERE origin = 'crawl'
  UNION ALL SELECT 'plan', competitor, key, first_capture, first_seen, last_seen, ended, suspect FROM plan
  UNION ALL SELECT 'rating', competitor, key, first_capture, first_seen, last_seen, ended, suspect FROM rating
  UNION ALL SELECT 'ad', competitor, key, first_capture, first_seen, last_seen, ended, suspect FROM ad
  UNION ALL SELECT 'finding', competitor, key, first_capture, first_seen, last_seen, ended, suspect FROM finding
),
ended AS (
  SELECT *,
         CASE WHEN ended = 'gone'
              THEN coalesce((SELECT min(gone.at) FROM gone
                             WHERE gone.kind = version.kind AND gone.competitor = version.competitor
                               AND gone.key = version.key AND gone.at >= version.last_seen),
                            last_seen)
              ELSE lead(first_seen) OVER (PARTITION BY kind, competitor, key ORDER BY first_seen)
         END AS over_at
  FROM version
  WHERE suspect = 0 AND ended IS NOT 'merged'
    AND last_seen >= (SELECT since FROM midnight WHERE n = (SELECT max(n) FROM day) - 130)  -- older ones reach into no window
),
dated AS (
  SELECT *, (SELECT n FROM midnight WHERE since <= first_seen ORDER BY since DESC LIMIT 1) AS first_day,
         (SELECT n FROM midnight WHERE since <= last_seen ORDER BY since DESC LIMIT 1) AS seen_day,
         (SELECT n - 1 FROM midnight WHERE since <= over_at ORDER BY since DESC LIMIT 1) AS end_day
  FROM ended
)
SELECT kind, competitor, key, first_capture, first_day, seen_day, end_day,
       min(CASE WHEN ended = 'gone' THEN end_day END) OVER (
         PARTITION BY kind, competitor, key ORDER BY first_seen ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING
       ) AS gone_day
FROM dated
;
CREATE INDEX temp.life_kind ON life (kind)
;
-- Offers that not everyone takes (members, businesses, from a quantity on) beside a plain one: they are left out. One
-- that stands alone on its page is compared with its like.
CREATE TEMP TABLE aside AS
WITH plain AS MATERIALIZED (
  SELECT DISTINCT competitor, url, key FROM offer
  WHERE customer_type IS NULL AND coalesce(min_quantity, 1) <= 1 AND suspect = 0 AND ended IS NOT 'merged'
)
SELECT DISTINCT competitor, key FROM offer
WHERE (customer_type IS NOT NULL OR min_quantity > 1)
  AND (competitor, url) IN (SELECT competitor, url FROM plain)
  AND (competitor, key) NOT IN (SELECT competitor, key FROM plain)
;
-- Versions of offers; a product is a page. last_day: seen within 7 days, and not known to be over.
CREATE TEMP TABLE held AS
SELECT dense_rank() OVER (ORDER BY offer.competitor, offer.url) AS page,
       offer.competitor, offer.key, offer.url, offer.name, offer.price, offer.list_price, offer.price_type, offer.currency,
       offer.tax_included, offer.region, offer.availability, offer.capture, offer.first_seen,
       coalesce(offer.condition, 'NewCondition') AS condition, coalesce(offer.min_quantity, 1) AS min_quantity,
       coalesce(offer.customer_type, '') AS customer_type,
       CAST(offer.price AS REAL) AS amount, CAST(offer.list_price AS REAL) AS list_amount,
       offer.price_candidates <> '[]' AS unclear,
       coalesce(offer.availability, '') IN ('OutOfStock', 'SoldOut') AS out,
       coalesce(offer.availability, '') NOT IN ('OutOfStock', 'SoldOut', 'Discontinued')
         AND (offer.availability IS NOT NULL OR offer.price IS NOT NULL) AS orderable,
       life.first_day, life.seen_day, life.gone_day,
       min(life.seen_day + 7, coalesce(life.end_day, life.seen_day + 7)) AS last_day,
       -- From when a second sighting agrees that it is sold out; NULL: none does.
       CASE WHEN lag(offer.availability) OVER (PARTITION BY offer.competitor, offer.key ORDER BY offer.first_seen)
                 IN ('OutOfStock', 'SoldOut') THEN life.first_day
            WHEN offer.last_seen > offer.first_seen THEN min(life.first_day + 1, life.seen_day)
       END AS sure_day
FROM life
CROSS JOIN offer ON offer.competitor = life.competitor AND offer.key = life.key AND offer.first_capture = life.first_capture
WHERE life.kind = 'offer' AND (life.competitor, life.key) NOT IN (SELECT competitor, key FROM aside)
;
CREATE INDEX temp.held_page ON held (page, key)
;
CREATE TEMP TABLE page AS SELECT page, competitor, url, max(name) AS name FROM held GROUP BY page
;
CREATE INDEX temp.page_url ON page (competitor, url)
;
-- Spans of each page within which nothing of its offers differs.
CREATE TEMP TABLE span AS
WITH cut AS (
  SELECT page, first_day AS n FROM held WHERE last_day >= first_day
  UNION SELECT page, last_day + 1 FROM held WHERE last_day >= first_day
  UNION SELECT page, sure_day FROM held WHERE out AND sure_day > first_day AND sure_day <= last_day
),
bounds AS (SELECT page, n AS first_day, lead(n) OVER (PARTITION BY page ORDER BY n) - 1 AS last_day FROM cut)
SELECT * FROM bounds WHERE last_day IS NOT NULL
;
-- What a page says of its product, variants folded: is all of it sold out (NULL: not said), for sure, has it a price?
CREATE TEMP TABLE shelf AS
SELECT held.page, held.competitor, held.url, held.name, span.first_day, span.last_day, held.availability, held.capture,
       min(CASE WHEN held.availability IS NOT NULL THEN held.out END) AS out,
       min(CASE WHEN held.availability IS NOT NULL THEN held.out AND coalesce(held.sure_day <= span.first_day, 0) END) AS sure,
       max(CASE WHEN held.price IS NOT NULL THEN 1 WHEN NOT held.unclear THEN 0 END) AS priced
FROM span
CROSS JOIN held ON held.page = span.page AND held.first_day <= span.first_day AND held.last_day >= span.first_day
GROUP BY span.page, span.first_day
;
CREATE INDEX temp.shelf_page ON shelf (page)
;
-- The lowest exact price of each product, by what makes prices comparable.
CREATE TEMP TABLE priced AS
SELECT held.page, held.url, held.name, span.first_day, span.last_day, held.currency, held.tax_included, held.region,
       held.condition, held.min_quantity, held.customer_type, min(held.amount) AS amount, held.price, held.capture
FROM span
CROSS JOIN held ON held.page = span.page AND held.first_day <= span.first_day AND held.last_day >= span.first_day
WHERE held.price_type = 'exact' AND held.amount > 0 AND held.currency IS NOT NULL
GROUP BY span.page, span.first_day, held.currency, held.tax_included, held.region, held.condition, held.min_quantity,
         held.customer_type
;
CREATE INDEX temp.priced_page ON priced (page)
;
-- Pages of rivals with the page of ours that sells the same.
CREATE TEMP TABLE pair AS
SELECT theirs.page, theirs.competitor, min(ours.page) AS ours, ours.competitor AS ours_competitor
FROM "match"
JOIN product AS there ON there.competitor = "match".competitor AND there.id = "match".id
JOIN product AS here ON here.competitor = "match".ours_competitor AND here.id = "match".ours_id
JOIN page AS theirs ON theirs.competitor = there.competitor AND theirs.url = there.url
JOIN page AS ours ON ours.competitor = here.competitor AND ours.url = here.url
GROUP BY theirs.page
;
-- Their price ÷ ours, where the two may be compared; of several pairs new things go before used ones, then the lowest.
CREATE TEMP TABLE compared AS
SELECT pair.competitor, pair.page, pair.ours, pair.ours_competitor, theirs.url, theirs.name,
       max(theirs.first_day, ours.first_day) AS first_day, min(theirs.last_day, ours.last_day) AS last_day,
       theirs.amount / ours.amount AS ratio,
       min((theirs.condition <> 'NewCondition') * 1e12 + theirs.amount / ours.amount) AS least,  -- chooses the row
       theirs.price || ' ' || theirs.currency || ', ours ' || ours.price AS said, theirs.capture
FROM pair
CROSS JOIN priced AS theirs ON theirs.page = pair.page
CROSS JOIN priced AS ours
  ON ours.page = pair.ours AND ours.first_day <= theirs.last_day AND ours.last_day >= theirs.first_day
 AND ours.currency = theirs.currency AND ours.tax_included IS theirs.tax_included AND ours.region IS theirs.region
 AND ours.condition = theirs.condition AND ours.min_quantity = theirs.min_quantity AND ours.customer_type = theirs.customer_type
GROUP BY pair.page, theirs.first_day, ours.first_day
;
CREATE INDEX temp.compared_ours ON compared (ours)
;
-- Offers on sale of which the 30 days before the sale were observed, on 25 days at least, with the lowest price of these.
CREATE TEMP TABLE sale AS
WITH marked AS (
  SELECT *, coalesce(amount > 0 AND list_amount >= amount * 1.01 - 1e-9, 0) AS on_sale FROM held
),
runs AS (
  SELECT *, sum(NOT on_sale) OVER (PARTITION BY competitor, key ORDER BY first_seen) AS run FROM marked
),
begun AS (
  SELECT *, min(first_day) OVER (PARTITION BY competitor, key, run) AS start FROM runs WHERE on_sale
)
SELECT begun.competitor, begun.url, begun.name, begun.first_day, begun.last_day, begun.capture,
       100 * (1 - begun.amount / begun.list_amount) AS advertised, 100 * (1 - begun.amount / min(before.amount)) AS real,
       begun.price || ' ' || coalesce(begun.currency, '') || ', list price ' || begun.list_price || ', lowest of the 30 days before '
         || before.price AS said
FROM begun
CROSS JOIN held AS before
  ON before.page = begun.page AND before.key = begun.key AND before.currency IS begun.currency AND before.amount > 0
 AND before.seen_day >= begun.start - 30 AND before.first_day < begun.start
WHERE begun.orderable
GROUP BY begun.page, begun.key, begun.first_seen
HAVING sum(min(before.seen_day, begun.start - 1) - max(before.first_day, begun.start - 30) + 1) >= 25
;
-- Products that were seen orderable within 7 days, though they may be sold out since; what is known to be gone is not.
CREATE TEMP TABLE active AS
WITH sighted AS (
  SELECT page, competitor, url, name, availability, capture, first_day,
         min(seen_day + 7, coalesce(gone_day, seen_day + 7)) AS last_day
  FROM held WHERE orderable
),
reached AS (
  SELECT *, max(last_day) OVER (
    PARTITION BY page ORDER BY first_day, last_day ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
  ) AS reach FROM sighted WHERE last_day >= first_day
),
islands AS (
  SELECT *, sum(reach IS NULL OR first_day > reach + 1) OVER (PARTITION BY page ORDER BY first_day, last_day) AS island FROM reached
)
SELECT page, competitor, url, name, availability, max(capture) AS capture, min(first_day) AS first_day, max(last_day) AS last_day
FROM islands GROUP BY page, island
;
-- Price changes.
CREATE TEMP TABLE move AS
SELECT page.page, page.competitor, page.url, page.name, change.key, change.at, change.old, change.new, change.currency,
       CAST(change.old AS REAL) AS was, CAST(change.new AS REAL) AS became,
       abs(CAST(change.new AS REAL) / CAST(change.old AS REAL) - 1) >= 0.01 - 1e-9 AS counts,
       change.capture_new AS capture,
       (SELECT n FROM midnight WHERE since <= change.at ORDER BY since DESC LIMIT 1) AS n
FROM change JOIN page ON page.competitor = change.competitor AND page.url = change.url
WHERE change.kind = 'offer' AND change.field = 'price' AND change.suspect = 0
  AND CAST(change.old AS REAL) > 0 AND change.new IS NOT NULL
  AND (change.competitor, change.key) NOT IN (SELECT competitor, key FROM aside)
;
CREATE INDEX temp.move_page ON move (page, n)
;
-- Days on which a kind was looked at, and found, within the last 7.
CREATE TEMP TABLE looked AS
SELECT DISTINCT visit.competitor, coverage.kind, day.n AS first_day, day.n AS last_day
FROM coverage
JOIN visit ON visit.id = coverage.visit
JOIN midnight ON midnight.since = (SELECT max(since) FROM midnight WHERE since <= visit.started_at)
JOIN day ON day.n BETWEEN midnight.n AND midnight.n + 7
WHERE coverage.kind IN ('article', 'review') AND coverage.state = 'observed'
;
-- Ads of each company: its own, and those of the market that are about it.
CREATE TEMP TABLE shown_ad AS
WITH belongs AS (
  SELECT competitor AS company, competitor, key FROM ad WHERE competitor <> '' GROUP BY competitor, key
  UNION SELECT competitor, '', key FROM about WHERE kind = 'ad'
)
SELECT belongs.company AS competitor, coalesce(ad.page, ad.landing_url, ad.url) AS url,
       coalesce(ad.headline, substr(ad.text, 1, 80), ad.id) AS name,
       coalesce(ad.headline || char(10), '') || coalesce(ad.text, ad.id) AS creative, ad.networks, ad.capture,
       coalesce(CAST(julianday(ad.started) - 1721424.5 AS INTEGER), life.first_day) AS started, life.first_day,
       min(life.seen_day, coalesce(CAST(julianday(ad.stopped) - 1721424.5 AS INTEGER), life.seen_day)) AS ran_day,
       min(coalesce(life.end_day, 9999999), coalesce(CAST(julianday(ad.stopped) - 1721424.5 AS INTEGER), 9999999)) AS end_day
FROM life
CROSS JOIN ad ON ad.competitor = life.competitor AND ad.key = life.key AND ad.first_capture = life.first_capture
JOIN belongs ON belongs.competitor = ad.competitor AND belongs.key = ad.key
WHERE life.kind = 'ad'
;
-- Each review once, however many pages of a site show it, as last seen.
CREATE TEMP TABLE heard AS
WITH belongs AS (
  SELECT competitor AS company, competitor, key FROM review WHERE competitor <> '' GROUP BY competitor, key
  UNION SELECT competitor, '', key FROM about WHERE kind = 'review'
),
told AS (
  SELECT belongs.company AS competitor, review.url, coalesce(review.title, substr(review.text, 1, 80), review.subject) AS name,
         review.platform, review.reply, review.capture, review.published, min(review.first_seen) AS first_seen,
         5.0 * CAST(review.rating AS REAL) / coalesce(CAST(review.best_rating AS REAL), 5) AS stars
  FROM belongs
  JOIN review ON review.competitor = belongs.competitor AND review.key = belongs.key
  WHERE review.suspect = 0 AND review.published IS NOT NULL AND coalesce(review.ended, '') NOT IN ('merged', 'changed', 'corrected')
  GROUP BY belongs.company, coalesce(review.platform, ''), review.id
)
SELECT competitor, url, name, platform, reply, capture, stars,
       CASE WHEN length(published) = 10 THEN CAST(julianday(published) - 1721424.5 AS INTEGER)
            ELSE (SELECT n FROM midnight WHERE since <= published ORDER BY since DESC LIMIT 1)
       END AS published,
       (SELECT n FROM midnight WHERE since <= first_seen ORDER BY since DESC LIMIT 1) AS known
FROM told
;
-- Plans and promises, as last seen within 30 days: pages of terms are asked less often than products.
CREATE TEMP TABLE shown_plan AS
SELECT plan.*, life.first_day, min(life.seen_day + 30, coalesce(life.end_day, life.seen_day + 30)) AS last_day
FROM life
CROSS JOIN plan ON plan.competitor = life.competitor AND plan.key = life.key AND plan.first_capture = life.first_capture
WHERE life.kind = 'plan'
;
CREATE TEMP TABLE promise AS
SELECT finding.competitor, finding.url, finding.name, finding.unit, finding.capture,
       CASE WHEN finding.value <> '' THEN CAST(finding.value AS REAL) END AS value,
       coalesce(finding.detail, finding.value || ' ' || coalesce(finding.unit, '')) AS said,
       life.first_day, min(life.seen_day + 30, coalesce(life.end_day, life.seen_day + 30)) AS last_day
FROM life
CROSS JOIN finding ON finding.competitor = life.competitor AND finding.key = life.key AND finding.first_capture = life.first_capture
WHERE life.kind = 'finding' AND finding.what = 'promise'
;
-- Products announced as new, and those announced as gone.
CREATE TEMP TABLE sighting AS
WITH told AS (
  SELECT page.competitor, page.url, page.name, coalesce(change.new, 'gone') AS what, max(change.at) AS at,
         coalesce(change.capture_new, change.capture_old) AS capture
  FROM change JOIN page ON page.competitor = change.competitor AND page.url = change.url
  WHERE change.kind = 'offer' AND change.field IS NULL AND change.suspect = 0
  GROUP BY page.page, coalesce(change.new, 'gone')
)
SELECT *, (SELECT n FROM midnight WHERE since <= at ORDER BY since DESC LIMIT 1) AS n FROM told
;
-- Active products from the second day of watching on: what is there on the first is the baseline.
CREATE TEMP TABLE settled AS
WITH watched AS (SELECT competitor, min(started_at) AS since FROM visit GROUP BY competitor)
SELECT active.competitor, active.url, active.name, active.capture, active.last_day,
       max(active.first_day, (SELECT n + 1 FROM midnight WHERE since <= watched.since ORDER BY since DESC LIMIT 1)) AS first_day
FROM active JOIN watched ON watched.competitor = active.competitor
