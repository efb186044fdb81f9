-- The formats in which documents are to be sent electronically, of those that their company sends: what goes to an authority whatever the
-- payer wishes (all in Hungary, in Poland what is sold to a business there), the rest to payers who want e-invoices: as they wished when a run
-- posted, and as they wish today where a person asks for a document. Finns get Finvoice where the company sends it, and Peppol else.
-- Reads   billing_plan, invoice, customer, outbox_route
-- Writes  nothing
-- Feeds   billing/queue_documents
-- Again   safe: a question
WITH asked AS (
    SELECT billing_plan.invoice_id, invoice.channel
    FROM billing_plan
    JOIN invoice ON invoice.id = billing_plan.invoice_id
    WHERE billing_plan.run_id = %(run)s::bigint
      AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
    UNION ALL
    SELECT invoice.id AS invoice_id, payer.invoice_channel AS channel
    FROM invoice
    JOIN customer AS billed ON billed.id = invoice.payer_id
    JOIN customer AS payer ON payer.id = billed.canonical_id
    WHERE invoice.id = ANY(%(invoices)s::bigint[])
)
SELECT asked.invoice_id, outbox_route.format
FROM asked
JOIN invoice ON invoice.id = asked.invoice_id
JOIN outbox_route ON outbox_route.entity_id = invoice.entity_id
WHERE CASE outbox_route.format
          WHEN 'nav' THEN true
          WHEN 'ksef' THEN invoice.buyer ->> 'vat_number' LIKE 'PL%%'
          WHEN 'finvoice' THEN asked.channel = 'einvoice' AND invoice.buyer ->> 'country' = 'FI'
          ELSE asked.channel = 'einvoice' AND (
              invoice.buyer ->> 'country' <> 'FI' OR NOT EXISTS (
                  SELECT FROM outbox_route AS finnish
                  WHERE finnish.entity_id = invoice.entity_id AND finnish.format = 'finvoice'
              )
          )
      END
