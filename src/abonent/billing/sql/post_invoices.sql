-- Post the documents of one kind in a chunk: born with their numbers, reference and hash. The series is locked by the caller.
-- The reference is the receivable's id behind a million, so that it is never short, with its check digits: Luhn for a Swedish OCR
-- number, weights 7-3-1 for a Finnish viite, modulo 97 for an RF reference (ISO 11649).
-- Reads   billing_plan, billing_plan_line, billing_left_out
-- Writes  invoice, one row per planned document of the kind
-- Again   safe: a chunk that is posted is left alone
WITH hashed AS (
    SELECT billing_plan_line.ordinal,
           sha256(convert_to(string_agg(
               concat(billing_plan_line.charge_id, '|', billing_plan_line.component_ordinal, '|', billing_plan_line.credited_invoice_id, '|',
                      billing_plan_line.credited_ordinal, '|', billing_plan_line.description, '|', billing_plan_line.during, '|',
                      billing_plan_line.quantity, '|', billing_plan_line.net, '|', billing_plan_line.vat, '|', billing_plan_line.rate),
               E'\n' ORDER BY billing_plan_line.line
           ), 'UTF8')) AS lines_hash
    FROM billing_plan_line
    WHERE billing_plan_line.run_id = %(run)s::bigint
      AND billing_plan_line.ordinal BETWEEN %(first)s::int AND %(latest)s::int
    GROUP BY billing_plan_line.ordinal
), numbered AS (
    SELECT billing_plan.*, %(first_number)s::bigint - 1 + row_number() OVER (ORDER BY billing_plan.ordinal) AS number,
           1000000 + billing_plan.receivable_id AS serial
    FROM billing_plan
    WHERE billing_plan.run_id = %(run)s::bigint
      AND billing_plan.ordinal BETWEEN %(first)s::int AND %(latest)s::int
      AND billing_plan.kind = %(kind)s
      AND NOT EXISTS (
          SELECT FROM billing_left_out
          WHERE billing_left_out.run_id = billing_plan.run_id AND billing_left_out.ordinal = billing_plan.ordinal
      )
      AND NOT EXISTS (SELECT FROM invoice WHERE invoice.id = %(first_id)s::bigint)
), digits AS (
    SELECT numbered.*, %(prefix)s || numbered.number AS document_number,
           mod(serial, 10) AS d0, mod(serial / 10, 10) AS d1, mod(serial / 100, 10) AS d2, mod(serial / 1000, 10) AS d3,
           mod(serial / 10000, 10) AS d4, mod(serial / 100000, 10) AS d5, mod(serial / 1000000, 10) AS d6,
           mod(serial / 10000000, 10) AS d7, mod(serial / 100000000, 10) AS d8, mod(serial / 1000000000, 10) AS d9,
           mod(serial / 10000000000, 10) AS d10, mod(serial / 100000000000, 10) AS d11
    FROM numbered
), referenced AS (
    SELECT digits.*,
           CASE %(reference_kind)s
               -- Doubled digits count with the sum of their figures: d*2 - 9 for d > 4.
               WHEN 'ocr' THEN serial::text || mod(10 - mod(
                   d0 * 2 - (d0 > 4)::int * 9 + d1 + d2 * 2 - (d2 > 4)::int * 9 + d3 + d4 * 2 - (d4 > 4)::int * 9 + d5
                   + d6 * 2 - (d6 > 4)::int * 9 + d7 + d8 * 2 - (d8 > 4)::int * 9 + d9 + d10 * 2 - (d10 > 4)::int * 9 + d11, 10), 10)
               WHEN 'viite' THEN serial::text || mod(10 - mod(
                   d0 * 7 + d1 * 3 + d2 + d3 * 7 + d4 * 3 + d5 + d6 * 7 + d7 * 3 + d8 + d9 * 7 + d10 * 3 + d11, 10), 10)
               -- RF is written as figures (R 27, F 15) with 00 behind the serial.
               ELSE 'RF' || lpad((98 - mod(serial * 1000000 + 271500, 97))::text, 2, '0') || serial
           END AS reference
    FROM digits
)
INSERT INTO invoice (
    id, entity_id, series_id, number, document_number, kind, payer_id, currency, basis, issued_on, due_on, net, vat, gross,
    rounding, total, reference, receivable_id, credits_id, language, channel, seller, buyer, hash, run_id
)
SELECT referenced.invoice_id, %(entity)s::bigint, %(series)s::bigint, referenced.number, referenced.document_number, referenced.kind,
       referenced.payer_id, referenced.currency, referenced.basis, %(issued_on)s::date,
       %(issued_on)s::date + referenced.terms_days, referenced.net, referenced.vat, referenced.gross, referenced.rounding,
       referenced.total, referenced.reference, referenced.receivable_id, referenced.credits_id, referenced.language, referenced.channel,
       %(seller)s::jsonb, referenced.buyer,
       sha256(convert_to(concat(
           referenced.invoice_id, '|', referenced.document_number, '|', referenced.kind, '|', referenced.payer_id, '|', referenced.currency,
           '|', %(issued_on)s::date, '|', %(issued_on)s::date + referenced.terms_days, '|', referenced.net, '|', referenced.vat, '|',
           referenced.rounding, '|', referenced.total, '|', referenced.reference, '|', referenced.receivable_id, '|', referenced.credits_id,
           '|', referenced.buyer
       ), 'UTF8') || %(seller_hash)s::bytea || hashed.lines_hash),
       %(run)s::bigint
FROM referenced
JOIN hashed ON hashed.ordinal = referenced.ordinal
