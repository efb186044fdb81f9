-- Find what the answers of a file are about: a piece by the number that we had given it, or by its mandate, amount and reference; a mandate
-- by what the bank knows it by.
-- Reads   payment_order, collection, receivable, mandate, refund
-- Writes  bank_answer
-- Again   safe: what was found stays
WITH named AS (
    SELECT bank_answer.ordinal, mandate.id AS mandate_id, coalesce(numbered.id, mandated.id) AS collection_id, refund.payment_id AS refund_id
    FROM bank_answer
    LEFT JOIN mandate
      ON mandate.reference = bank_answer.payer AND mandate.entity_id = bank_answer.entity_id AND mandate.scheme = 'autogiro'
    LEFT JOIN collection AS numbered
      ON numbered.order_id = bank_answer.order_id
     AND numbered.id = substring(bank_answer.reference FROM '^DEBIT-([0-9]{1,18})$')::bigint
    LEFT JOIN LATERAL (
        SELECT collection.id
        FROM collection
        JOIN payment_order ON payment_order.id = collection.order_id
        JOIN receivable ON receivable.id = collection.receivable_id
        WHERE bank_answer.about = 'piece'
          AND collection.mandate_id = mandate.id
          AND collection.amount = bank_answer.amount
          AND collection.state <> 'withdrawn'
          AND bank_answer.reference IN ('', ltrim(receivable.reference, '0'), ltrim(left(receivable.document_number, 16), '0'))
        ORDER BY abs(payment_order.execute_on - bank_answer.told_on), collection.attempt DESC
        LIMIT 1
    ) AS mandated ON true
    LEFT JOIN refund
      ON refund.order_id = bank_answer.order_id
     AND refund.payment_id = substring(bank_answer.reference FROM '^REFUND-([0-9]{1,18})$')::bigint
    WHERE bank_answer.bank_file_id = %(bank_file)s::bigint
)
UPDATE bank_answer
SET mandate_id = named.mandate_id, collection_id = named.collection_id, refund_id = named.refund_id
FROM named
WHERE bank_answer.bank_file_id = %(bank_file)s::bigint
  AND bank_answer.ordinal = named.ordinal
  AND coalesce(bank_answer.mandate_id, bank_answer.collection_id, bank_answer.refund_id) IS NULL
  AND coalesce(named.mandate_id, named.collection_id, named.refund_id) IS NOT NULL
