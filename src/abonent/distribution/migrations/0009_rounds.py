import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("customers", "0008_what_there_is"),
        ("distribution", "0008_carriers_pay"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="FrozenBook",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "list_id", "route_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("content", models.JSONField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="distribution.carrier",
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="books",
                                to="distribution.frozenlist",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.route"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_book",
                        "indexes": [models.Index(fields=["carrier", "list"], name="frozen_book_of_carrier")],
                    },
                ),
                migrations.CreateModel(
                    name="RoundLink",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("expires_on", models.DateField(help_text="from this day on it opens nothing")),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("revoked_at", models.DateTimeField(null=True)),
                        (
                            "carrier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="round_links", to="distribution.carrier"
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "round_link",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at", None)), fields=("carrier",), name="round_link_one_open"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RoundReport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(unique=True)),
                        ("on_day", models.DateField()),
                        (
                            "said",
                            models.CharField(
                                choices=[
                                    ("done", "The round is done"),
                                    ("closed", "The door cannot be reached"),
                                    ("code", "The door code is wrong"),
                                    ("missing", "Copies are missing"),
                                    ("over", "Copies are left over"),
                                ],
                                max_length=7,
                            ),
                        ),
                        ("copies", models.PositiveSmallIntegerField(null=True)),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        ("taken_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("settled_at", models.DateTimeField(null=True)),
                        (
                            "carrier",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.carrier"),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.place",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.route"),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "round_report",
                        "indexes": [models.Index(fields=["on_day"], name="round_report_by_day")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("said__in", ["done", "closed", "code", "missing", "over"])),
                                name="round_report_says_something_known",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
