"""Who is to be told of a new price, by when, and the files for it."""

import django.db.models.deletion
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_what_there_is"),
        ("kit", "0003_stored_file"),
        ("subscriptions", "0038_fewer_seats"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(choices=[("letter", "Letter"), ("email", "E-mail")], max_length=6)),
                ("price_before", models.DecimalField(decimal_places=6, max_digits=18)),
                ("price_then", models.DecimalField(decimal_places=6, max_digits=18)),
                ("currency", models.CharField(max_length=3)),
                ("from_on", models.DateField(help_text="the first day of the first term at the new price")),
                ("latest_on", models.DateField()),
                ("run_id", models.BigIntegerField(help_text="the price change that it is of")),
                ("written_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("told_on", models.DateField(blank=True, null=True)),
                ("told_at", models.DateTimeField(blank=True, help_text="when that was noted", null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="price_notices",
                        to="subscriptions.subscription",
                    ),
                ),
            ],
            options={
                "db_table": "price_notice",
                "indexes": [models.Index(fields=["subscription"], name="price_notice_of_subscription")],
                "constraints": [
                    models.UniqueConstraint(fields=("run_id", "subscription"), name="price_notice_once"),
                    models.CheckConstraint(condition=models.Q(("channel__in", ["letter", "email"])), name="price_notice_channel_known"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("told_at", None), ("told_on", None)),
                            models.Q(("told_at__isnull", False), ("told_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="price_notice_told",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceNoticeFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run_id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "Letters for the printer"),
                            ("address", "Addresses of the letters"),
                            ("email", "E-mails for your mail program"),
                        ],
                        max_length=7,
                    ),
                ),
                ("notices", models.IntegerField()),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "stored_file",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"),
                ),
            ],
            options={
                "db_table": "price_notice_file",
                "constraints": [models.UniqueConstraint(fields=("run_id", "kind"), name="price_notice_file_once")],
            },
        ),
    ]
