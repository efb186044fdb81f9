-- To whom each planned invoice goes: name, address of the day (for bills first, a temporary one before a permanent), language,
-- channel and terms; and the ground: a hash of all that and of what the whole run rests on.
-- Reads   billing_plan_line, customer, address, place, contact_point
-- Feeds   billing/plan_invoices, billing/leave_out_rows
SELECT billing_plan_line.ordinal, customer.id AS payer_id, customer.language, customer.invoice_channel AS channel,
       coalesce(customer.payment_terms_days, %(terms_days)s::int) AS terms_days,
       home.place_id IS NOT NULL AS has_address,
       customer.invoice_channel <> 'email' OR EXISTS (
           SELECT FROM contact_point
           WHERE contact_point.customer_id = customer.id AND contact_point.kind = 'email' AND contact_point.valid
       ) AS has_email,
       jsonb_build_object(
           'number', customer.number, 'name', customer.name, 'care_of', coalesce(home.care_of, ''), 'street', coalesce(home.street_line, ''),
           'postal_code', coalesce(home.postal_code, ''), 'town', coalesce(home.town, ''),
           'country', coalesce(home.country, customer.country), 'vat_number', customer.vat_number
       ) AS buyer,
       hash_record_extended(
           ROW(customer.canonical_id, customer.name, customer.language, customer.country, customer.vat_number, customer.invoice_channel,
               customer.payment_terms_days, home.place_id, home.care_of, home.street_line, home.postal_code, home.town, home.country),
           %(shared_ground)s::bigint
       ) AS ground
FROM billing_plan_line
JOIN customer ON customer.id = billing_plan_line.payer_id
LEFT JOIN LATERAL (
    SELECT address.place_id, address.care_of, place.postal_code, place.town, place.country,
           concat_ws(' ', nullif(place.street, ''), nullif(place.number, ''), nullif(place.staircase, ''), nullif(place.flat, ''))
               AS street_line
    FROM address
    JOIN place ON place.id = address.place_id
    WHERE address.customer_id = customer.id
      AND address.kind IN ('billing', 'delivery')
      AND address.during @> %(as_of)s::date
    ORDER BY address.kind, address.temporary DESC
    LIMIT 1
) AS home ON true
WHERE billing_plan_line.run_id = %(run)s::bigint
  AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND billing_plan_line.line = 1
