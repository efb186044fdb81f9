-- What the terms of a plan add for each payer who has a credit limit: beside it what he owes the company in that currency less what he
-- has on account, and what is charged to him and not invoiced yet; with all that was merged into him.
-- Reads   renewal_plan, subscription, customer, receivable, open_receivable, payment, open_payment, charge, open_charge
-- Writes  nothing
-- Again   safe: a question
WITH added AS (
    SELECT payer.canonical_id AS payer_id, subscription.entity_id, renewal_plan.currency, sum(renewal_plan.amount) AS adds
    FROM renewal_plan
    JOIN subscription ON subscription.id = renewal_plan.subscription_id
    JOIN customer AS payer ON payer.id = subscription.payer_id
    WHERE renewal_plan.run_id = %(run)s::bigint
    GROUP BY payer.canonical_id, subscription.entity_id, renewal_plan.currency
)
SELECT
    added.payer_id, customer.name, added.currency, customer.credit_limit, added.adds,
    (
        SELECT coalesce(sum(open_receivable.open_amount), 0)
        FROM customer AS person
        JOIN receivable ON receivable.customer_id = person.id
        JOIN open_receivable ON open_receivable.receivable_id = receivable.id
        WHERE person.canonical_id = added.payer_id
          AND receivable.entity_id = added.entity_id
          AND receivable.currency = added.currency
    ) - (
        SELECT coalesce(sum(open_payment.open_amount), 0)
        FROM customer AS person
        JOIN payment ON payment.customer_id = person.id
        JOIN open_payment ON open_payment.payment_id = payment.id
        WHERE person.canonical_id = added.payer_id AND payment.entity_id = added.entity_id AND payment.currency = added.currency
    ) AS owed,
    (
        SELECT coalesce(sum(charge.amount), 0)
        FROM customer AS person
        JOIN charge ON charge.payer_id = person.id
        JOIN open_charge ON open_charge.charge_id = charge.id
        WHERE person.canonical_id = added.payer_id AND charge.entity_id = added.entity_id AND charge.currency = added.currency
    ) AS waiting
FROM added
JOIN customer ON customer.id = added.payer_id AND customer.credit_limit IS NOT NULL
ORDER BY added.payer_id
