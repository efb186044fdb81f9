-- The rows of a plan that may be collected: not held back, the item as open as it was and still paid so, its mandate standing, and no other
-- attempt at it.
-- Reads   planned_collection, open_receivable, receivable, customer, mandate, receivable_method, payer_method, collection
-- Feeds   payment_orders/write_collections, payment_orders/orders_of_collections
-- Writes  nothing
-- Again   safe
SELECT planned_collection.collection_id, planned_collection.receivable_id, planned_collection.mandate_id,
       customer.canonical_id AS customer_id, planned_collection.expected_open AS amount, planned_collection.sequence,
       planned_collection.attempt, planned_collection.scheme, planned_collection.collect_on, payer.name AS payer, mandate.account_number
FROM planned_collection
JOIN open_receivable
  ON open_receivable.receivable_id = planned_collection.receivable_id AND open_receivable.open_amount = planned_collection.expected_open
JOIN receivable ON receivable.id = planned_collection.receivable_id
JOIN customer ON customer.id = receivable.customer_id
JOIN customer AS payer ON payer.id = customer.canonical_id
JOIN mandate ON mandate.id = planned_collection.mandate_id AND mandate.state = 'approved'
LEFT JOIN receivable_method ON receivable_method.receivable_id = receivable.id
LEFT JOIN payer_method ON payer_method.customer_id = customer.canonical_id
WHERE planned_collection.run_id = %(run)s::bigint
  AND NOT planned_collection.is_held_back
  AND coalesce(receivable_method.method, payer_method.method) = 'direct_debit'
  AND NOT EXISTS (
      SELECT
      FROM collection
      WHERE collection.receivable_id = planned_collection.receivable_id
        AND (collection.state = 'under_way' OR collection.state <> 'withdrawn' AND collection.attempt >= planned_collection.attempt)
  )
