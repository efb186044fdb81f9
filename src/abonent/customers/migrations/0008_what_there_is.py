"""Beside what a customer is found by: whether there is an e-mail address, a telephone, an address of him. Lists ask it daily."""

from django.db import migrations, models

TOLD = """
WITH reached AS (
    SELECT customer.canonical_id AS customer_id,
        bool_or(contact_point.kind = 'email') AS has_email,
        bool_or(contact_point.kind = 'mobile') AS has_mobile,
        bool_or(contact_point.kind IN ('mobile', 'phone')) AS has_telephone
    FROM contact_point
    JOIN customer ON customer.id = contact_point.customer_id
    WHERE contact_point.contact_person_id IS NULL
    GROUP BY customer.canonical_id
),
living AS (
    SELECT DISTINCT customer.canonical_id AS customer_id
    FROM address
    JOIN customer ON customer.id = address.customer_id
    WHERE address.kind = 'delivery'
)
UPDATE customer_search
SET has_email = coalesce(reached.has_email, false),
    has_mobile = coalesce(reached.has_mobile, false),
    has_telephone = coalesce(reached.has_telephone, false),
    has_address = living.customer_id IS NOT NULL
FROM customer
LEFT JOIN reached ON reached.customer_id = customer.id
LEFT JOIN living ON living.customer_id = customer.id
WHERE customer_search.customer_id = customer.id
"""
WHAT = {"email": "", "mobile": "", "telephone": "a mobile or a fixed one", "address": "one to deliver to, now or at any time"}


class Migration(migrations.Migration):
    dependencies = [("customers", "0007_credit_limit")]

    operations = [
        *(
            migrations.AddField("customersearch", f"has_{what}", models.BooleanField(db_default=False, help_text=help_text))
            for what, help_text in WHAT.items()
        ),
        migrations.RunSQL(TOLD, migrations.RunSQL.noop),
        *(
            migrations.AddIndex(
                "customersearch",
                models.Index(fields=["customer"], condition=models.Q((f"has_{what}", False)), name=f"customer_without_{what}"),
            )
            for what in WHAT
        ),
    ]
