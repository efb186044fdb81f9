"""Why orders were taken above the credit limit of their payer."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("subscriptions", "0008_renewal_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CreditException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("credit_limit", models.DecimalField(decimal_places=2, max_digits=14)),
                ("used", models.DecimalField(decimal_places=2, max_digits=14)),
                ("adds", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(max_length=200)),
                ("allowed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "allowed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subscription",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="credit_exception", to="subscriptions.subscription"
                    ),
                ),
            ],
            options={
                "db_table": "credit_exception",
            },
        ),
    ]
