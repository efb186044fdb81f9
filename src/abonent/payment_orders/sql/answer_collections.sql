-- Note what the bank said of collections under way: paid, failed and why, tried again by itself. Where it refused a whole order, or a part
-- of one, nobody was asked anything, and its collections are as if never ordered. A mandate whose account is gone ends.
-- Reads   bank_answer
-- Writes  collection, mandate
-- Again   safe: what was answered stays
WITH told AS (
    SELECT DISTINCT ON (collection.id) collection.id, collection.mandate_id, bank_answer.told_on, bank_answer.code,
           CASE bank_answer.verdict
               WHEN 'paid' THEN 'paid'
               WHEN 'later' THEN 'under_way'
               ELSE CASE bank_answer.about WHEN 'order' THEN 'withdrawn' ELSE 'failed' END
           END AS state
    FROM bank_answer
    JOIN collection
      ON collection.id = bank_answer.collection_id
      OR (
          bank_answer.about = 'order'
          AND collection.order_id = bank_answer.order_id
          AND bank_answer.reference IN ('', collection.sequence)
      )
    WHERE bank_answer.bank_file_id = %(bank_file)s::bigint
      AND bank_answer.verdict IN ('paid', 'failed', 'later')
      AND collection.state = 'under_way'
    ORDER BY collection.id, bank_answer.ordinal DESC
), ended AS (
    UPDATE mandate
    SET state = 'cancelled', code = left(told.code, 4)
    FROM told
    WHERE mandate.id = told.mandate_id
      AND told.state = 'failed'
      AND told.code = ANY(%(ending)s::text[])
      AND mandate.state = 'approved'
)
UPDATE collection
SET state = told.state, code = told.code, answered_on = told.told_on
FROM told
WHERE collection.id = told.id
  AND (collection.state, collection.code, collection.answered_on) IS DISTINCT FROM (told.state, told.code, told.told_on)
