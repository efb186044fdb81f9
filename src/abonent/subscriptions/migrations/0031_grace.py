"""Renewal where the customer asks, the grace before it, and who may read in grace."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models

# Where nobody has cancelled and terms are renewed only when the customer asks, the days after the latest term. Its issues are those of the
# product's leading edition on the weekdays of the subscription; with too few of them in the calendar nobody knows yet when they end.
GRACE = """
CREATE VIEW grace AS
SELECT
    subscription_expiry.subscription_id, subscription.product_id, subscription_expiry.expires_on AS begins_on,
    CASE
        WHEN papers.known IS NULL OR papers.known = 0 AND product.grace_issues = 0 THEN subscription_expiry.expires_on
        WHEN papers.known >= product.grace_issues THEN papers.latest_on + 1
    END AS papers_until,
    subscription_expiry.expires_on + product.grace_days::integer AS reads_until,
    (coalesce(papers.known, 0) * subscription.copies)::integer AS copies
FROM subscription_expiry
JOIN subscription ON subscription.id = subscription_expiry.subscription_id
JOIN product ON product.id = subscription.product_id
LEFT JOIN LATERAL (
    SELECT count(*) AS known, max(coming.published_on) AS latest_on
    FROM (
        SELECT issue.published_on
        FROM issue
        WHERE issue.edition_id = (
            SELECT product_component.edition_id
            FROM product_component
            WHERE product_component.product_id = product.id AND product_component.edition_id IS NOT NULL
            ORDER BY product_component.ordinal
            LIMIT 1
        )
          AND issue.published_on >= subscription_expiry.expires_on
          AND 1 << (extract(isodow FROM issue.published_on)::integer - 1) & subscription.weekdays <> 0
        ORDER BY issue.published_on
        LIMIT product.grace_issues
    ) AS coming
) AS papers ON subscription.delivery_method <> 'none'
WHERE product.renews = 'asked'
  AND subscription.term_kind = 'fixed'
  AND subscription_expiry.term_ordinal > 0
  AND NOT EXISTS (
      SELECT FROM cancellation WHERE cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
  )
"""

# A term is read on its days and grace after it, but for those of pauses in which nothing goes on.
DUE = """
CREATE OR REPLACE VIEW entitlement_due AS
SELECT
    sold.subscription_id, reader.source, reader.customer_id, reader.network, sold.product_id, readable_product.edition_id,
    sold.during * reader.during AS during
FROM (
    SELECT bought.subscription_id, bought.product_id, unnest(bought.days - coalesce(resting.days, '{}')) AS during
    FROM (
        SELECT granted.subscription_id, granted.product_id, range_agg(granted.during) AS days
        FROM (
            SELECT term.subscription_id, term.product_id, term.during
            FROM term
            UNION ALL
            SELECT grace.subscription_id, grace.product_id, daterange(grace.begins_on, grace.reads_until)
            FROM grace
        ) AS granted
        WHERE NOT isempty(granted.during)
          AND granted.product_id IN (SELECT readable_product.product_id FROM readable_product)
        GROUP BY granted.subscription_id, granted.product_id
    ) AS bought
    LEFT JOIN LATERAL (
        SELECT range_agg(pause.during) AS days
        FROM pause
        WHERE pause.subscription_id = bought.subscription_id AND pause.withdrawn_at IS NULL AND NOT pause.digital_goes_on
    ) AS resting ON true
) AS sold
JOIN readable_product ON readable_product.product_id = sold.product_id
JOIN (
    SELECT
        subscription.id AS subscription_id, 'subscriber' AS source, subscription.subscriber_id AS customer_id, NULL::cidr AS network,
        daterange(NULL, NULL) AS during
    FROM subscription
    UNION ALL
    SELECT seat.subscription_id, 'member', seat.customer_id, NULL, seat.during
    FROM seat
    WHERE seat.withdrawn_at IS NULL
    UNION ALL
    SELECT reading_network.subscription_id, 'network', NULL, reading_network.network, reading_network.during
    FROM reading_network
    WHERE reading_network.withdrawn_at IS NULL
) AS reader ON reader.subscription_id = sold.subscription_id AND reader.during && sold.during
"""

DUE_BEFORE = """
CREATE OR REPLACE VIEW entitlement_due AS
SELECT
    sold.subscription_id, reader.source, reader.customer_id, reader.network, sold.product_id, readable_product.edition_id,
    sold.during * reader.during AS during
FROM (
    SELECT bought.subscription_id, bought.product_id, unnest(bought.days - coalesce(resting.days, '{}')) AS during
    FROM (
        SELECT term.subscription_id, term.product_id, range_agg(term.during) AS days
        FROM term
        WHERE NOT isempty(term.during)
          AND term.product_id IN (SELECT readable_product.product_id FROM readable_product)
        GROUP BY term.subscription_id, term.product_id
    ) AS bought
    LEFT JOIN LATERAL (
        SELECT range_agg(pause.during) AS days
        FROM pause
        WHERE pause.subscription_id = bought.subscription_id AND pause.withdrawn_at IS NULL AND NOT pause.digital_goes_on
    ) AS resting ON true
) AS sold
JOIN readable_product ON readable_product.product_id = sold.product_id
JOIN (
    SELECT
        subscription.id AS subscription_id, 'subscriber' AS source, subscription.subscriber_id AS customer_id, NULL::cidr AS network,
        daterange(NULL, NULL) AS during
    FROM subscription
    UNION ALL
    SELECT seat.subscription_id, 'member', seat.customer_id, NULL, seat.during
    FROM seat
    WHERE seat.withdrawn_at IS NULL
    UNION ALL
    SELECT reading_network.subscription_id, 'network', NULL, reading_network.network, reading_network.during
    FROM reading_network
    WHERE reading_network.withdrawn_at IS NULL
) AS reader ON reader.subscription_id = sold.subscription_id AND reader.during && sold.during
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_grace"),
        ("editions", "0001_initial"),
        ("subscriptions", "0030_entitlements"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Grace",
            fields=[
                (
                    "subscription",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="grace",
                        serialize=False,
                        to="subscriptions.subscription",
                    ),
                ),
                ("begins_on", models.DateField()),
                ("papers_until", models.DateField(null=True)),
                ("reads_until", models.DateField()),
                ("copies", models.IntegerField()),
            ],
            options={
                "db_table": "grace",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RenewalRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term_ordinal", models.PositiveIntegerField()),
                ("asked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal_requests",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "renewal_request",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("subscription", "term_ordinal"),
                        name="renewal_request_once_a_term",
                    )
                ],
            },
        ),
        migrations.RunSQL(GRACE, "DROP VIEW grace"),
        migrations.RunSQL(DUE, DUE_BEFORE),
    ]
