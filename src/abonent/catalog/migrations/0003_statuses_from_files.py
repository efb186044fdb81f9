"""Statuses with products from files: their rows between reading and promotion, and which product and status a row means."""

from django.db import migrations, models

# The words that a product goes by, folded: its code, and its name in each language.
PRODUCTS = """
CREATE VIEW product_word AS
SELECT word.said, product.entity_id, product.id AS product_id, bool_or(word.is_code) AS is_code
FROM product
CROSS JOIN LATERAL (
    SELECT fold_text(product.code) AS said, true AS is_code
    UNION ALL
    SELECT fold_text(name.value), false FROM jsonb_each_text(product.name) AS name WHERE name.value <> ''
) AS word
GROUP BY word.said, product.entity_id, product.id
"""

STATUSES = """
CREATE VIEW product_status_word AS
SELECT fold_text(name.value) AS said, min(product_status.id) AS status_id
FROM product_status
CROSS JOIN LATERAL jsonb_each_text(product_status.name) AS name
WHERE NOT product_status.retired AND name.value <> ''
GROUP BY fold_text(name.value)
"""

# Whose status a row of a file is, with which product, and which row it is here. A code counts before a name. Who brings a file names the
# products of the companies that he works for; a file that nobody brings, those of all.
KNOWN = """
CREATE VIEW known_customer_product AS
SELECT
    staged.batch_id, staged.line, whose.customer_id, CASE meant.how_many WHEN 1 THEN meant.product_id END AS product_id,
    coalesce(meant.how_many, 0) AS how_many, said.id AS customer_product_id
FROM staged_customer_product AS staged
JOIN import_batch ON import_batch.id = staged.batch_id
LEFT JOIN keyed_customer AS whose
    ON whose.source = coalesce(nullif(staged.customer_source, ''), import_batch.source) AND whose.key = staged.customer_key
LEFT JOIN (
    SELECT
        staged.batch_id, staged.line,
        coalesce(min(word.product_id) FILTER (WHERE word.is_code), min(word.product_id)) AS product_id,
        coalesce(nullif(count(*) FILTER (WHERE word.is_code), 0), count(*)) AS how_many
    FROM staged_customer_product AS staged
    JOIN import_batch ON import_batch.id = staged.batch_id
    JOIN product_word AS word ON word.said = fold_text(staged.product)
    JOIN legal_entity ON legal_entity.id = word.entity_id
    WHERE (staged.company = '' OR fold_text(staged.company) IN (fold_text(legal_entity.code), fold_text(legal_entity.name)))
      AND (import_batch.created_by_id IS NULL OR EXISTS (
          SELECT 1
          FROM staff_entity
          WHERE staff_entity.staff_user_id = import_batch.created_by_id AND staff_entity.entity_id = word.entity_id
      ))
    GROUP BY staged.batch_id, staged.line
) AS meant ON meant.batch_id = staged.batch_id AND meant.line = staged.line
LEFT JOIN LATERAL (
    SELECT customer_product.id
    FROM customer AS record
    JOIN customer_product ON customer_product.customer_id = record.id
    WHERE record.canonical_id = whose.customer_id AND meant.how_many = 1 AND customer_product.product_id = meant.product_id
    ORDER BY (record.id = record.canonical_id) DESC, customer_product.since DESC, customer_product.id
    LIMIT 1
) AS said ON true
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0002_discounts"),
        ("customers", "0006_contact_persons_from_files"),
        ("imports", "0001_initial"),
        ("access", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedCustomerProduct",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("customer_source", models.TextField()),
                ("customer_key", models.TextField(db_collation="C")),
                ("product", models.TextField()),
                ("company", models.TextField()),
                ("status", models.TextField()),
                ("since", models.TextField()),
                ("seller", models.TextField()),
                ("source", models.TextField()),
                ("note", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("product_id", models.BigIntegerField(null=True)),
                ("customer_product_id", models.BigIntegerField(null=True)),
                ("status_id", models.BigIntegerField(null=True)),
                ("seller_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={
                "db_table": "staged_customer_product",
            },
        ),
        migrations.RunSQL("ALTER TABLE staged_customer_product SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL(PRODUCTS, "DROP VIEW product_word"),
        migrations.RunSQL(STATUSES, "DROP VIEW product_status_word"),
        migrations.RunSQL(KNOWN, "DROP VIEW known_customer_product"),
    ]
