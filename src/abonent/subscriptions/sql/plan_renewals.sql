-- Write the plan: the terms that are due, joined to the prices of this run's situations, with ids for term and charge.
-- Reads   work_term, a work table of the session; situation_price, term
-- Writes  renewal_plan, one row per subscription and step
-- Again   safe: a run that has a plan keeps it
WITH priced AS (
    SELECT
        work_term.*, situation_price.currency, situation_price.refusal, latest.amount AS latest_amount,
        -- A subscription's later terms wait for its earlier ones.
        CASE
            WHEN bool_and(situation_price.amount IS NOT NULL AND work_term.ends_on IS NOT NULL) OVER (
                PARTITION BY work_term.subscription_id ORDER BY work_term.step
            ) THEN situation_price.amount
        END AS amount,
        row_number() OVER (ORDER BY work_term.subscription_id, work_term.step) AS ordinal
    FROM work_term
    JOIN situation_price ON situation_price.run_id = %(run)s::bigint AND situation_price.situation = work_term.situation
    LEFT JOIN term AS latest ON latest.id = work_term.latest_term_id
)
INSERT INTO renewal_plan (
    run_id, ordinal, step, subscription_id, term_id, charge_id, term_ordinal, sold_during, charge_due_on, situation, amount,
    currency, latest_amount, ground, held, finding
)
SELECT
    %(run)s::bigint, priced.ordinal, priced.step, priced.subscription_id, nextval('term_id_seq'), nextval('charge_id_seq'),
    priced.term_ordinal, daterange(priced.starts_on, priced.ends_on), priced.charge_due_on, priced.situation, priced.amount,
    priced.currency, priced.latest_amount, priced.ground, false,
    CASE
        WHEN priced.ends_on IS NULL THEN 'no_calendar'
        WHEN priced.refusal <> '' THEN priced.refusal
        WHEN priced.term_ordinal = 1 THEN 'first'
        WHEN priced.step > 1 OR priced.starts_on < %(as_of)s::date THEN 'catching_up'
        WHEN priced.step_changes THEN 'next_step'
        WHEN priced.amount = 0 THEN 'zero'
        WHEN abs(priced.amount - priced.latest_amount) > 0.2 * priced.latest_amount THEN 'changed_much'
        WHEN priced.amount <> priced.latest_amount THEN 'changed'
        ELSE ''
    END
FROM priced
WHERE NOT EXISTS (SELECT FROM renewal_plan WHERE renewal_plan.run_id = %(run)s::bigint)
ORDER BY priced.ordinal
