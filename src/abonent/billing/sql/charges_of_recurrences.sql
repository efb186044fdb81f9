-- The charges of the days that a run has made, one for each line; due on their day, or once the payer has said yes to a pro forma. The text of the invoice stands with its first line.
-- Reads   recurrence, recurrence_line, recurring_invoice, recurring_line, legal_entity, product
-- Writes  nothing
-- Feeds   charges/write_charges
SELECT
    recurrence_line.charge_id AS id, recurring_invoice.payer_id, recurring_invoice.payer_id AS receiver_id, recurring_invoice.entity_id,
    'recurring' AS source_kind, recurrence_line.id AS source_id, 1::smallint AS ordinal, NULL::bigint AS replaces_id, recurring_line.product_id,
    recurrence.during, recurrence_line.quantity, recurrence_line.unit_price, recurrence_line.amount, recurring_invoice.basis,
    legal_entity.currency,
    jsonb_strip_nulls(jsonb_build_object(
        'code', 'charge.recurring', 'product', product.name, 'text', nullif(recurring_line.text, ''),
        'note', CASE WHEN recurrence_line.ordinal = 1 THEN nullif(recurring_invoice.text, '') END
    )) AS description,
    NULL::bigint AS trace_id, recurrence.run_id,
    CASE recurring_invoice.makes WHEN 'invoice' THEN recurrence.due_on END AS due_on
FROM recurrence
JOIN recurrence_line ON recurrence_line.recurrence_id = recurrence.id
JOIN recurring_invoice ON recurring_invoice.id = recurrence.recurring_id
JOIN recurring_line ON recurring_line.recurring_id = recurrence.recurring_id AND recurring_line.ordinal = recurrence_line.ordinal
JOIN legal_entity ON legal_entity.id = recurring_invoice.entity_id
LEFT JOIN product ON product.id = recurring_line.product_id
WHERE recurrence.run_id = %(run)s::bigint
  AND recurrence.withdrawn_at IS NULL
