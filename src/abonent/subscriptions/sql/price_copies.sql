-- What terms cost for the new number of copies, with the trace of why.
-- Reads   work_term, a work table of the session; situation_price, term, copies_settlement
-- Writes  copies_settlement.price, copies_settlement.trace_id
-- Again   safe: one that has its price keeps it
UPDATE copies_settlement
SET price = situation_price.amount, trace_id = situation_price.trace_id
FROM work_term
JOIN situation_price ON situation_price.run_id = %(run)s::bigint AND situation_price.situation = work_term.situation
JOIN term ON term.subscription_id = work_term.subscription_id AND term.ordinal = work_term.term_ordinal
WHERE copies_settlement.term_id = term.id
  AND copies_settlement.change_id = ANY(%(changes)s::bigint[])
  AND copies_settlement.price IS NULL
  AND situation_price.amount IS NOT NULL
