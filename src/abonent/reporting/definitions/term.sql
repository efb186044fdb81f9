-- The terms of subscriptions: what was sold, for which days, at which price.
-- subscription_number  the subscription
-- company_code         the company that sells it
-- ordinal              the first term is 1
-- product_code         what was sold
-- copies               how many copies
-- sold_from            the first day that was sold
-- sold_until           the last day that was sold
-- delivered_from       the first day of delivery
-- delivered_until      the last day of delivery
-- amount               the price of the term, on the basis of its price list
-- currency             the currency, as ISO 4217
SELECT
    subscription.number AS subscription_number, legal_entity.code AS company_code, term.ordinal, product.code AS product_code, term.copies,
    lower(term.sold_during) AS sold_from, upper(term.sold_during) - 1 AS sold_until, lower(term.during) AS delivered_from,
    upper(term.during) - 1 AS delivered_until, term.amount, term.currency
FROM term
JOIN subscription ON subscription.id = term.subscription_id
JOIN legal_entity ON legal_entity.id = subscription.entity_id
JOIN product ON product.id = term.product_id
WHERE subscription.entity_id IN (:my_companies)
