-- The lines of those entries: the negatives of what the refunds had posted, on the same accounts.
-- Reads   withdrawn_refund, refund, journal_entry, journal_line
-- Feeds   ledger/post_lines
-- Writes  nothing
-- Again   safe
SELECT withdrawn_refund.entry_id, journal_line.ordinal, journal_line.account_id, journal_line.customer_id, journal_line.unit_id,
       journal_line.product_id, journal_line.tax_category, journal_line.currency, -journal_line.document_amount AS document_amount,
       -journal_line.amount AS amount
FROM refund
JOIN withdrawn_refund ON withdrawn_refund.refund_id = refund.payment_id
JOIN journal_entry ON journal_entry.kind = 'payment' AND journal_entry.source_id = refund.payment_id
JOIN journal_line ON journal_line.entry_id = journal_entry.id
WHERE refund.order_id = %(order)s::bigint
