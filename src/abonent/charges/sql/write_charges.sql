-- Write charges and put them on the worklist of billing.
-- Takes   handed_over (id bigint, payer_id bigint, receiver_id bigint, entity_id bigint, source_kind text, source_id bigint,
--         ordinal smallint, replaces_id bigint, product_id bigint, during daterange, quantity numeric, unit_price numeric,
--         amount numeric, basis text, currency text, description jsonb, trace_id bigint, run_id bigint, due_on date)
-- Reads   nothing
-- Writes  charge, open_charge, one row each per row handed over
-- Again   safe: a charge whose id is there is left alone
WITH fresh AS MATERIALIZED (
    SELECT handed_over.*
    FROM handed_over
    WHERE NOT EXISTS (SELECT FROM charge WHERE charge.id = handed_over.id)
), opened AS (
    INSERT INTO open_charge (charge_id, entity_id, due_on)
    SELECT fresh.id, fresh.entity_id, fresh.due_on
    FROM fresh
)
INSERT INTO charge (
    id, payer_id, receiver_id, entity_id, source_kind, source_id, ordinal, replaces_id, product_id, during,
    quantity, unit_price, amount, basis, currency, description, trace_id, run_id
)
SELECT
    fresh.id, fresh.payer_id, fresh.receiver_id, fresh.entity_id, fresh.source_kind, fresh.source_id, fresh.ordinal,
    fresh.replaces_id, fresh.product_id, fresh.during, fresh.quantity, fresh.unit_price, fresh.amount, fresh.basis,
    fresh.currency, fresh.description, fresh.trace_id, fresh.run_id
FROM fresh
