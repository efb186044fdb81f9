-- Take away the subscriptions that a batch has brought, with their terms, their parties, who may read, and what was promised of them.
-- Reads   imported_row
-- Writes  subscription, subscription_expiry, subscription_party, term, entitlement, promise, broken_promise
-- Again   safe: by then there are none
WITH going AS (
    SELECT imported_row.subject_id AS id
    FROM imported_row
    WHERE imported_row.batch_id = %(batch)s::bigint
      AND imported_row.is_new
      AND imported_row.kept IS NULL
), readers AS (
    DELETE FROM entitlement USING going WHERE entitlement.subscription_id = going.id
), broken AS (
    DELETE FROM broken_promise USING promise, going WHERE promise.id = broken_promise.promise_id AND promise.subscription_id = going.id
), promised AS (
    DELETE FROM promise USING going WHERE promise.subscription_id = going.id
), parties AS (
    DELETE FROM subscription_party USING going WHERE subscription_party.subscription_id = going.id
), sold AS (
    DELETE FROM term USING going WHERE term.subscription_id = going.id
), ends AS (
    DELETE FROM subscription_expiry USING going WHERE subscription_expiry.subscription_id = going.id
)
DELETE FROM subscription USING going WHERE subscription.id = going.id
