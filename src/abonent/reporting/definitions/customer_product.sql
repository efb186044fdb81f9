-- What customers are to products: bought, tried, interested, in the publisher's own words; before any order.
-- customer_number     who
-- company_code        the company that sells the product
-- product_code        the product
-- status              the status in the company's language
-- means_bought        whether the status tells of a buyer
-- since               since which day
-- source              where it is known from
SELECT
    customer.number AS customer_number, legal_entity.code AS company_code, product.code AS product_code,
    coalesce(nullif(product_status.name ->> legal_entity.language, ''), product_status.name ->> 'en', '') AS status,
    product_status.means_bought, customer_product.since, customer_product.source
FROM customer_product
JOIN product ON product.id = customer_product.product_id
JOIN legal_entity ON legal_entity.id = product.entity_id
JOIN product_status ON product_status.id = customer_product.status_id
JOIN customer AS record ON record.id = customer_product.customer_id
JOIN customer ON customer.id = record.canonical_id
WHERE product.entity_id IN (:my_companies)
