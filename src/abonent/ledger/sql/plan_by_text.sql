-- Plan the payment of each unknown line in whose text the payer wrote the reference or number of exactly one open item of its amount.
-- Reads   unknown_bank_line, bank_line, bank_account, receivable, open_receivable, customer
-- Writes  matching_plan, one row per line
-- Again   safe: a line that is planned is left alone
WITH waiting AS (
    SELECT bank_line.id, bank_line.currency, bank_line.amount, bank_line.booked_on, bank_line.text, bank_line.text_references, bank_line.end_to_end_id
    FROM unknown_bank_line
    JOIN bank_line ON bank_line.id = unknown_bank_line.bank_line_id
    JOIN bank_account ON bank_account.id = bank_line.bank_account_id
    WHERE bank_account.entity_id = %(entity)s::bigint
      AND bank_line.amount > 0
      AND NOT bank_line.is_reversal
      AND NOT EXISTS (
          SELECT FROM matching_plan
          WHERE matching_plan.run_id = %(run)s::bigint AND matching_plan.bank_line_id = bank_line.id
      )
), written AS (
    SELECT DISTINCT waiting.id, word.word
    FROM waiting
    CROSS JOIN LATERAL regexp_split_to_table(waiting.text || ' ' || waiting.end_to_end_id, '[^0-9A-Za-z-]+') AS word (word)
    WHERE length(word.word) BETWEEN 4 AND 35 AND word.word ~ '[0-9]'
    UNION
    SELECT waiting.id, unnest(waiting.text_references)
    FROM waiting
), named AS (
    SELECT written.id, receivable.id AS receivable_id
    FROM written
    JOIN receivable ON receivable.reference = written.word AND receivable.entity_id = %(entity)s::bigint
    UNION
    SELECT written.id, receivable.id
    FROM written
    JOIN receivable ON receivable.document_number = written.word AND receivable.entity_id = %(entity)s::bigint
), identified AS (
    SELECT named.id, min(named.receivable_id) AS receivable_id, min(customer.canonical_id) AS customer_id
    FROM named
    JOIN waiting ON waiting.id = named.id
    JOIN receivable ON receivable.id = named.receivable_id AND receivable.currency = waiting.currency
    JOIN open_receivable ON open_receivable.receivable_id = receivable.id AND open_receivable.open_amount = waiting.amount
    JOIN customer ON customer.id = receivable.customer_id
    GROUP BY named.id
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
       waiting.booked_on, 'bank', '', '{"code": "number_in_text"}'::jsonb, nextval('payment_id_seq'), nextval('journal_entry_id_seq')
FROM waiting
JOIN identified ON identified.id = waiting.id
