"""Batches, their faults, and remembered mappings."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("source", models.CharField(max_length=40)),
                ("layout", models.JSONField(default=dict)),
                ("mapping", models.JSONField(default=dict)),
                ("defaults", models.JSONField(default=dict, help_text="values for fields that the file does not have")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Uploaded"),
                            ("checking", "Checking"),
                            ("checked", "Checked"),
                            ("committing", "Committing"),
                            ("committed", "Committed"),
                            ("refused", "Refused"),
                        ],
                        default="uploaded",
                        max_length=12,
                    ),
                ),
                ("failure", models.JSONField(null=True)),
                ("row_count", models.BigIntegerField(default=0)),
                ("new_count", models.BigIntegerField(default=0)),
                ("changed_count", models.BigIntegerField(default=0)),
                ("same_count", models.BigIntegerField(default=0)),
                ("error_count", models.BigIntegerField(default=0, help_text="rows with at least one fault")),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("committed_at", models.DateTimeField(null=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        help_text="empty: a command",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="import_batches",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "error_file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"),
                ),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile")),
            ],
            options={
                "db_table": "import_batch",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ImportFault",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.IntegerField(help_text="row number as a spreadsheet shows it; the header is row 1")),
                ("field", models.CharField(blank=True, max_length=40)),
                ("code", models.CharField(max_length=60)),
                ("parameters", models.JSONField(default=dict)),
                (
                    "batch",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="faults", to="imports.importbatch"
                    ),
                ),
            ],
            options={
                "db_table": "import_fault",
            },
        ),
        migrations.CreateModel(
            name="RememberedMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("headers_hash", models.CharField(max_length=64)),
                ("mapping", models.JSONField()),
                ("used_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
            ],
            options={
                "db_table": "remembered_mapping",
                "constraints": [models.UniqueConstraint(fields=("kind", "headers_hash"), name="remembered_mapping_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["uploaded", "checking", "checked", "committing", "committed", "refused"])),
                name="import_batch_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importfault",
            constraint=models.UniqueConstraint(fields=("batch", "line", "field", "code"), name="import_fault_once"),
        ),
    ]
