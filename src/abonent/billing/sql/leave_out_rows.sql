-- Leave out of the posting what is held back and what has lost its ground: payer, address, wish, rate, account or seller changed
-- since the plan was made.
-- Reads   billing_plan, billing_hold
-- Takes   handed_over (ordinal int, payer_id bigint, language text, channel text, terms_days int, has_address boolean,
--         has_email boolean, buyer jsonb, ground bigint)
-- Writes  billing_left_out
-- Again   safe: a row left out stays so
INSERT INTO billing_left_out (run_id, ordinal, reason)
SELECT billing_plan.run_id, billing_plan.ordinal, CASE WHEN billing_hold.ordinal IS NULL THEN 'billing.ground_shifted' ELSE 'billing.held' END
FROM billing_plan
LEFT JOIN billing_hold ON billing_hold.run_id = billing_plan.run_id AND billing_hold.ordinal = billing_plan.ordinal
LEFT JOIN handed_over ON handed_over.ordinal = billing_plan.ordinal
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND (billing_hold.ordinal IS NOT NULL OR handed_over.ground IS DISTINCT FROM billing_plan.ground)
ON CONFLICT (run_id, ordinal) DO NOTHING
