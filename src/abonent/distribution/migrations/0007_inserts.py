import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0006_settlement"),
        ("editions", "0001_initial"),
        ("stock", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Insert",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                (
                    "goes_with",
                    models.CharField(
                        choices=[("all", "All copies"), ("routes", "Some routes"), ("postal_codes", "Some postal codes")],
                        default="all",
                        max_length=12,
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        default=list,
                        help_text="numbers of routes, or how postal codes begin",
                        size=None,
                    ),
                ),
                ("said_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="inserts", to="editions.issue")),
                ("item", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.stockitem")),
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
                "db_table": "issue_insert",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("goes_with", "all"), ("places", [])),
                            models.Q(("goes_with__in", ["routes", "postal_codes"]), ("places__len__gte", 1)),
                            _connector="OR",
                        ),
                        name="issue_insert_goes_with_something",
                    )
                ],
            },
        ),
    ]
