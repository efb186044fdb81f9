-- Take out of refunds whom they paid and where to; the amount and the order stay.
-- Reads   nothing else
-- Writes  refund
-- Again   safe: a payee is taken once
UPDATE refund
SET payee = '', account_number = '', street = '', postal_code = '', town = ''
WHERE refund.customer_id = ANY(%(people)s::bigint[])
  AND (refund.payee, refund.account_number, refund.street, refund.postal_code, refund.town) IS DISTINCT FROM ('', '', '', '', '')
