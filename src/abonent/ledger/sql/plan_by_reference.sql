-- Plan the payment of each unknown line whose reference is that of a receivable of one customer, whether that is still open or not.
-- The payer is then known for certain; the oldest open item with the reference is settled first.
-- Reads   unknown_bank_line, bank_line, bank_account, receivable, open_receivable, customer
-- Writes  matching_plan, one row per line
-- Again   safe: a line that is planned is left alone
WITH waiting AS (
    SELECT bank_line.id, bank_line.reference, bank_line.currency, bank_line.amount, bank_line.booked_on
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_account.entity_id = %(entity)s::bigint
      AND bank_line.amount > 0
      AND bank_line.reference <> ''
      AND NOT bank_line.is_reversal
      AND NOT EXISTS (
          SELECT FROM matching_plan
          WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.bank_line_id = bank_line.id
      )
), identified AS (
    SELECT waiting.id, min(customer.canonical_id) AS customer_id,
           (array_agg(open_receivable.receivable_id ORDER BY receivable.due_on, receivable.id)
               FILTER (WHERE open_receivable.open_amount > 0))[1] AS receivable_id
    FROM waiting
    JOIN receivable
      ON receivable.reference = waiting.reference
     AND receivable.entity_id = %(entity)s::bigint
     AND receivable.currency = waiting.currency
    JOIN customer ON customer.id = receivable.customer_id
    LEFT JOIN open_receivable ON open_receivable.receivable_id = receivable.id
    GROUP BY waiting.id
    HAVING min(customer.canonical_id) = max(customer.canonical_id)
)
INSERT INTO matching_plan (
    run_id, ordinal, bank_line_id, customer_id, receivable_id, account_id, currency, amount, received_on, method, remark, reason, payment_id,
    entry_id
)
SELECT %(run)s::bigint,
       (SELECT coalesce(max(planned.ordinal), 0) FROM matching_plan AS planned WHERE planned.run_id = %(run)s::bigint)
           + row_number() OVER (ORDER BY waiting.booked_on, waiting.id),
       waiting.id, identified.customer_id, identified.receivable_id, %(unknown_account)s::bigint, waiting.currency, waiting.amount,
       waiting.booked_on, 'bank', '', '{"code": "reference"}'::jsonb, nextval('payment_id_seq'), nextval('journal_entry_id_seq')
FROM waiting
JOIN identified ON identified.id = waiting.id
