import django.db.models.deletion
from django.db import migrations, models

from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="LegalEntity",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.SlugField(max_length=20, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("country", models.CharField(max_length=2)),
                        ("currency", models.CharField(max_length=3)),
                        ("zone", models.CharField(help_text="IANA time zone, for example Europe/Stockholm", max_length=40)),
                        ("language", models.CharField(max_length=2)),
                        ("company_number", models.CharField(max_length=20)),
                        ("vat_number", models.CharField(max_length=20)),
                        ("street_line", models.CharField(max_length=120)),
                        ("postal_code", models.CharField(max_length=12)),
                        ("town", models.CharField(max_length=60)),
                        ("phone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        ("web", models.CharField(blank=True, max_length=120)),
                    ],
                    options={
                        "db_table": "legal_entity",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Unit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="units", to="organisation.legalentity"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20)),
                        ("name", models.CharField(max_length=80)),
                    ],
                    options={
                        "db_table": "unit",
                        "constraints": [models.UniqueConstraint(fields=("entity", "code"), name="unit_code_once_per_entity")],
                    },
                ),
            ],
        ),
    ]
