-- Put the documents of a chunk into the outbox, in each format that their company sends: what goes to an authority whatever the payer
-- wishes (all in Hungary, in Poland what is sold to a business there), the rest to payers who want e-invoices. Finns get Finvoice where
-- the company sends it, and Peppol else.
-- Reads   billing_plan, invoice, outbox_route
-- Writes  outbox_document, one row per document and format
-- Again   safe: a document is in the outbox once in a format
INSERT INTO outbox_document (invoice_id, format)
SELECT invoice.id, outbox_route.format
FROM billing_plan
JOIN invoice ON invoice.id = billing_plan.invoice_id
JOIN outbox_route ON outbox_route.entity_id = invoice.entity_id
WHERE billing_plan.run_id = %(run)s::bigint
  AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
  AND CASE outbox_route.format
          WHEN 'nav' THEN true
          WHEN 'ksef' THEN invoice.buyer ->> 'vat_number' LIKE 'PL%%'
          WHEN 'finvoice' THEN invoice.channel = 'einvoice' AND invoice.buyer ->> 'country' = 'FI'
          ELSE invoice.channel = 'einvoice' AND (
              invoice.buyer ->> 'country' <> 'FI' OR NOT EXISTS (
                  SELECT FROM outbox_route AS finnish
                  WHERE finnish.entity_id = invoice.entity_id AND finnish.format = 'finvoice'
              )
          )
      END
ON CONFLICT (invoice_id, format) DO NOTHING
