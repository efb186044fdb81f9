-- Hold the payers of a plan who have a credit limit, so that two orders at once do not both find the same credit free.
-- Reads   renewal_plan, subscription, customer
-- Writes  nothing
SELECT customer.id
FROM customer
WHERE customer.credit_limit IS NOT NULL
  AND customer.id IN (
      SELECT payer.canonical_id
      FROM renewal_plan
      JOIN subscription ON subscription.id = renewal_plan.subscription_id
      JOIN customer AS payer ON payer.id = subscription.payer_id
      WHERE renewal_plan.run_id = %(run)s::bigint
  )
ORDER BY customer.id
FOR NO KEY UPDATE
