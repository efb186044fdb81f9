import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("subscriptions", "0040_issue_credits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IssueFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("pdf", "PDF"), ("epub", "EPUB")], max_length=4)),
                ("brought_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="files", to="editions.issue")),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "stored_file",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"),
                ),
            ],
            options={
                "db_table": "issue_file",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at", None)), fields=("issue", "kind"), name="issue_file_one_of_a_kind"
                    ),
                    models.CheckConstraint(condition=models.Q(("kind__in", ["pdf", "epub"])), name="issue_file_kind_known"),
                ],
            },
        ),
    ]
