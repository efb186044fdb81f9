-- Plan a payment for each unknown line by which the bank sent back what we had paid out: it names our refund, which comes
-- back once. What was taken back by us, or refused by the bank, has come back already: such a line waits for a person.
-- Reads   unknown_bank_line, bank_line, bank_account, payment, allocation, customer
-- Writes  matching_plan, one row per line
-- Again   safe: a line that is planned is left alone
WITH sent_back AS (
    SELECT DISTINCT ON (payment.id) bank_line.id, bank_line.currency, bank_line.amount, bank_line.booked_on, bank_line.return_reason,
           customer.canonical_id AS customer_id
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    JOIN payment
      ON payment.id = substring(bank_line.end_to_end_id FROM '^REFUND-([0-9]{1,18})$')::bigint
     AND payment.entity_id = bank_account.entity_id
     AND payment.currency = bank_line.currency
     AND payment.amount = -bank_line.amount
     AND payment.bank_line_id IS NULL
    JOIN customer ON customer.id = payment.customer_id
    WHERE bank_account.entity_id = %(entity)s::bigint
      AND bank_line.amount > 0
      AND NOT EXISTS (
          SELECT FROM matching_plan WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.bank_line_id = bank_line.id
      )
      AND NOT EXISTS (
          SELECT
          FROM payment AS earlier
          JOIN bank_line AS known ON known.id = earlier.bank_line_id
          WHERE earlier.customer_id = payment.customer_id
            AND earlier.returns_id IS NULL
            AND known.end_to_end_id = bank_line.end_to_end_id
      )
      AND NOT EXISTS (
          SELECT
          FROM allocation
          WHERE allocation.payout_id = payment.id AND allocation.reverses_id IS NULL AND allocation.reason ->> 'code' = 'withdrawn'
      )
    ORDER BY payment.id, bank_line.booked_on, bank_line.id
)
INSERT INTO matching_plan (
    run_id, ordinal, bank_line_id, customer_id, account_id, currency, amount, received_on, method, remark, reason, payment_id, entry_id
)
SELECT %(run)s::bigint,
       (SELECT coalesce(max(planned.ordinal), 0) FROM matching_plan AS planned WHERE planned.run_id = %(run)s::bigint)
           + row_number() OVER (ORDER BY sent_back.booked_on, sent_back.id),
       sent_back.id, sent_back.customer_id, %(unknown_account)s::bigint, sent_back.currency, sent_back.amount, sent_back.booked_on, 'bank',
       '', jsonb_build_object('code', 'sent_back', 'bank_code', sent_back.return_reason), nextval('payment_id_seq'),
       nextval('journal_entry_id_seq')
FROM sent_back
