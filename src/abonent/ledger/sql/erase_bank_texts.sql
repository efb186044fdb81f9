-- Take out of bank lines who paid and what he wrote; day and amount stay.
-- Reads   payment
-- Writes  bank_line
-- Again   safe: a text is taken once
UPDATE bank_line
SET reference = '',
    counterpart_name = '',
    counterpart_account = '',
    text = '',
    text_references = '{}',
    end_to_end_id = '',
    bank_reference = ''
WHERE bank_line.id IN (SELECT payment.bank_line_id FROM payment WHERE payment.customer_id = ANY(%(people)s::bigint[]))
  AND (bank_line.reference, bank_line.counterpart_name, bank_line.counterpart_account, bank_line.text, bank_line.end_to_end_id,
       bank_line.bank_reference)
      IS DISTINCT FROM ('', '', '', '', '', '')
