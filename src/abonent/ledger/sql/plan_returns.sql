-- Plan the return of a payment for each unknown line by which the bank took money back, where the payment can be told: the same amount,
-- the number of our debit, else the same reference or account, within 100 days, not returned yet. Equal returns take equal payments one by
-- one, the latest first.
-- Reads   unknown_bank_line, bank_line, bank_account, payment, allocation
-- Writes  matching_plan, one row per line
-- Again   safe: a line that is planned is left alone
WITH taken_back AS (
    SELECT bank_line.id, bank_line.currency, bank_line.amount, bank_line.booked_on, bank_line.reference, bank_line.counterpart_account,
           bank_line.return_reason, coalesce(substring(bank_line.end_to_end_id FROM '^DEBIT-[0-9]+$'), '') AS debit,
           row_number() OVER (
               PARTITION BY bank_line.amount, bank_line.reference, bank_line.counterpart_account,
                            substring(bank_line.end_to_end_id FROM '^DEBIT-[0-9]+$')
               ORDER BY bank_line.booked_on, bank_line.id
           ) AS place
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_account.entity_id = %(entity)s::bigint
      AND bank_line.amount < 0
      AND bank_line.is_reversal
      AND NOT EXISTS (
          SELECT FROM matching_plan
          WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.bank_line_id = bank_line.id
      )
), candidate AS (
    SELECT taken_back.id, taken_back.place, payment.id AS payment_id, payment.customer_id,
           row_number() OVER (PARTITION BY taken_back.id ORDER BY payment.received_on DESC, payment.id DESC) AS age,
           min(payment.customer_id) OVER (PARTITION BY taken_back.id) = max(payment.customer_id) OVER (PARTITION BY taken_back.id) AS one_payer
    FROM taken_back
    JOIN payment
      ON payment.entity_id = %(entity)s::bigint
     AND payment.amount = -taken_back.amount
     AND payment.currency = taken_back.currency
     AND payment.received_on BETWEEN taken_back.booked_on - 100 AND taken_back.booked_on
    JOIN bank_line AS original ON original.id = payment.bank_line_id
    WHERE CASE
        WHEN taken_back.debit <> '' AND original.end_to_end_id ~ '^DEBIT-[0-9]+$' THEN original.end_to_end_id = taken_back.debit
        ELSE taken_back.reference <> '' AND original.reference = taken_back.reference
          OR taken_back.counterpart_account <> '' AND original.counterpart_account = taken_back.counterpart_account
    END
    AND NOT EXISTS (SELECT FROM payment AS withdrawal WHERE withdrawal.returns_id = payment.id)
    AND NOT EXISTS (
        SELECT
        FROM allocation
        WHERE allocation.payment_id = payment.id
          AND allocation.payout_id IS NOT NULL
          AND allocation.amount > 0
          AND NOT EXISTS (SELECT FROM allocation AS reversal WHERE reversal.reverses_id = allocation.id)
    )
), chosen AS (
    SELECT DISTINCT ON (candidate.payment_id) candidate.id, candidate.payment_id, candidate.customer_id
    FROM candidate
    WHERE candidate.age = candidate.place AND candidate.one_payer
    ORDER BY candidate.payment_id, candidate.id
)
INSERT INTO matching_plan (
    run_id, ordinal, bank_line_id, customer_id, returns_id, account_id, currency, amount, received_on, method, remark, reason, payment_id,
    entry_id
)
SELECT %(run)s::bigint,
       (SELECT coalesce(max(planned.ordinal), 0) FROM matching_plan AS planned WHERE planned.run_id = %(run)s::bigint)
           + row_number() OVER (ORDER BY taken_back.booked_on, taken_back.id),
       taken_back.id, chosen.customer_id, chosen.payment_id, %(unknown_account)s::bigint, taken_back.currency, taken_back.amount,
       taken_back.booked_on, 'bank', '', jsonb_build_object('code', 'returned', 'bank_code', taken_back.return_reason),
       nextval('payment_id_seq'), nextval('journal_entry_id_seq')
FROM taken_back
JOIN chosen ON chosen.id = taken_back.id
