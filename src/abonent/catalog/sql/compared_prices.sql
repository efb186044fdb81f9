-- Each case of two versions of a price list with its price in both; a case that only one of them has is null in the other.
-- Reads   price, product, price_group, customer
-- Writes  nothing
-- Again   safe: a question
WITH former AS (
    SELECT price.*
    FROM price
    WHERE price.version_id = %(former)s::bigint
),
later AS (
    SELECT price.*
    FROM price
    WHERE price.version_id = %(later)s::bigint
),
-- Null means any pattern or everybody; zero stands for it so that the two sides can be joined by hash.
compared AS (
    SELECT
        coalesce(later.product_id, former.product_id) AS product_id,
        coalesce(later.term_kind, former.term_kind) AS term_kind,
        coalesce(later.term_unit, former.term_unit) AS term_unit,
        coalesce(later.term_length, former.term_length) AS term_length,
        coalesce(later.weekdays, former.weekdays) AS weekdays,
        coalesce(later.quantity_from, former.quantity_from) AS quantity_from,
        coalesce(later.price_group_id, former.price_group_id) AS price_group_id,
        coalesce(later.customer_id, former.customer_id) AS customer_id,
        former.unit_price AS former_price,
        later.unit_price AS later_price
    FROM former
    FULL JOIN later
      ON later.product_id = former.product_id
     AND later.term_kind = former.term_kind
     AND later.term_unit = former.term_unit
     AND later.term_length = former.term_length
     AND coalesce(later.weekdays, 0) = coalesce(former.weekdays, 0)
     AND later.quantity_from = former.quantity_from
     AND coalesce(later.price_group_id, 0) = coalesce(former.price_group_id, 0)
     AND coalesce(later.customer_id, 0) = coalesce(former.customer_id, 0)
)
SELECT
    compared.product_id,
    product.code AS product_code,
    product.name AS product_name,
    compared.term_kind,
    compared.term_unit,
    compared.term_length,
    compared.weekdays,
    compared.quantity_from,
    price_group.name AS group_name,
    customer.number AS customer_number,
    compared.former_price,
    compared.later_price,
    compared.later_price / nullif(compared.former_price, 0) - 1 AS change_share
FROM compared
JOIN product ON product.id = compared.product_id
LEFT JOIN price_group ON price_group.id = compared.price_group_id
LEFT JOIN customer ON customer.id = compared.customer_id
ORDER BY
    product.code,
    compared.term_kind,
    compared.term_unit DESC,
    compared.term_length DESC,
    compared.quantity_from,
    price_group.code NULLS FIRST,
    customer.number NULLS FIRST
