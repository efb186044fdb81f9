"""Folders that other systems put files into, and files that are not brought in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0008_source_rule"),
        ("kit", "0003_stored_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DroppedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("changed_ns", models.BigIntegerField()),
                ("seen_at", models.DateTimeField()),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("failure", models.JSONField(help_text="why it was not read: a refusal's code and parameters", null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("moved_to", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "dropped_file",
                "ordering": ["-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="import_batch_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="importsource",
            name="import_source_weekdays_are_bits",
        ),
        migrations.RemoveConstraint(
            model_name="importsource",
            name="import_source_when_vanished_known",
        ),
        migrations.AddField(
            model_name="importsource",
            name="folder",
            field=models.CharField(blank=True, help_text="a folder in the folder of files that are handed in", max_length=40),
        ),
        migrations.AddField(
            model_name="importsource",
            name="most_errors",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="importsource",
            name="way",
            field=models.CharField(choices=[("database", "Database"), ("folder", "Folder")], default="database", max_length=8),
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
                    ("left", "Not brought in"),
                ],
                default="uploaded",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="importsource",
            name="address",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="importsource",
            name="query",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="importsource",
            name="when_vanished",
            field=models.CharField(
                choices=[
                    ("nothing", "List them, and do nothing"),
                    ("mark", "Mark them until they come back"),
                    ("partial", "Nothing: what comes is only a part of the rows"),
                ],
                default="nothing",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["uploaded", "checking", "checked", "committing", "committed", "refused", "undoing", "undone", "left"])
                ),
                name="import_batch_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__gte", 0), ("weekdays__lte", 127)), name="import_source_weekdays_are_bits"
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(("when_vanished__in", ["nothing", "mark", "partial"])), name="import_source_when_vanished_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("folder", ""), ("way", "database")),
                    models.Q(("way", "folder"), models.Q(("folder", ""), _negated=True)),
                    _connector="OR",
                ),
                name="import_source_way_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.UniqueConstraint(
                condition=models.Q(("folder", ""), _negated=True), fields=("folder",), name="import_source_folder_once"
            ),
        ),
        migrations.AddField(
            model_name="droppedfile",
            name="batch",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="dropped_files", to="imports.importbatch"
            ),
        ),
        migrations.AddField(
            model_name="droppedfile",
            name="source",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="dropped_files", to="imports.importsource"
            ),
        ),
        migrations.AddIndex(
            model_name="droppedfile",
            index=models.Index(fields=["source", "sha256"], name="dropped_file_by_content"),
        ),
        migrations.AddConstraint(
            model_name="droppedfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("moved_to", "")), fields=("source", "name"), name="dropped_file_waits_once"
            ),
        ),
    ]
