-- Plan the payment of each unknown line that comes from an account only one customer has paid from, and has the amount of exactly one of
-- that customer's open items.
-- Reads   unknown_bank_line, bank_line, bank_account, payment, receivable, open_receivable, customer
-- Writes  matching_plan, one row per line
-- Again   safe: a line that is planned is left alone
WITH waiting AS (
    SELECT bank_line.id, bank_line.currency, bank_line.amount, bank_line.booked_on, bank_line.counterpart_account
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_account.entity_id = %(entity)s::bigint
      AND bank_line.amount > 0
      AND bank_line.counterpart_account <> ''
      AND NOT bank_line.is_reversal
      AND NOT EXISTS (
          SELECT FROM matching_plan
          WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.bank_line_id = bank_line.id
      )
), payer AS (
    SELECT earlier.counterpart_account, min(customer.canonical_id) AS customer_id, count(DISTINCT payment.id) AS payments
    FROM bank_line AS earlier
    JOIN payment ON payment.bank_line_id = earlier.id AND payment.amount > 0 AND payment.entity_id = %(entity)s::bigint
    JOIN customer ON customer.id = payment.customer_id
    WHERE earlier.counterpart_account IN (SELECT waiting.counterpart_account FROM waiting)
      AND earlier.counterpart_account <> ''
      AND NOT EXISTS (SELECT FROM payment AS withdrawal WHERE withdrawal.returns_id = payment.id)
    GROUP BY earlier.counterpart_account
    HAVING min(customer.canonical_id) = max(customer.canonical_id)
), identified AS (
    SELECT waiting.id, payer.customer_id, payer.payments, min(receivable.id) AS receivable_id
    FROM waiting
    JOIN payer ON payer.counterpart_account = waiting.counterpart_account
    JOIN customer ON customer.canonical_id = payer.customer_id
    JOIN receivable
      ON receivable.customer_id = customer.id
     AND receivable.entity_id = %(entity)s::bigint
     AND receivable.currency = waiting.currency
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id AND open_receivable.open_amount = waiting.amount
    GROUP BY waiting.id, payer.customer_id, payer.payments
    HAVING count(*) = 1
)
INSERT INTO matching_plan (
    run_id, ordinal, bank_line_id, customer_id, receivable_id, account_id, currency, amount, received_on, method, remark, reason, payment_id,
    entry_id
)
SELECT %(run)s::bigint,
       (SELECT coalesce(max(planned.ordinal), 0) FROM matching_plan AS planned WHERE planned.run_id = %(run)s::bigint)
           + row_number() OVER (ORDER BY waiting.booked_on, waiting.id),
       waiting.id, identified.customer_id, identified.receivable_id, %(unknown_account)s::bigint, waiting.currency, waiting.amount,
       waiting.booked_on, 'bank', '', jsonb_build_object('code', 'account_and_amount', 'payments', identified.payments),
       nextval('payment_id_seq'), nextval('journal_entry_id_seq')
FROM waiting
JOIN identified ON identified.id = waiting.id
