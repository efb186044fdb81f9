-- Orders of direct debit that are not the sum of their collections, and collections that are not of their order's company, by the mandate
-- of whoever owes the item, or more than one under way for an item.
-- Reads   payment_order, collection, receivable, mandate, customer
-- Writes  nothing
-- Again   safe
WITH collected AS (
    SELECT collection.order_id, count(*) AS pieces, sum(collection.amount) AS amount,
           count(*) FILTER (
               WHERE receivable.entity_id IS DISTINCT FROM payment_order.entity_id
                  OR mandate.entity_id IS DISTINCT FROM payment_order.entity_id
                  OR owing.canonical_id IS DISTINCT FROM payer.canonical_id
                  OR (collection.state = 'under_way' AND payment_order.withdrawn_at IS NOT NULL)
                  OR (
                      collection.state = 'under_way'
                      AND EXISTS (
                          SELECT
                          FROM collection AS other
                          WHERE other.receivable_id = collection.receivable_id AND other.state = 'under_way' AND other.id <> collection.id
                      )
                  )
           ) AS wrong
    FROM collection
    JOIN payment_order ON payment_order.id = collection.order_id
    LEFT JOIN receivable ON receivable.id = collection.receivable_id
    LEFT JOIN customer AS owing ON owing.id = receivable.customer_id
    LEFT JOIN mandate ON mandate.id = collection.mandate_id
    LEFT JOIN customer AS payer ON payer.id = mandate.customer_id
    GROUP BY collection.order_id
)
SELECT payment_order.id AS order_id, payment_order.number, payment_order.pieces, payment_order.amount, coalesce(collected.pieces, 0) AS collections,
       coalesce(collected.amount, 0) AS collected, coalesce(collected.wrong, 0) AS wrong
FROM payment_order
LEFT JOIN collected ON collected.order_id = payment_order.id
WHERE payment_order.kind = 'direct_debit'
  AND ((collected.pieces, collected.amount) IS DISTINCT FROM (payment_order.pieces::bigint, payment_order.amount) OR collected.wrong > 0)
ORDER BY payment_order.id
LIMIT 100
