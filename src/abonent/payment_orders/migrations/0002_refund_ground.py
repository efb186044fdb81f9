"""The view of what a refund depends on: what stands to a customer's credit, and the account that it would be paid to.

Planning starts from it and the commit asks it again, so that the two cannot drift apart. What is to somebody's credit is all his money on
account and his credit notes, less what he owes. The account is the one entered last for him, else the IBAN that he paid from last.
"""

from django.db import migrations

REFUND_GROUND = """
CREATE VIEW refund_ground AS
SELECT credit.entity_id, credit.currency, credit.customer_id, credit.amount,
       coalesce(entered.scheme, CASE WHEN paid_from.number IS NOT NULL THEN 'iban' END) AS scheme,
       coalesce(entered.number, paid_from.number) AS account_number,
       CASE WHEN entered.number IS NOT NULL THEN 'register' WHEN paid_from.number IS NOT NULL THEN 'payment' END AS known_from
FROM (
    SELECT moved.entity_id, moved.currency, moved.customer_id, sum(moved.amount) AS amount
    FROM (
        SELECT payment.entity_id, payment.currency, customer.canonical_id AS customer_id, open_payment.open_amount AS amount
        FROM open_payment
        JOIN payment ON payment.id = open_payment.payment_id
        JOIN customer ON customer.id = payment.customer_id
        UNION ALL
        SELECT receivable.entity_id, receivable.currency, customer.canonical_id, -open_receivable.open_amount
        FROM open_receivable
        JOIN receivable ON receivable.id = open_receivable.receivable_id
        JOIN customer ON customer.id = receivable.customer_id
    ) AS moved
    GROUP BY moved.entity_id, moved.currency, moved.customer_id
    HAVING sum(moved.amount) > 0
) AS credit
LEFT JOIN LATERAL (
    SELECT customer_bank_account.scheme, customer_bank_account.number
    FROM customer
    JOIN customer_bank_account ON customer_bank_account.customer_id = customer.id
    WHERE customer.canonical_id = credit.customer_id
    ORDER BY customer_bank_account.id DESC
    LIMIT 1
) AS entered ON true
LEFT JOIN LATERAL (
    SELECT bank_line.counterpart_account AS number
    FROM customer
    JOIN payment ON payment.customer_id = customer.id AND payment.entity_id = credit.entity_id AND payment.amount > 0
    JOIN bank_line ON bank_line.id = payment.bank_line_id
    WHERE customer.canonical_id = credit.customer_id
      AND bank_line.counterpart_account ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'
      AND NOT EXISTS (SELECT FROM payment AS taken_back WHERE taken_back.returns_id = payment.id)
    ORDER BY payment.id DESC
    LIMIT 1
) AS paid_from ON entered.number IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("payment_orders", "0001_initial"), ("customers", "0008_what_there_is"), ("ledger", "0004_products_in_the_journal")]
    operations = [migrations.RunSQL(REFUND_GROUND, "DROP VIEW refund_ground")]
