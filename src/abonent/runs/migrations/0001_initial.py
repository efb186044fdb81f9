import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_functions"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verb", models.CharField(max_length=60)),
                ("subject_kind", models.CharField(max_length=30)),
                ("subject_ids", models.JSONField()),
                ("inverse", models.JSONField(help_text="verb and arguments of the undoing operation", null=True)),
                ("until", models.DateTimeField(null=True)),
                ("at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="acts", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="supersedes", to="runs.act"),
                ),
            ],
            options={
                "db_table": "act",
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=30)),
                ("as_of", models.DateField()),
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
                ("left_out_rows", models.BigIntegerField(default=0, help_text="planned, but their ground had shifted at the commit")),
                ("total_amount", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("failure", models.TextField(blank=True)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("planned_at", models.DateTimeField(null=True)),
                ("commit_began_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
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
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="runs", to="organisation.legalentity"),
                ),
            ],
            options={
                "db_table": "run",
            },
        ),
        migrations.CreateModel(
            name="ParkedCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=30)),
                ("subject_id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=60)),
                ("parameters", models.JSONField(default=dict)),
                ("parked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("resolved_at", models.DateTimeField(null=True)),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="parked_cases", to="runs.run")),
            ],
            options={
                "db_table": "parked_case",
            },
        ),
        migrations.CreateModel(
            name="RunStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("chunk", models.IntegerField(default=0)),
                ("rows", models.BigIntegerField()),
                ("seconds", models.FloatField()),
                ("finished_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="runs.run")),
            ],
            options={
                "db_table": "run_step",
                "ordering": ["id"],
            },
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["kind", "entity", "-id"], name="run_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planning", "planned", "approved", "committing", "done", "failed", "cancelled", "reversed"])
                ),
                name="run_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="parkedcase",
            constraint=models.UniqueConstraint(fields=("run", "subject_kind", "subject_id"), name="parked_case_once_per_run"),
        ),
        migrations.AddConstraint(
            model_name="runstep",
            constraint=models.UniqueConstraint(fields=("run", "name", "chunk"), name="run_step_once"),
        ),
    ]
