"""Contact persons from files: their keys, their rows between reading and promotion, and who is known by which key or name."""

import django.db.models.deletion
from django.db import migrations, models

# By which keys customers are known, those of merged records those of whom they were merged into.
KEYED = """
CREATE VIEW keyed_customer AS
SELECT customer_key.source, customer_key.key, record.canonical_id AS customer_id
FROM customer_key
JOIN customer AS record ON record.id = customer_key.customer_id
"""

# Whom a row of a file is about: by the key of its source, else by his name at the customer, where only one is called so. `sign` is the
# same for two rows that are about the same person.
KNOWN = """
CREATE VIEW known_contact_person AS
SELECT
    staged.batch_id, staged.line, whose.customer_id, coalesce(by_key.id, by_name.id) AS contact_person_id, by_key.customer_id AS speaks_for,
    CASE
        WHEN coalesce(by_key.id, by_name.id) IS NOT NULL THEN 'known ' || coalesce(by_key.id, by_name.id)
        WHEN staged.key <> '' THEN 'key ' || staged.key
        WHEN whose.customer_id IS NOT NULL AND staged.called <> '' THEN whose.customer_id || ' ' || fold_text(staged.called)
    END AS sign
FROM staged_contact_person AS staged
JOIN import_batch ON import_batch.id = staged.batch_id
LEFT JOIN keyed_customer AS whose
    ON whose.source = coalesce(nullif(staged.customer_source, ''), import_batch.source) AND whose.key = staged.customer_key
LEFT JOIN LATERAL (
    SELECT contact_person.id, customer.canonical_id AS customer_id
    FROM contact_person_key
    JOIN contact_person ON contact_person.id = contact_person_key.contact_person_id
    JOIN customer ON customer.id = contact_person.customer_id
    WHERE staged.key <> '' AND contact_person_key.source = import_batch.source AND contact_person_key.key = staged.key
) AS by_key ON true
LEFT JOIN LATERAL (
    SELECT min(contact_person.id) AS id
    FROM customer AS record
    JOIN contact_person ON contact_person.customer_id = record.id
    WHERE record.canonical_id = whose.customer_id
      AND fold_text(contact_person.name) = fold_text(staged.called)
      AND NOT (staged.key <> '' AND EXISTS (
          SELECT 1
          FROM contact_person_key
          WHERE contact_person_key.contact_person_id = contact_person.id AND contact_person_key.source = import_batch.source
      ))
    HAVING count(*) = 1
) AS by_name ON by_key.id IS NULL AND staged.called <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0005_erasure_plan"), ("imports", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="StagedContactPerson",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("customer_source", models.TextField()),
                ("customer_key", models.TextField(db_collation="C")),
                ("key", models.TextField(db_collation="C")),
                ("called", models.TextField()),
                ("given_name", models.TextField()),
                ("family_name", models.TextField()),
                ("position_type", models.TextField()),
                ("position", models.TextField()),
                ("language", models.TextField()),
                ("mobile", models.TextField()),
                ("mobile_normalised", models.TextField(db_collation="C")),
                ("phone", models.TextField()),
                ("phone_normalised", models.TextField(db_collation="C")),
                ("email", models.TextField()),
                ("email_normalised", models.TextField(db_collation="C")),
                ("preferred", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("contact_person_id", models.BigIntegerField(null=True)),
                ("position_type_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={
                "db_table": "staged_contact_person",
            },
        ),
        migrations.CreateModel(
            name="ContactPersonKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40)),
                ("key", models.CharField(db_collation="C", max_length=60)),
                (
                    "contact_person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="customers.contactperson"),
                ),
            ],
            options={
                "db_table": "contact_person_key",
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="contact_person_key_once")],
            },
        ),
        migrations.RunSQL("ALTER TABLE staged_contact_person SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL(KEYED, "DROP VIEW keyed_customer"),
        migrations.RunSQL(KNOWN, "DROP VIEW known_contact_person"),
    ]
