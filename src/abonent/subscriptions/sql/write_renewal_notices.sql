-- Write down the notices of a chunk of the plan: of those that go, that nobody holds back, and whose ground still stands.
-- Reads   renewal_notice_plan, renewal_ground, renewal_notice_step
-- Writes  renewal_notice, one row per subscription, term and step
-- Again   safe: a notice that is there is left alone
INSERT INTO renewal_notice (
    id, subscription_id, term_ordinal, step_id, customer_id, channel, last_on, begins_on, amount, currency, run_id
)
SELECT
    renewal_notice_plan.notice_id, renewal_notice_plan.subscription_id, renewal_notice_plan.term_ordinal, renewal_notice_plan.step_id,
    renewal_notice_plan.customer_id, renewal_notice_plan.channel, renewal_notice_plan.last_on, renewal_notice_plan.begins_on,
    renewal_notice_plan.amount, renewal_notice_plan.currency, renewal_notice_plan.run_id
FROM renewal_notice_plan
JOIN renewal_ground ON renewal_ground.subscription_id = renewal_notice_plan.subscription_id
JOIN renewal_notice_step AS series ON series.id = renewal_notice_plan.step_id
WHERE renewal_notice_plan.run_id = %(run)s::bigint
  AND renewal_notice_plan.ordinal BETWEEN %(first)s::bigint AND %(latest)s::bigint
  AND NOT renewal_notice_plan.held
  AND renewal_notice_plan.finding IN ('', 'late')
  AND renewal_notice_plan.ground = md5(ROW(
      renewal_ground.ground, series.days, series.channel, series.offers, series.subject, series.text, series.ended_on
  )::text)::uuid
ON CONFLICT DO NOTHING
