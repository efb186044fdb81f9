-- Subscriptions whose promotion is of another price list, or not for their product or their term.
-- Reads   subscription, promotion, promotion_product
-- Writes  nothing
-- Again   safe
SELECT subscription.number, promotion.code
FROM subscription
JOIN promotion ON promotion.id = subscription.promotion_id
WHERE promotion.price_list_id <> subscription.price_list_id
   OR promotion.term_kind <> subscription.term_kind
   OR promotion.term_unit <> subscription.term_unit
   OR promotion.term_length <> subscription.term_length
   OR NOT EXISTS (
       SELECT FROM promotion_product
       WHERE promotion_product.promotion_id = promotion.id AND promotion_product.product_id = subscription.product_id
   )
ORDER BY subscription.number
LIMIT 100
