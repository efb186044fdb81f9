-- The documents of a run that go on paper, to the door that stands in their window: what was posted says it in words, and the register of
-- places knows the door.
-- Reads   billing_plan, invoice, place
-- Writes  nothing
-- Feeds   distribution/sum_consignment, distribution/write_consignment
-- Again   safe: a question
SELECT
    invoice.id AS of_id, invoice.payer_id AS customer_id, NULL::bigint AS subscription_id, door.place_id,
    invoice.buyer ->> 'name' AS receiver, coalesce(invoice.buyer ->> 'care_of', '') AS care_of, invoice.document_number AS number
FROM billing_plan
JOIN invoice ON invoice.id = billing_plan.invoice_id
LEFT JOIN LATERAL (
    SELECT place.id AS place_id
    FROM place
    WHERE place.country = invoice.buyer ->> 'country'
      AND place.postal_code = invoice.buyer ->> 'postal_code'
      AND place.town = invoice.buyer ->> 'town'
      AND concat_ws(' ', nullif(place.street, ''), nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, ''))
          = invoice.buyer ->> 'street'
    ORDER BY place.id
    LIMIT 1
) AS door ON true
WHERE billing_plan.run_id = %(run)s::bigint AND billing_plan.channel = 'paper'
