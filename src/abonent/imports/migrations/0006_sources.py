"""Databases of other systems to load from, and what they no longer have."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0005_undoing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="vanished_count",
            field=models.BigIntegerField(default=0, help_text="rows that the source had before and no longer has"),
        ),
        migrations.CreateModel(
            name="ImportSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("kind", models.CharField(max_length=30)),
                ("address", models.TextField()),
                ("query", models.TextField()),
                ("defaults", models.JSONField(default=dict, help_text="values for fields that the answer does not have")),
                ("most_rows", models.PositiveIntegerField(default=200000)),
                (
                    "when_vanished",
                    models.CharField(
                        choices=[("nothing", "List them, and do nothing"), ("mark", "Mark them until they come back")],
                        default="nothing",
                        max_length=8,
                    ),
                ),
                ("at", models.TimeField(blank=True, null=True)),
                ("weekdays", models.PositiveSmallIntegerField(default=127)),
                ("zone", models.CharField(default="Europe/Stockholm", max_length=40)),
                ("most_changes", models.PositiveIntegerField(blank=True, null=True)),
                ("loaded_on", models.DateField(help_text="the latest day that a load by schedule has begun for", null=True)),
                ("failure", models.JSONField(help_text="why the latest load failed: a refusal's code and parameters", null=True)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "import_source",
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="importbatch",
            name="loaded_from",
            field=models.ForeignKey(
                help_text="empty: a person's file",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="batches",
                to="imports.importsource",
            ),
        ),
        migrations.CreateModel(
            name="VanishedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("since_on", models.DateField()),
                (
                    "source",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="vanished_rows", to="imports.importsource"
                    ),
                ),
            ],
            options={
                "db_table": "vanished_row",
            },
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="import_source_weekdays_are_bits"
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("when_vanished__in", ["nothing", "mark"])), name="import_source_when_vanished_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="vanishedrow",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="vanished_row_once"),
        ),
    ]
