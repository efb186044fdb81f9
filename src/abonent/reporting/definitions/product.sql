-- What is sold.
-- company_code        the company that sells it
-- product_code        the code of the product, once in a company
-- name                the name in the company's language
-- kind                what kind of thing is sold, in one word
-- withdrawn_on        the first day without new orders; empty while it is sold
SELECT
    legal_entity.code AS company_code, product.code AS product_code,
    coalesce(nullif(product.name ->> legal_entity.language, ''), nullif(product.name ->> 'en', ''), product.code) AS name,
    product.kind, product.withdrawn_on
FROM product
JOIN legal_entity ON legal_entity.id = product.entity_id
WHERE product.entity_id IN (:my_companies)
