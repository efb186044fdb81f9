-- Open the receivables that a higher folder hands over, and put them on the worklist of what is not settled.
-- Takes   handed_over (receivable_id bigint, entity_id bigint, customer_id bigint, currency text, amount numeric, opened_on date,
--         due_on date, reference text, source_kind text, document_number text, run_id bigint);
--         receivable_id is the caller's, from nextval('receivable_id_seq'), so that its document can hold the key
-- Writes  receivable, open_receivable, one row each per row handed over (a claim of zero is settled at birth)
-- Again   safe: rows come in whole batches, and a batch whose first receivable exists is left alone; to ask it of every row
--         (ON CONFLICT) would double the time
WITH fresh AS MATERIALIZED (
    SELECT handed_over.*
    FROM handed_over
    WHERE NOT EXISTS (SELECT FROM receivable WHERE receivable.id = (SELECT handed_over.receivable_id FROM handed_over LIMIT 1))
), opened AS (
    INSERT INTO receivable (id, entity_id, customer_id, currency, amount, opened_on, due_on, reference, source_kind, document_number, run_id)
    SELECT fresh.receivable_id, fresh.entity_id, fresh.customer_id, fresh.currency, fresh.amount, fresh.opened_on, fresh.due_on,
           fresh.reference, fresh.source_kind, fresh.document_number, fresh.run_id
    FROM fresh
)
INSERT INTO open_receivable (receivable_id, full_amount, open_amount)
SELECT fresh.receivable_id, fresh.amount, fresh.amount
FROM fresh
WHERE fresh.amount <> 0
