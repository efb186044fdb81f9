"""Orders from files: their rows between reading and promotion, and what a row means."""

from django.db import migrations, models

# Who gets what by a row of a file, by which price, through which agent, and which order it is if it is known. A code counts before a
# name. Whoever brings a file names the products of the companies that he works for. A price is one that anybody can order by: of a fixed
# term of so many months, of the version of the list that is in force on the first day. A row without an agent has that of the file.
KNOWN = """
CREATE VIEW known_order AS
SELECT
    staged.batch_id, staged.line, whose.customer_id, coalesce(meant.how_many, 0) AS products, meant.product_id,
    coalesce(offered.how_many, 0) AS offers, offered.price_id, agent.id AS agent_id, known.id AS subscription_id
FROM staged_order AS staged
JOIN import_batch ON import_batch.id = staged.batch_id
LEFT JOIN keyed_customer AS whose
    ON whose.source = coalesce(nullif(staged.customer_source, ''), import_batch.source) AND whose.key = staged.customer_key
LEFT JOIN LATERAL (
    SELECT
        coalesce(min(word.product_id) FILTER (WHERE word.is_code), min(word.product_id)) AS product_id,
        coalesce(nullif(count(*) FILTER (WHERE word.is_code), 0), count(*)) AS how_many
    FROM product_word AS word
    JOIN product ON product.id = word.product_id AND product.kind IN ('subscription', 'service')
    JOIN legal_entity ON legal_entity.id = word.entity_id
    WHERE word.said = fold_text(staged.product)
      AND (staged.company = '' OR fold_text(staged.company) IN (fold_text(legal_entity.code), fold_text(legal_entity.name)))
      AND (import_batch.created_by_id IS NULL OR EXISTS (
          SELECT 1
          FROM staff_entity
          WHERE staff_entity.staff_user_id = import_batch.created_by_id AND staff_entity.entity_id = word.entity_id
      ))
) AS meant ON meant.how_many = 1
LEFT JOIN LATERAL (
    SELECT min(price.id) AS price_id, count(*) AS how_many
    FROM price_list
    JOIN LATERAL (
        SELECT price_list_version.id
        FROM price_list_version
        WHERE price_list_version.price_list_id = price_list.id
          AND price_list_version.approved_at IS NOT NULL
          AND price_list_version.valid_from <= nullif(staged.starts_on, '')::date
        ORDER BY price_list_version.valid_from DESC
        LIMIT 1
    ) AS version ON true
    JOIN price ON price.version_id = version.id
    JOIN product ON product.id = price.product_id
    WHERE (product.withdrawn_on IS NULL OR product.withdrawn_on > nullif(staged.starts_on, '')::date)
      AND (staged.price_list = '' OR fold_text(staged.price_list) = fold_text(price_list.code))
      AND price.product_id = meant.product_id
      AND price.term_kind = 'fixed'
      AND price.term_unit = 'month'
      AND price.term_length = nullif(staged.months, '')::integer
      AND price.customer_id IS NULL
      AND price.price_group_id IS NULL
      AND price.quantity_from = 1
      AND price.weekdays IS NULL
) AS offered ON true
LEFT JOIN customer AS mediator ON mediator.number::text = coalesce(nullif(staged.agent, ''), staged.default_agent)
LEFT JOIN agent ON agent.customer_id = mediator.canonical_id AND NOT agent.retired
LEFT JOIN LATERAL (
    SELECT subscription.id
    FROM customer AS record
    JOIN subscription ON subscription.subscriber_id = record.id
    LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
    WHERE record.canonical_id = whose.customer_id
      AND subscription.product_id = meant.product_id
      AND subscription.started_on = nullif(staged.starts_on, '')::date
      -- One that was taken back before its first day never was.
      AND (cancellation.id IS NULL OR cancellation.from_on > subscription.started_on)
    ORDER BY subscription.id
    LIMIT 1
) AS known ON true
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("catalog", "0003_statuses_from_files"),
        ("imports", "0001_initial"),
        ("subscriptions", "0035_retention_discounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedOrder",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("customer_source", models.TextField()),
                ("customer_key", models.TextField(db_collation="C")),
                ("product", models.TextField()),
                ("company", models.TextField()),
                ("price_list", models.TextField()),
                ("months", models.TextField()),
                ("starts_on", models.TextField()),
                ("copies", models.TextField()),
                ("reference", models.TextField()),
                ("agent", models.TextField()),
                ("default_agent", models.TextField()),
                ("delivery", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("price_id", models.BigIntegerField(null=True)),
                ("agent_id", models.BigIntegerField(null=True)),
                ("subscription_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={
                "db_table": "staged_order",
            },
        ),
        migrations.RunSQL("ALTER TABLE staged_order SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL(KNOWN, "DROP VIEW known_order"),
    ]
