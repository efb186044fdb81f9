import uuid

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="BooksCheck",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("checked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("rules", models.PositiveSmallIntegerField()),
                        ("broken", models.JSONField(default=dict, help_text="number of a rule -> how many rows it does not hold for")),
                        ("seconds", models.FloatField()),
                    ],
                    options={
                        "db_table": "books_check",
                        "get_latest_by": "id",
                    },
                ),
                migrations.CreateModel(
                    name="RunSchedule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="run_schedules", to="organisation.legalentity"
                            ),
                        ),
                        ("kind", models.CharField(max_length=30)),
                        ("at", models.TimeField()),
                        ("weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("day_of_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("begins_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("at_most_rows", models.BigIntegerField(blank=True, null=True)),
                        ("at_most_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                    ],
                    options={
                        "db_table": "run_schedule",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="run_schedule_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("day_of_month__isnull", True),
                                    models.Q(("day_of_month__gte", 1), ("day_of_month__lte", 31)),
                                    _connector="OR",
                                ),
                                name="run_schedule_day_exists",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by__isnull", True),
                                    models.Q(("at_most_amount__isnull", False), ("at_most_rows__isnull", False)),
                                    _connector="OR",
                                ),
                                name="run_schedule_approval_has_limits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Run",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("kind", models.CharField(max_length=30)),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="organisation.legalentity"
                            ),
                        ),
                        ("as_of", models.DateField()),
                        (
                            "schedule",
                            models.ForeignKey(
                                help_text="empty: somebody started it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to="runs.runschedule",
                            ),
                        ),
                        ("parameters", models.JSONField(default=dict)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planning", "Planning"),
                                    ("planned", "Planned"),
                                    ("approved", "Approved"),
                                    ("committing", "Committing"),
                                    ("done", "Done"),
                                    ("failed", "Failed"),
                                    ("cancelled", "Cancelled"),
                                    ("reversed", "Reversed"),
                                ],
                                default="planning",
                                max_length=12,
                            ),
                        ),
                        ("planned_rows", models.BigIntegerField(default=0)),
                        ("committed_rows", models.BigIntegerField(default=0)),
                        (
                            "left_out_rows",
                            models.BigIntegerField(default=0, help_text="planned, but held back, parked, or their ground had shifted"),
                        ),
                        ("total_amount", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("failure", models.TextField(blank=True)),
                        (
                            "created_by",
                            models.ForeignKey(
                                help_text="empty: the system",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="runs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("planned_at", models.DateTimeField(null=True)),
                        ("commit_began_at", models.DateTimeField(null=True)),
                        ("finished_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "run",
                        "indexes": [models.Index(fields=["kind", "entity", "-id"], name="run_by_kind")],
                        "constraints": [
                            models.UniqueConstraint(fields=("schedule", "as_of"), name="run_once_per_scheduled_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["planning", "planned", "approved", "committing", "done", "failed", "cancelled", "reversed"],
                                    )
                                ),
                                name="run_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RunStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="runs.run")),
                        ("name", models.CharField(max_length=80)),
                        ("chunk", models.IntegerField(default=0)),
                        ("rows", models.BigIntegerField()),
                        ("seconds", models.FloatField()),
                        ("finished_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "run_step",
                        "ordering": ["id"],
                        "constraints": [models.UniqueConstraint(fields=("run", "name", "chunk"), name="run_step_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Standstill",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("began_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("backup", models.CharField(help_text="name of the file that was restored", max_length=200)),
                        ("ended_at", models.DateTimeField(null=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "standstill",
                    },
                ),
                migrations.CreateModel(
                    name="Act",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("verb", models.CharField(max_length=60)),
                        ("subject_kind", models.CharField(max_length=30)),
                        ("subject_ids", models.JSONField()),
                        ("inverse", models.JSONField(help_text="verb and arguments of the undoing operation", null=True)),
                        ("until", models.DateTimeField(null=True)),
                        (
                            "superseded_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="supersedes", to="runs.act"
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="acts", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "act",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass("subject_ids", name="jsonb_path_ops"), name="act_by_subject"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ParkedCase",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parked_cases", to="runs.run")),
                        ("subject_kind", models.CharField(max_length=30)),
                        ("subject_id", models.BigIntegerField()),
                        ("reason", models.CharField(max_length=60)),
                        ("parameters", models.JSONField(default=dict)),
                        ("parked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("resolved_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "parked_case",
                        "constraints": [
                            models.UniqueConstraint(fields=("run", "subject_kind", "subject_id"), name="parked_case_once_per_run")
                        ],
                    },
                ),
            ],
        ),
    ]
