-- Find the subscriptions that go on and whose next term begins within the lead days of their product.
-- Who pauses without an end, and gets what he misses later, is renewed once he resumes.
-- Where a step of a promotion has a length of its own, or the subscription ends after its promotion, terms are counted one by one.
-- Terms from the day on which another pays are left to the next plan, which finds them due: by his prices, for him.
-- Where fixed terms are renewed only when the customer asks, the one term he has asked for is due, whenever it begins.
-- Reads   renewal_ground, product, renewal_request, promotion, promotion_step, pause
-- Writes  a work table of the session, work_renewal
-- Again   rewrites the same rows
INSERT INTO work_renewal (
    subscription_id, entity_id, ground, latest_term_id, term_ordinal, expires_on, product_id, price_list_id, payer_id, copies,
    weekdays, term_kind, term_unit, term_length, anchor_on, price_group_id, horizon, cancelled_from, charge_days_before,
    promotion_id, by_promotion
)
SELECT
    renewal_ground.subscription_id, renewal_ground.entity_id, renewal_ground.ground, renewal_ground.latest_term_id,
    renewal_ground.term_ordinal, renewal_ground.expires_on, renewal_ground.product_id, renewal_ground.price_list_id,
    renewal_ground.payer_id, renewal_ground.copies, renewal_ground.weekdays, renewal_ground.term_kind, renewal_ground.term_unit,
    renewal_ground.term_length, renewal_ground.anchor_on, renewal_ground.price_group_id,
    least(
        CASE WHEN asked.only THEN renewal_ground.expires_on ELSE %(as_of)s::date + lead.days END,
        renewal_ground.payer_until - 1
    ),
    renewal_ground.cancelled_from, product.charge_days_before, renewal_ground.promotion_id,
    renewal_ground.promotion_id IS NOT NULL AND EXISTS (
        SELECT
        FROM promotion
        JOIN promotion_step ON promotion_step.promotion_id = promotion.id
        WHERE promotion.id = renewal_ground.promotion_id
          AND (promotion.then_ends OR promotion_step.own_length IS NOT NULL)
          AND promotion_step.from_term + promotion_step.terms > renewal_ground.term_ordinal + 1
    )
FROM renewal_ground
JOIN product ON product.id = renewal_ground.product_id
CROSS JOIN LATERAL (
    SELECT CASE renewal_ground.term_kind WHEN 'fixed' THEN product.fixed_lead_days ELSE product.rolling_lead_days END AS days
) AS lead
CROSS JOIN LATERAL (SELECT product.renews = 'asked' AND renewal_ground.term_kind = 'fixed' AS only) AS asked
WHERE renewal_ground.entity_id = %(entity)s::bigint
  AND (%(subscriptions)s::bigint[] IS NULL OR renewal_ground.subscription_id = ANY(%(subscriptions)s::bigint[]))
  AND (renewal_ground.term_ordinal = 0 OR asked.only OR renewal_ground.expires_on <= %(as_of)s::date + lead.days)
  AND (renewal_ground.cancelled_from IS NULL OR renewal_ground.expires_on < renewal_ground.cancelled_from)
  AND (renewal_ground.term_ordinal = 0 OR NOT asked.only OR EXISTS (
      SELECT
      FROM renewal_request
      WHERE renewal_request.subscription_id = renewal_ground.subscription_id
        AND renewal_request.term_ordinal = renewal_ground.term_ordinal + 1
        AND renewal_request.withdrawn_at IS NULL
  ))
  AND NOT EXISTS (
      SELECT FROM pause
      WHERE pause.subscription_id = renewal_ground.subscription_id
        AND pause.withdrawn_at IS NULL
        AND pause.gives = 'prolong'
        AND upper_inf(pause.during)
        AND lower(pause.during) <= renewal_ground.expires_on
  )
