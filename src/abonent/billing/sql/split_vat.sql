-- Split the VAT of each rate of a document to its lines by largest remainder, where the lines' own roundings do not make its sum:
-- round(gross x r / (1 + r)) of a gross document, round(net x r) of a net one. Counted in the smallest unit, so that floor() is exact.
-- Reads   nothing
-- Writes  billing_plan_line.net, vat and gross of the few lines that change
-- Again   safe: what adds up is left alone
WITH rates AS (
    SELECT billing_plan_line.ordinal, billing_plan_line.rate,
           round(
               sum(CASE billing_plan_line.basis WHEN 'gross' THEN billing_plan_line.gross ELSE billing_plan_line.net END)
               * billing_plan_line.rate / CASE min(billing_plan_line.basis) WHEN 'gross' THEN 1 + billing_plan_line.rate ELSE 1 END
               * %(units)s::numeric
           ) AS vat_units
    FROM billing_plan_line
    WHERE billing_plan_line.run_id = %(run)s::bigint AND billing_plan_line.ordinal > %(after)s::int
    GROUP BY billing_plan_line.ordinal, billing_plan_line.rate
    HAVING count(*) > 1
), exact AS (
    SELECT billing_plan_line.ordinal, billing_plan_line.line, rates.rate, rates.vat_units,
           CASE billing_plan_line.basis
               WHEN 'gross' THEN billing_plan_line.gross * rates.rate / (1 + rates.rate)
               ELSE billing_plan_line.net * rates.rate
           END * %(units)s::numeric AS units
    FROM rates
    JOIN billing_plan_line
      ON billing_plan_line.run_id = %(run)s::bigint AND billing_plan_line.ordinal = rates.ordinal AND billing_plan_line.rate = rates.rate
), split AS (
    SELECT exact.ordinal, exact.line,
           (floor(exact.units) + (row_number() OVER by_remainder <= exact.vat_units - sum(floor(exact.units)) OVER rate_of_document)::int)
               / %(units)s::numeric AS vat
    FROM exact
    WINDOW rate_of_document AS (PARTITION BY exact.ordinal, exact.rate),
           by_remainder AS (PARTITION BY exact.ordinal, exact.rate ORDER BY exact.units - floor(exact.units) DESC, exact.line)
)
UPDATE billing_plan_line
SET vat = split.vat,
    net = CASE billing_plan_line.basis WHEN 'gross' THEN billing_plan_line.gross - split.vat ELSE billing_plan_line.net END,
    gross = CASE billing_plan_line.basis WHEN 'gross' THEN billing_plan_line.gross ELSE billing_plan_line.net + split.vat END
FROM split
WHERE billing_plan_line.run_id = %(run)s::bigint
  AND billing_plan_line.ordinal = split.ordinal
  AND billing_plan_line.line = split.line
  AND billing_plan_line.vat <> split.vat
