-- What carriers are charged for complaints that were noted between two days and nobody has taken back.
-- Reads   delivery_complaint, carrier
-- Writes  nothing
-- Feeds   distribution/plan_pay
-- Again   safe: a question
SELECT
    delivery_complaint.carrier_id, delivery_complaint.route_id, delivery_complaint.reported_on AS on_day, delivery_complaint.id AS of_id,
    delivery_complaint.carrier_amount AS amount
FROM delivery_complaint
JOIN carrier ON carrier.id = delivery_complaint.carrier_id AND carrier.entity_id = %(entity)s::bigint
WHERE delivery_complaint.reported_on >= %(first)s::date
  AND delivery_complaint.reported_on < %(until)s::date
  AND delivery_complaint.withdrawn_at IS NULL
  AND delivery_complaint.carrier_amount > 0
