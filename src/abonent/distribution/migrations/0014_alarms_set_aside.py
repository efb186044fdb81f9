"""That the alarm of a route was looked at and is right."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0013_consignments"),
        ("editions", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AlarmSetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "delivery_method",
                    models.CharField(
                        choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                    ),
                ),
                ("copies", models.PositiveIntegerField()),
                ("said_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "issue",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="alarms_set_aside", to="editions.issue"),
                ),
                (
                    "route",
                    models.ForeignKey(
                        help_text="empty: the doors that no route has",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="distribution.route",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "alarm_set_aside",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("issue", "delivery_method", "route", "copies"),
                        name="alarm_set_aside_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
