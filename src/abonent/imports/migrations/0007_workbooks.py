"""Workbooks that come back, and what they and the register both say otherwise."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0006_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="importbatch",
            name="conflict_count",
            field=models.BigIntegerField(default=0, help_text="rows that were changed here as well since the workbook was given out"),
        ),
        migrations.CreateModel(
            name="ImportConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.IntegerField()),
                ("field", models.CharField(max_length=40)),
                ("before", models.JSONField()),
                ("mine", models.JSONField()),
                ("theirs", models.JSONField()),
                (
                    "choice",
                    models.CharField(blank=True, choices=[("mine", "As in the workbook"), ("theirs", "As it is here")], max_length=6),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="imports.importbatch"
                    ),
                ),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "import_conflict",
                "constraints": [models.UniqueConstraint(fields=("batch", "line", "field"), name="import_conflict_once")],
            },
        ),
    ]
