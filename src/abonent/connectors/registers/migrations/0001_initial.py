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
                    name="RegisterCheck",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "register",
                            models.CharField(
                                choices=[
                                    ("vies", "VIES, European Union"),
                                    ("prh", "PRH, Finland"),
                                    ("whitelist", "List of VAT payers, Poland"),
                                    ("krs", "National Court Register, Poland"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("is_found", models.BooleanField()),
                        ("is_valid", models.BooleanField(null=True)),
                        ("name", models.CharField(blank=True, max_length=300)),
                        ("street_line", models.CharField(blank=True, max_length=300)),
                        ("postal_code", models.CharField(blank=True, max_length=300)),
                        ("town", models.CharField(blank=True, max_length=300)),
                        ("company_number", models.CharField(blank=True, max_length=300)),
                        ("vat_number", models.CharField(blank=True, max_length=300)),
                        ("bank_accounts", models.JSONField(default=list)),
                        ("request_id", models.CharField(blank=True, max_length=300)),
                        ("asked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "asked_by",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "register_check",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("vat_number", ""), _negated=True),
                                fields=["vat_number"],
                                name="register_check_by_vat_number",
                            ),
                            models.Index(
                                condition=models.Q(("company_number", ""), _negated=True),
                                fields=["company_number"],
                                name="register_check_by_company",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("register__in", ["vies", "prh", "whitelist", "krs"])), name="register_check_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RegisterSwitch",
                    fields=[
                        (
                            "register",
                            models.CharField(
                                choices=[
                                    ("vies", "VIES, European Union"),
                                    ("prh", "PRH, Finland"),
                                    ("whitelist", "List of VAT payers, Poland"),
                                    ("krs", "National Court Register, Poland"),
                                ],
                                max_length=9,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "switched_on_by",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("switched_on_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "register_switch",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("register__in", ["vies", "prh", "whitelist", "krs"])), name="register_switch_known"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
