"""Copies of issues that did not come, given back in money."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models

# What its issues share, and what was given back for single ones of them.
CHARGES_OF_TERMS = """
CREATE VIEW charge_of_term AS
SELECT term_charge.term_id, term_charge.charge_id, term_charge.source_kind
FROM term_charge
UNION ALL
SELECT issue_credit.term_id, charge.id, charge.source_kind
FROM issue_credit
JOIN charge ON charge.source_kind = 'issue_credit' AND charge.source_id = issue_credit.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0001_initial"),
        ("subscriptions", "0039_price_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ChargeOfTerm",
            fields=[
                ("charge_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("term_id", models.BigIntegerField()),
                ("source_kind", models.CharField(max_length=20)),
            ],
            options={
                "db_table": "charge_of_term",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="IssueCredit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("copies", models.PositiveIntegerField(help_text="those that are given back")),
                ("due_copies", models.PositiveIntegerField(help_text="those that were due")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.issue")),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue_credits",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="issue_credits",
                        to="subscriptions.term",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "issue_credit",
                "indexes": [models.Index(fields=["subscription"], name="issue_credit_of_subscription")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)), fields=("subscription", "issue"), name="issue_credit_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copies__gte", 1), ("copies__lte", models.F("due_copies"))), name="issue_credit_of_copies_due"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__gt", 0), ("withdrawn_at", None)),
                            models.Q(("amount", 0), ("withdrawn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="issue_credit_gives_while_it_stands",
                    ),
                ],
            },
        ),
        migrations.RunSQL(CHARGES_OF_TERMS, "DROP VIEW charge_of_term"),
    ]
