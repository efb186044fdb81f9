"""The table that says whose personal data is gone."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0006_history_before"),
    ]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "ground",
                    models.CharField(
                        choices=[("request", "The person asked for it"), ("lapse", "Not needed any more")], default="request", max_length=8
                    ),
                ),
                ("erased_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("kept_until", models.DateField(null=True)),
                (
                    "customer",
                    models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="customers.customer"),
                ),
                (
                    "erased_by",
                    models.ForeignKey(
                        help_text="empty: a schedule",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "erasure",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("ground__in", ["request", "lapse"])), name="erasure_ground_known")
                ],
            },
        ),
    ]
