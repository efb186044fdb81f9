-- Copy the prices of a version into another, times a factor, rounded to a step and lowered by what the price list ends in.
-- Reads   price
-- Writes  price, one row for each price of the source
-- Again   safe: a case that is there is left alone
INSERT INTO price (
    version_id, product_id, term_kind, term_unit, term_length, weekdays, quantity_from, price_group_id, customer_id, unit_price
)
SELECT
    %(target)s::bigint,
    price.product_id,
    price.term_kind,
    price.term_unit,
    price.term_length,
    price.weekdays,
    price.quantity_from,
    price.price_group_id,
    price.customer_id,
    -- Without a step the price is copied as it is; a price is never below zero.
    CASE
        WHEN %(step)s::numeric = 0 THEN price.unit_price
        ELSE greatest(0, round(price.unit_price * %(factor)s::numeric / %(step)s::numeric) * %(step)s::numeric - %(less)s::numeric)
    END
FROM price
WHERE price.version_id = %(copied)s::bigint
ON CONFLICT ON CONSTRAINT price_once_per_version DO NOTHING
