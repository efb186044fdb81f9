-- Write down that the refunds which the bank refused, by the answers of a file, are taken back: the money never went.
-- Reads   bank_answer, refund, sequences
-- Writes  withdrawn_refund, one row per refund
-- Again   safe: what was taken back stays so
WITH refused AS (
    SELECT refund.payment_id, min(bank_answer.told_on) AS told_on
    FROM bank_answer
    JOIN refund
      ON refund.payment_id = bank_answer.refund_id OR (bank_answer.about = 'order' AND refund.order_id = bank_answer.order_id)
    WHERE bank_answer.bank_file_id = %(bank_file)s::bigint
      AND bank_answer.verdict = 'failed'
    GROUP BY refund.payment_id
)
INSERT INTO withdrawn_refund (refund_id, payment_id, entry_id, withdrawn_on)
SELECT refused.payment_id, nextval('payment_id_seq'), nextval('journal_entry_id_seq'), refused.told_on
FROM refused
WHERE NOT EXISTS (SELECT FROM withdrawn_refund WHERE withdrawn_refund.refund_id = refused.payment_id)
ORDER BY refused.payment_id
