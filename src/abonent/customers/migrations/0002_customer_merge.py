"""Two records of one customer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0001_initial"),
        ("runs", "0005_standstill"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CustomerMerge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choices", models.JSONField(default=dict)),
                ("merged_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("undone_at", models.DateTimeField(null=True)),
                ("kept", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="customers.customer")),
                (
                    "merged",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="customers.customer"),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        help_text="empty: the system",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        help_text="empty: a person merged the two",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="runs.run",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "customer_merge",
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("undone_at", None)), fields=("merged",), name="customer_merged_once"),
                    models.CheckConstraint(condition=models.Q(("kept", models.F("merged")), _negated=True), name="customer_merge_of_two"),
                ],
            },
        ),
    ]
