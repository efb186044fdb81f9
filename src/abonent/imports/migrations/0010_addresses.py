"""Addresses on the web that rows are loaded from."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0009_drops"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importsource",
            name="import_source_way_known",
        ),
        migrations.AddField(
            model_name="importsource",
            name="header",
            field=models.CharField(blank=True, default="Authorization", max_length=60),
        ),
        migrations.AddField(
            model_name="importsource",
            name="next_at",
            field=models.CharField(blank=True, help_text="the names that lead to the address of the next page", max_length=200),
        ),
        migrations.AddField(
            model_name="importsource",
            name="rows_at",
            field=models.CharField(blank=True, help_text="the names that lead to the list of rows in an answer, with dots", max_length=200),
        ),
        migrations.AddField(
            model_name="importsource",
            name="secret",
            field=models.TextField(blank=True, help_text="sealed: what the header says to an address on the web"),
        ),
        migrations.AlterField(
            model_name="importsource",
            name="way",
            field=models.CharField(
                choices=[("database", "Database"), ("folder", "Folder"), ("address", "Address on the web")],
                default="database",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="importsource",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("folder", ""), ("way__in", ["database", "address"])),
                    models.Q(("way", "folder"), models.Q(("folder", ""), _negated=True)),
                    _connector="OR",
                ),
                name="import_source_way_known",
            ),
        ),
    ]
