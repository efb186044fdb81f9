"""What an import did to each row, so that it can be undone, and that it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0004_faulty_row"),
        ("kit", "0003_stored_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportedRow",
            fields=[
                ("pk", models.CompositePrimaryKey("batch", "subject_id", blank=True, editable=False, primary_key=True, serialize=False)),
                (
                    "batch",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_rows",
                        to="imports.importbatch",
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("is_new", models.BooleanField()),
                ("before", models.JSONField(null=True)),
                ("kept", models.JSONField(null=True)),
            ],
            options={
                "db_table": "imported_row",
            },
        ),
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="import_batch_state_known",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="kept_count",
            field=models.BigIntegerField(default=0, help_text="rows that were used before the undoing, and stay"),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="undone_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("uploaded", "Uploaded"),
                    ("checking", "Checking"),
                    ("checked", "Checked"),
                    ("committing", "Committing"),
                    ("committed", "Committed"),
                    ("refused", "Refused"),
                    ("undoing", "Being undone"),
                    ("undone", "Undone"),
                ],
                default="uploaded",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["uploaded", "checking", "checked", "committing", "committed", "refused", "undoing", "undone"])
                ),
                name="import_batch_state_known",
            ),
        ),
    ]
