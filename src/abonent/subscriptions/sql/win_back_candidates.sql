-- The stops after which somebody may be asked back: he gets nothing else of the company now, did not die or go over to something else of
-- ours, was not stopped by the company, and may be contacted for an offer in at least one way.
-- Takes   handed_over (customer_id bigint, channel text, allowed boolean)
-- Reads   cancellation, stop_reason, subscription, subscription_expiry, customer, staff_entity
-- Writes  nothing
-- Again   safe: a question
WITH reached AS (
    SELECT handed_over.customer_id, array_agg(handed_over.channel ORDER BY handed_over.channel) AS channels
    FROM handed_over
    WHERE handed_over.allowed
    GROUP BY handed_over.customer_id
)
SELECT cancellation.id AS cancellation_id, reached.channels
FROM cancellation
JOIN stop_reason ON stop_reason.code = cancellation.reason_id
JOIN subscription ON subscription.id = cancellation.subscription_id
JOIN customer AS subscriber ON subscriber.id = subscription.subscriber_id
JOIN reached ON reached.customer_id = subscriber.canonical_id
WHERE cancellation.withdrawn_at IS NULL
  AND cancellation.from_on > %(since)s::date
  AND cancellation.from_on <= %(today)s::date
  AND stop_reason.kind NOT IN ('died', 'switched', 'company')
  AND subscription.entity_id IN (
      SELECT staff_entity.entity_id FROM staff_entity WHERE staff_entity.staff_user_id = %(viewer)s::bigint
  )
  AND NOT EXISTS (
      SELECT
      FROM customer AS record
      JOIN subscription AS other ON other.subscriber_id = record.id
      JOIN subscription_expiry ON subscription_expiry.subscription_id = other.id
      WHERE record.canonical_id = subscriber.canonical_id
        AND other.entity_id = subscription.entity_id
        AND subscription_expiry.expires_on > %(today)s::date
  )
