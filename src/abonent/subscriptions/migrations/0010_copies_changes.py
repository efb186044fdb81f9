"""Other numbers of copies from a day on, and what they make of the terms that are sold."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("charges", "0002_components_sum_to_the_charge"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("subscriptions", "0009_credit_exceptions"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="CopiesChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("from_on", models.DateField()),
                        ("copies", models.PositiveIntegerField()),
                        ("copies_before", models.PositiveIntegerField()),
                        ("changed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "changed_by",
                            models.ForeignKey(
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
                                related_name="copies_changes",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "copies_change",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["subscription"], name="copies_change_of_subscription")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("subscription", "from_on"),
                                name="copies_change_once_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("copies__gte", 1), ("copies_before__gte", 1)), name="copies_change_of_copies"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CopiesSettlement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("price", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        (
                            "sold",
                            models.PositiveIntegerField(
                                default=0, help_text="issues of the term as it was sold; days where it brings none"
                            ),
                        ),
                        ("issues", models.PositiveIntegerField(default=0, help_text="those that come with the new number")),
                        ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                        (
                            "change",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="settlements",
                                to="subscriptions.copieschange",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies_settlements",
                                to="subscriptions.term",
                            ),
                        ),
                        (
                            "trace",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="charges.pricetrace",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "copies_settlement",
                        "constraints": [models.UniqueConstraint(fields=("change", "term"), name="copies_settlement_once")],
                    },
                ),
            ]
        ),
    ]
