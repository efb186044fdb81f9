-- Open the receivables that a higher folder hands over, and put them on the worklist of what is not settled.
-- Takes   handed_over (receivable_id bigint, entity_id bigint, customer_id bigint, currency text, amount numeric, opened_on date,
--         due_on date, reference text, source_kind text, document_number text, run_id bigint);
--         receivable_id is the caller's, from nextval('receivable_id_seq'), so that its document can hold the key
-- Writes  receivable, open_receivable, one row each per row handed over (a claim of zero is settled at birth)
-- Again   safe: a receivable that exists is left alone
WITH opened AS (
    INSERT INTO receivable (id, entity_id, customer_id, currency, amount, opened_on, due_on, reference, source_kind, document_number, run_id)
    SELECT handed_over.receivable_id, handed_over.entity_id, handed_over.customer_id, handed_over.currency, handed_over.amount,
           handed_over.opened_on, handed_over.due_on, handed_over.reference, handed_over.source_kind, handed_over.document_number,
           handed_over.run_id
    FROM handed_over
    ON CONFLICT (id) DO NOTHING
    RETURNING receivable.id, receivable.amount
)
INSERT INTO open_receivable (receivable_id, full_amount, open_amount)
SELECT opened.id, opened.amount, opened.amount
FROM opened
WHERE opened.amount <> 0
