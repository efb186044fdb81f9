import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0001_initial"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="run",
            name="left_out_rows",
            field=models.BigIntegerField(default=0, help_text="planned, but held back, parked, or their ground had shifted"),
        ),
        migrations.CreateModel(
            name="RunSchedule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("at", models.TimeField()),
                ("weekdays", models.PositiveSmallIntegerField(default=127)),
                ("day_of_month", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("begins_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("at_most_rows", models.BigIntegerField(blank=True, null=True)),
                ("at_most_amount", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="run_schedules", to="organisation.legalentity"
                    ),
                ),
            ],
            options={
                "db_table": "run_schedule",
            },
        ),
        migrations.AddField(
            model_name="run",
            name="schedule",
            field=models.ForeignKey(
                help_text="empty: somebody started it",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="runs.runschedule",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("schedule", "as_of"), name="run_once_per_scheduled_day"),
        ),
        migrations.AddConstraint(
            model_name="runschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="run_schedule_weekdays_are_bits"
            ),
        ),
        migrations.AddConstraint(
            model_name="runschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("day_of_month__isnull", True), models.Q(("day_of_month__gte", 1), ("day_of_month__lte", 31)), _connector="OR"
                ),
                name="run_schedule_day_exists",
            ),
        ),
        migrations.AddConstraint(
            model_name="runschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("at_most_amount__isnull", False), ("at_most_rows__isnull", False)),
                    _connector="OR",
                ),
                name="run_schedule_approval_has_limits",
            ),
        ),
    ]
