import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("kit", "0003_stored_file"),
        ("ledger", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=200)),
                ("size", models.BigIntegerField(help_text="bytes")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for its turn"),
                            ("reading", "Is being read"),
                            ("matching", "Is being matched"),
                            ("imported", "Imported"),
                            ("already", "Here already"),
                            ("refused", "Refused"),
                            ("failed", "Stopped by a fault"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("new_lines", models.IntegerField(default=0)),
                ("refusal", models.JSONField(help_text="code and parameters", null=True)),
                ("brought_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "bank_file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="ledger.bankfile"),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "waiting_file",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="kit.storedfile"),
                ),
            ],
            options={
                "db_table": "bank_upload",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "reading", "matching", "imported", "already", "refused", "failed"])),
                        name="bank_upload_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["imported", "already", "matching"]), _negated=True),
                            ("bank_file__isnull", False),
                            _connector="OR",
                        ),
                        name="bank_upload_imported_has_a_file",
                    ),
                ],
            },
        ),
    ]
