-- Plan a letter for each account of a company that stood at so much or more after a day (owed, or in the customer's favour): by e-mail to who gets
-- his invoices so and has an address that works, else on paper. Who cannot be reached by post either comes last, with that finding.
-- Reads   receivable, payment, customer, contact_point, address, a sequence
-- Writes  account_letter_plan, one row per account
-- Again   safe: a run that has a plan is left alone
WITH moved AS (
    SELECT customer.canonical_id AS customer_id, receivable.currency, receivable.amount
    FROM receivable
    JOIN customer ON customer.id = receivable.customer_id
    WHERE receivable.entity_id = %(entity)s::bigint
      AND receivable.opened_on <= %(as_of)s::date
    UNION ALL
    SELECT customer.canonical_id, payment.currency, -payment.amount
    FROM payment
    JOIN customer ON customer.id = payment.customer_id
    WHERE payment.entity_id = %(entity)s::bigint
      AND payment.received_on <= %(as_of)s::date
), account AS (
    SELECT moved.customer_id, moved.currency, sum(moved.amount) AS balance
    FROM moved
    GROUP BY moved.customer_id, moved.currency
    HAVING abs(sum(moved.amount)) >= %(least)s::numeric
), reached AS (
    SELECT account.customer_id, account.currency, account.balance, customer.number,
           customer.invoice_channel = 'email' AND EXISTS (
               SELECT FROM contact_point
               WHERE contact_point.customer_id = customer.id AND contact_point.kind = 'email' AND contact_point.valid
           ) AS by_email,
           EXISTS (
               SELECT FROM address
               WHERE address.customer_id = customer.id
                 AND address.kind IN ('billing', 'delivery')
                 AND address.during @> %(today)s::date
           ) AS has_address
    FROM account
    JOIN customer ON customer.id = account.customer_id
), found AS (
    SELECT reached.*, CASE WHEN reached.by_email OR reached.has_address THEN '' ELSE 'no_address' END AS finding
    FROM reached
)
INSERT INTO account_letter_plan (run_id, ordinal, letter_id, customer_id, currency, balance, channel, finding, held)
SELECT %(run)s::bigint, row_number() OVER (ORDER BY found.finding, found.number, found.currency), nextval('account_letter_id_seq'),
       found.customer_id, found.currency, found.balance, CASE WHEN found.by_email THEN 'email' ELSE 'paper' END, found.finding, false
FROM found
WHERE NOT EXISTS (SELECT FROM account_letter_plan WHERE account_letter_plan.run_id = %(run)s::bigint)
