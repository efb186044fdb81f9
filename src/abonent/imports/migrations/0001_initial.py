import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="ImportBatch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=30)),
                        ("source", models.CharField(max_length=40)),
                        (
                            "loaded_from",
                            models.ForeignKey(
                                help_text="empty: a person's file",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="batches",
                                to="imports.importsource",
                            ),
                        ),
                        ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile")),
                        ("layout", models.JSONField(default=dict)),
                        ("mapping", models.JSONField(default=dict)),
                        ("sureness", models.JSONField(default=dict)),
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
                                    ("undoing", "Being undone"),
                                    ("undone", "Undone"),
                                    ("left", "Not brought in"),
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
                        (
                            "vanished_count",
                            models.BigIntegerField(default=0, help_text="rows that the source had before and no longer has"),
                        ),
                        (
                            "conflict_count",
                            models.BigIntegerField(
                                default=0, help_text="rows that were changed here as well since the workbook was given out"
                            ),
                        ),
                        (
                            "error_file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                            ),
                        ),
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
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "committed_by",
                            models.ForeignKey(
                                help_text="empty: a command",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("committed_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        ("kept_count", models.BigIntegerField(default=0, help_text="rows that were used before the undoing, and stay")),
                    ],
                    options={
                        "db_table": "import_batch",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "uploaded",
                                            "checking",
                                            "checked",
                                            "committing",
                                            "committed",
                                            "refused",
                                            "undoing",
                                            "undone",
                                            "left",
                                        ],
                                    )
                                ),
                                name="import_batch_state_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportedRow",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "batch", "subject_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
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
                migrations.CreateModel(
                    name="ImportSource",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=40, unique=True)),
                        (
                            "way",
                            models.CharField(
                                choices=[("database", "Database"), ("folder", "Folder"), ("address", "Address on the web")],
                                default="database",
                                max_length=8,
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("address", models.TextField(blank=True)),
                        ("query", models.TextField(blank=True)),
                        ("header", models.CharField(blank=True, default="Authorization", max_length=60)),
                        ("secret", models.TextField(blank=True, help_text="sealed: what the header says to an address on the web")),
                        (
                            "rows_at",
                            models.CharField(
                                blank=True, help_text="the names that lead to the list of rows in an answer, with dots", max_length=200
                            ),
                        ),
                        (
                            "next_at",
                            models.CharField(blank=True, help_text="the names that lead to the address of the next page", max_length=200),
                        ),
                        (
                            "folder",
                            models.CharField(blank=True, help_text="a folder in the folder of files that are handed in", max_length=40),
                        ),
                        ("defaults", models.JSONField(default=dict, help_text="values for fields that the answer does not have")),
                        ("most_rows", models.PositiveIntegerField(default=200000)),
                        (
                            "when_vanished",
                            models.CharField(
                                choices=[
                                    ("nothing", "List them, and do nothing"),
                                    ("mark", "Mark them until they come back"),
                                    ("partial", "Nothing: what comes is only a part of the rows"),
                                ],
                                default="nothing",
                                max_length=8,
                            ),
                        ),
                        ("at", models.TimeField(blank=True, null=True)),
                        ("weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("zone", models.CharField(default="Europe/Stockholm", max_length=40)),
                        ("most_changes", models.PositiveIntegerField(blank=True, null=True)),
                        ("most_errors", models.PositiveIntegerField(default=0)),
                        ("loaded_on", models.DateField(help_text="the latest day that a load by schedule has begun for", null=True)),
                        ("failure", models.JSONField(help_text="why the latest load failed: a refusal's code and parameters", null=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "import_source",
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 0), ("weekdays__lte", 127)), name="import_source_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("when_vanished__in", ["nothing", "mark", "partial"])),
                                name="import_source_when_vanished_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("folder", ""), ("way__in", ["database", "address"])),
                                    models.Q(("way", "folder"), models.Q(("folder", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="import_source_way_known",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("folder", ""), _negated=True), fields=("folder",), name="import_source_folder_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DroppedFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dropped_files",
                                to="imports.importsource",
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("size", models.BigIntegerField()),
                        ("changed_ns", models.BigIntegerField()),
                        ("seen_at", models.DateTimeField()),
                        ("sha256", models.CharField(blank=True, max_length=64)),
                        (
                            "batch",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="dropped_files",
                                to="imports.importbatch",
                            ),
                        ),
                        ("failure", models.JSONField(help_text="why it was not read: a refusal's code and parameters", null=True)),
                        ("read_at", models.DateTimeField(null=True)),
                        ("moved_to", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "db_table": "dropped_file",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["source", "sha256"], name="dropped_file_by_content")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("moved_to", "")), fields=("source", "name"), name="dropped_file_waits_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RememberedMapping",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=30)),
                        ("source", models.CharField(default="", max_length=40)),
                        ("headers_hash", models.CharField(max_length=64)),
                        ("mapping", models.JSONField()),
                        ("used_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "remembered_mapping",
                        "constraints": [models.UniqueConstraint(fields=("kind", "source", "headers_hash"), name="remembered_mapping_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SourceRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=30)),
                        ("source", models.CharField(max_length=40)),
                        ("field", models.CharField(max_length=40)),
                        (
                            "wins",
                            models.CharField(
                                choices=[("empty", "fills it where it is empty"), ("never", "leaves it as it is")], max_length=5
                            ),
                        ),
                    ],
                    options={
                        "db_table": "source_rule",
                        "constraints": [
                            models.UniqueConstraint(fields=("kind", "source", "field"), name="source_rule_once"),
                            models.CheckConstraint(condition=models.Q(("wins__in", ["empty", "never"])), name="source_rule_wins_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="VanishedRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "source",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="vanished_rows",
                                to="imports.importsource",
                            ),
                        ),
                        ("subject_id", models.BigIntegerField()),
                        ("key", models.CharField(max_length=60)),
                        ("since_on", models.DateField()),
                    ],
                    options={
                        "db_table": "vanished_row",
                        "constraints": [models.UniqueConstraint(fields=("source", "key"), name="vanished_row_once")],
                    },
                ),
                migrations.CreateModel(
                    name="FaultyRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="faulty_rows",
                                to="imports.importbatch",
                            ),
                        ),
                        ("line", models.IntegerField()),
                        ("cells", models.JSONField()),
                        (
                            "mended_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("mended_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "faulty_row",
                        "constraints": [models.UniqueConstraint(fields=("batch", "line"), name="faulty_row_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ImportConflict",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="conflicts",
                                to="imports.importbatch",
                            ),
                        ),
                        ("line", models.IntegerField()),
                        ("field", models.CharField(max_length=40)),
                        ("before", models.JSONField()),
                        ("mine", models.JSONField()),
                        ("theirs", models.JSONField()),
                        (
                            "choice",
                            models.CharField(
                                blank=True, choices=[("mine", "As in the workbook"), ("theirs", "As it is here")], max_length=6
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
                migrations.CreateModel(
                    name="ImportFault",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "batch",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="faults", to="imports.importbatch"
                            ),
                        ),
                        ("line", models.IntegerField(help_text="row number as a spreadsheet shows it; the header is row 1")),
                        ("field", models.CharField(blank=True, max_length=40)),
                        ("code", models.CharField(max_length=60)),
                        ("parameters", models.JSONField(default=dict)),
                    ],
                    options={
                        "db_table": "import_fault",
                        "constraints": [models.UniqueConstraint(fields=("batch", "line", "field", "code"), name="import_fault_once")],
                    },
                ),
            ],
        ),
    ]
