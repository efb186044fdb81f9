-- Write the parts of the documents of a chunk that go to agents who bill their readers themselves: what each reader pays, what the agent
-- keeps of it, and its share of the document's rounding, split by largest remainder and counted in the smallest unit.
-- Reads   billing_plan, invoice, invoice_line, charge, agent, customer, address, place
-- Writes  invoice_part, one row per document and reader
-- Again   safe: a part that is written is left alone
WITH summed AS (
    SELECT invoice.id AS invoice_id, invoice.rounding * %(units)s::numeric AS rounding_units, reader.canonical_id AS reader_id,
           coalesce(sum(invoice_line.net) FILTER (WHERE charge.source_kind <> 'commission'), 0) AS net,
           coalesce(sum(invoice_line.vat) FILTER (WHERE charge.source_kind <> 'commission'), 0) AS vat,
           -coalesce(sum(invoice_line.gross) FILTER (WHERE charge.source_kind = 'commission'), 0) AS commission,
           abs(sum(invoice_line.gross)) AS weight
    FROM billing_plan
    JOIN invoice ON invoice.id = billing_plan.invoice_id
    JOIN invoice_line ON invoice_line.invoice_id = invoice.id
    LEFT JOIN invoice_line AS credited
      ON credited.invoice_id = invoice_line.credited_invoice_id AND credited.ordinal = invoice_line.credited_ordinal
    JOIN charge ON charge.id = coalesce(invoice_line.charge_id, credited.charge_id)
    JOIN customer AS reader ON reader.id = charge.receiver_id
    WHERE billing_plan.run_id = %(run)s::bigint
      AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
      AND EXISTS (
          SELECT
          FROM agent
          JOIN customer AS mediator ON mediator.id = agent.customer_id
          WHERE mediator.canonical_id = invoice.payer_id AND agent.mode = 'bills'
      )
    GROUP BY invoice.id, reader.canonical_id
), exact AS (
    SELECT summed.*, coalesce(
               summed.rounding_units * summed.weight / nullif(sum(summed.weight) OVER (PARTITION BY summed.invoice_id), 0), 0
           ) AS units
    FROM summed
), rounded AS (
    SELECT exact.*,
           (floor(exact.units) + (row_number() OVER by_remainder <= exact.rounding_units - sum(floor(exact.units)) OVER of_document)::int)
               / %(units)s::numeric AS rounding
    FROM exact
    WINDOW of_document AS (PARTITION BY exact.invoice_id),
           by_remainder AS (PARTITION BY exact.invoice_id ORDER BY exact.units - floor(exact.units) DESC, exact.reader_id)
)
INSERT INTO invoice_part (invoice_id, ordinal, reader_id, buyer, net, vat, gross, commission, rounding, total)
SELECT rounded.invoice_id, row_number() OVER (PARTITION BY rounded.invoice_id ORDER BY reader.name, reader.id), reader.id,
       jsonb_build_object(
           'number', reader.number, 'name', reader.name, 'care_of', home.care_of,
           'street', concat_ws(' ', nullif(home.street, ''), nullif(home.number, ''), nullif(home.staircase, ''), nullif(home.flat, '')),
           'postal_code', home.postal_code, 'town', home.town, 'country', coalesce(home.country, reader.country),
           'language', reader.language
       ),
       rounded.net, rounded.vat, rounded.net + rounded.vat, rounded.commission, rounded.rounding,
       rounded.net + rounded.vat - rounded.commission + rounded.rounding
FROM rounded
JOIN customer AS reader ON reader.id = rounded.reader_id
LEFT JOIN LATERAL (
    SELECT address.care_of, place.street, place.number, place.staircase, place.flat, place.postal_code, place.town, place.country
    FROM address
    JOIN place ON place.id = address.place_id
    WHERE address.customer_id = reader.id
      AND address.kind IN ('billing', 'delivery')
      AND address.during @> %(as_of)s::date
    ORDER BY address.kind, address.temporary DESC
    LIMIT 1
) AS home ON true
ON CONFLICT (invoice_id, ordinal) DO NOTHING
