-- Customers who have money to their credit and no account that it could be paid to.
-- Reads   refund_ground, legal_entity
-- Feeds   runs/park_cases
-- Writes  nothing
-- Again   safe
SELECT 'customer' AS subject_kind, refund_ground.customer_id AS subject_id, 'no_account' AS reason,
       jsonb_build_object('amount', refund_ground.amount) AS parameters
FROM refund_ground
JOIN legal_entity ON legal_entity.id = refund_ground.entity_id AND legal_entity.currency = refund_ground.currency
WHERE refund_ground.entity_id = %(entity)s::bigint
  AND refund_ground.amount >= %(least)s::numeric
  AND (%(customer)s::bigint IS NULL OR refund_ground.customer_id = %(customer)s::bigint)
  AND refund_ground.account_number IS NULL
