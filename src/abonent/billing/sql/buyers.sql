-- To whom each planned document goes: name, address of the day (one for bills first, a temporary one before a permanent), language,
-- channel and terms; and the ground: a hash of all that and of what the whole run rests on.
-- Reads   billing_plan_line, customer, address, place, contact_point, invoice_wish
-- Feeds   billing/plan_invoices, billing/leave_out_rows
WITH addressed AS (
    SELECT DISTINCT ON (billing_plan_line.ordinal)
           billing_plan_line.ordinal, billing_plan_line.payer_id, address.place_id, address.care_of, place.door, place.postal_code,
           place.town, place.country, place.street, place.number, place.staircase, place.flat
    FROM billing_plan_line
    LEFT JOIN address
      ON address.customer_id = billing_plan_line.payer_id
     AND address.kind IN ('billing', 'delivery')
     AND address.during @> %(as_of)s::date
    LEFT JOIN place ON place.id = address.place_id
    WHERE billing_plan_line.run_id = %(run)s::bigint
      AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
      AND billing_plan_line.line = 1
    ORDER BY billing_plan_line.ordinal, address.kind, address.temporary DESC
)
SELECT addressed.ordinal, customer.id AS payer_id, customer.language, customer.invoice_channel AS channel,
       coalesce(customer.payment_terms_days, %(terms_days)s::int) AS terms_days,
       addressed.place_id IS NOT NULL AS has_address,
       customer.invoice_channel <> 'email' OR EXISTS (
           SELECT FROM contact_point
           WHERE contact_point.customer_id = customer.id AND contact_point.kind = 'email' AND contact_point.valid
       ) AS has_email,
       jsonb_build_object(
           'number', customer.number, 'name', customer.name, 'care_of', addressed.care_of,
           'street', concat_ws(' ', nullif(addressed.street, ''), nullif(addressed.number, ''), nullif(addressed.staircase, ''),
                               nullif(addressed.flat, '')),
           'postal_code', addressed.postal_code, 'town', addressed.town, 'country', coalesce(addressed.country, customer.country),
           'vat_number', customer.vat_number
       ) AS buyer,
       hash_record_extended(
           ROW(customer.canonical_id, customer.name, customer.language, customer.country, customer.vat_number, customer.invoice_channel,
               customer.payment_terms_days, addressed.place_id, addressed.care_of, addressed.door,
               nullif(invoice_wish.apart_by, 'together')),
           %(shared_ground)s::bigint
       ) AS ground
FROM addressed
JOIN customer ON customer.id = addressed.payer_id
LEFT JOIN invoice_wish ON invoice_wish.customer_id = customer.canonical_id
