-- Write what stands agreed about some items as stretches of their amounts; what stands no more is taken away.
-- Reads   agreed_part
-- Writes  due_part
-- Again   safe: stretches that are as agreed are left alone
WITH agreed AS MATERIALIZED (
    SELECT agreed_part.receivable_id, agreed_part.from_amount, agreed_part.to_amount, agreed_part.due_on
    FROM agreed_part
    WHERE agreed_part.receivable_id = ANY(%(receivables)s::bigint[])
), gone AS (
    DELETE FROM due_part
    WHERE due_part.receivable_id = ANY(%(receivables)s::bigint[])
      AND NOT EXISTS (
          SELECT FROM agreed WHERE agreed.receivable_id = due_part.receivable_id AND agreed.from_amount = due_part.from_amount
      )
)
INSERT INTO due_part (receivable_id, from_amount, to_amount, due_on)
SELECT agreed.receivable_id, agreed.from_amount, agreed.to_amount, agreed.due_on
FROM agreed
ON CONFLICT (receivable_id, from_amount) DO UPDATE
SET to_amount = excluded.to_amount, due_on = excluded.due_on
WHERE (due_part.to_amount, due_part.due_on) IS DISTINCT FROM (excluded.to_amount, excluded.due_on)
