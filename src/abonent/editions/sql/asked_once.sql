-- One question to the promise clock: a plan of one.
-- Reads   nothing
-- Writes  nothing
-- Feeds   editions/first_issues_affected
SELECT
    1::bigint AS asked_id, %(product)s::bigint AS product_id, %(weekdays)s::integer AS weekdays, %(delivery_method)s::text AS delivery_method,
    %(act)s::text AS act, %(asked_at)s::timestamptz AS asked_at, %(on_or_after)s::date AS on_or_after
