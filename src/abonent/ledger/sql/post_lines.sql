-- Post the lines of journal entries: debit positive, credit negative. All lines of an entry come in one call; the trigger
-- refuses an entry whose lines do not sum to zero per currency of the document and in the entity's own.
-- Takes   handed_over (entry_id bigint, ordinal smallint, account_id bigint, customer_id bigint, unit_id bigint, product_id bigint,
--         tax_category text, currency text, document_amount numeric, amount numeric); customer_id, unit_id and product_id may be null,
--         tax_category is '' without VAT
-- Writes  journal_line, one row per row handed over
-- Again   safe: rows come in whole batches, and a batch whose first entry has lines is left alone; to ask it of every row
--         (ON CONFLICT) would double the time
INSERT INTO journal_line (entry_id, ordinal, account_id, customer_id, unit_id, product_id, tax_category, currency, document_amount, amount)
SELECT handed_over.entry_id, handed_over.ordinal, handed_over.account_id, handed_over.customer_id, handed_over.unit_id,
       handed_over.product_id, handed_over.tax_category, handed_over.currency, handed_over.document_amount, handed_over.amount
FROM handed_over
WHERE NOT EXISTS (SELECT FROM journal_line WHERE journal_line.entry_id = (SELECT handed_over.entry_id FROM handed_over LIMIT 1))
