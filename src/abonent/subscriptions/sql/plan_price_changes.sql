-- Write the plan of a price change: what each subscription costs and would cost, within the limits that were set.
-- Reads   work_price_change, a work table of the session; situation_price, price_list
-- Writes  price_change_plan, one row for each subscription whose price changes, or is kept where the list's does
-- Again   safe: a run that has a plan keeps it
WITH priced AS (
    SELECT
        work_price_change.*, coalesce(work_price_change.agreed_price, present.unit_price) AS price_now,
        CASE
            WHEN %(version)s::bigint IS NOT NULL THEN later.unit_price
            WHEN %(step)s::numeric = 0 THEN coalesce(work_price_change.agreed_price, present.unit_price) * %(factor)s::numeric
            ELSE greatest(0, round(
                coalesce(work_price_change.agreed_price, present.unit_price) * %(factor)s::numeric / %(step)s::numeric
            ) * %(step)s::numeric - %(less)s::numeric)
        END AS price_wanted,
        coalesce(nullif(present.refusal, ''), later.refusal, '') AS refusal
    FROM work_price_change
    LEFT JOIN situation_price AS present
      ON present.run_id = %(run)s::bigint AND present.situation = work_price_change.situation_now
    LEFT JOIN situation_price AS later
      ON later.run_id = %(run)s::bigint AND later.situation = work_price_change.situation_then
), chosen AS (
    SELECT
        priced.*,
        priced.chosen
            AND (%(price_from)s::numeric IS NULL OR priced.price_now >= %(price_from)s::numeric)
            AND (%(price_until)s::numeric IS NULL OR priced.price_now <= %(price_until)s::numeric) AS takes_part,
        -- A limit holds for raises alone, and never makes a price lower than it is.
        CASE
            WHEN %(most_percent)s::numeric IS NULL THEN priced.price_wanted
            ELSE least(priced.price_wanted, greatest(
                priced.price_now, trunc(priced.price_now * (1 + %(most_percent)s::numeric / 100), 2)
            ))
        END AS price_limited
    FROM priced
), raised AS (
    SELECT
        chosen.*, greatest(0, chosen.price_limited - chosen.price_now) * chosen.copies * chosen.terms_a_year AS raise_a_year,
        sum(greatest(0, chosen.price_limited - chosen.price_now) * chosen.copies * chosen.terms_a_year)
            FILTER (WHERE chosen.takes_part AND NOT chosen.coming) OVER (PARTITION BY chosen.payer_id) AS raise_of_payer
    FROM chosen
), decided AS (
    SELECT
        raised.*,
        CASE
            WHEN raised.refusal <> '' OR raised.coming THEN NULL
            WHEN NOT raised.takes_part THEN raised.price_now
            WHEN raised.raise_a_year > 0 AND raised.raise_of_payer > %(most_yearly)s::numeric
                THEN raised.price_now
                    + trunc((raised.price_limited - raised.price_now) * %(most_yearly)s::numeric / raised.raise_of_payer, 2)
            ELSE raised.price_limited
        END AS price_then
    FROM raised
)
INSERT INTO price_change_plan (
    run_id, ordinal, subscription_id, price_id, kept_price_id, product_id, price_group_id, term_kind, term_unit, term_length, price_now,
    price_wanted, price_then, list_again, yearly_now, yearly_then, currency, notice_days, from_on, first_on, ground, held, finding
)
SELECT
    %(run)s::bigint, row_number() OVER (ORDER BY decided.subscription_id), decided.subscription_id, nextval('agreed_price_id_seq'),
    CASE
        WHEN %(version)s::bigint IS NOT NULL AND decided.takes_part AND decided.from_on > %(effective_on)s::date
            THEN nextval('agreed_price_id_seq')
    END,
    decided.product_id, decided.price_group_id, decided.term_kind, decided.term_unit, decided.term_length, decided.price_now,
    decided.price_wanted, decided.price_then,
    %(version)s::bigint IS NOT NULL AND decided.takes_part AND coalesce(decided.price_then = decided.price_wanted, false),
    round(decided.price_now * decided.copies * decided.terms_a_year, 2),
    round(decided.price_then * decided.copies * decided.terms_a_year, 2),
    price_list.currency, decided.notice_days,
    CASE WHEN decided.takes_part THEN decided.from_on ELSE %(effective_on)s::date END, decided.first_on, decided.ground, false,
    CASE
        WHEN decided.refusal <> '' THEN decided.refusal
        WHEN decided.coming THEN 'coming'
        WHEN NOT decided.takes_part THEN 'kept'
        WHEN decided.price_then < decided.price_now THEN 'lower'
        WHEN decided.price_then - decided.price_now > decided.price_now * %(over_percent)s::numeric / 100 THEN 'over'
        WHEN decided.price_then < decided.price_wanted THEN 'capped'
        WHEN decided.from_on > %(effective_on)s::date THEN 'later'
        ELSE ''
    END
FROM decided
JOIN price_list ON price_list.id = %(price_list)s::bigint
WHERE NOT EXISTS (SELECT FROM price_change_plan WHERE price_change_plan.run_id = %(run)s::bigint)
  -- Who is not asked is in the plan only where the list would change his price; an agreed one stays by itself.
  AND (decided.takes_part OR (%(version)s::bigint IS NOT NULL AND decided.agreed_price IS NULL))
  AND (decided.refusal <> '' OR decided.price_wanted <> decided.price_now)
