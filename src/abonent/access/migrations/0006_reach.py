"""Units that a member of staff works for, and how far he sees."""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_list_export"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="staffuser",
            name="reach",
            field=models.CharField(
                choices=[
                    ("everything", "Everything of the companies"),
                    ("units", "Only customers of the units"),
                    ("own", "Only customers the person is responsible for"),
                ],
                db_default="everything",
                default="everything",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="StaffUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("staff_user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="organisation.unit")),
            ],
            options={
                "db_table": "staff_unit",
            },
        ),
        migrations.AddField(
            model_name="staffuser",
            name="units",
            field=models.ManyToManyField(related_name="staff", through="access.StaffUnit", to="organisation.unit"),
        ),
        migrations.AddConstraint(
            model_name="staffuser",
            constraint=models.CheckConstraint(
                condition=models.Q(("reach__in", ["everything", "units", "own"])), name="staff_user_reach_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffunit",
            constraint=models.UniqueConstraint(fields=("staff_user", "unit"), name="staff_unit_once"),
        ),
    ]
