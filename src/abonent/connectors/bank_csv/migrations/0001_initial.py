import django.db.models.deletion
from django.db import migrations, models

from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="BankCsvMapping",
                    fields=[
                        (
                            "bank_account",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="csv_mapping",
                                serialize=False,
                                to="company.bankaccount",
                            ),
                        ),
                        (
                            "delimiter",
                            models.CharField(
                                choices=[(";", "semicolon ;"), (",", "comma ,"), ("\t", "tabulator"), ("|", "bar |")], max_length=1
                            ),
                        ),
                        (
                            "encoding",
                            models.CharField(
                                choices=[
                                    ("utf-8", "UTF-8"),
                                    ("cp1252", "Windows-1252 (ISO 8859-1)"),
                                    ("cp1250", "Windows-1250"),
                                    ("iso8859-2", "ISO 8859-2"),
                                    ("cp852", "CP852"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "day_order",
                            models.CharField(
                                choices=[
                                    ("YYYY-MM-DD", "2026-11-20"),
                                    ("DD.MM.YYYY", "20.11.2026"),
                                    ("DD/MM/YYYY", "20/11/2026"),
                                    ("DD-MM-YYYY", "20-11-2026"),
                                    ("MM/DD/YYYY", "11/20/2026"),
                                    ("YYYYMMDD", "20261120"),
                                    ("YYYY.MM.DD", "2026.11.20"),
                                    ("YYYY/MM/DD", "2026/11/20"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("decimal_sign", models.CharField(choices=[(",", "comma: 1 299,50"), (".", "point: 1,299.50")], max_length=1)),
                        ("columns", models.JSONField(help_text="our name of a column -> header in the file")),
                        (
                            "direction_in",
                            models.CharField(blank=True, help_text="the word for money in, where the amount has no sign", max_length=40),
                        ),
                        (
                            "payment_rows",
                            models.CharField(
                                blank=True, help_text="the kind of row that is a movement, where there are others", max_length=40
                            ),
                        ),
                    ],
                    options={
                        "db_table": "bank_csv_mapping",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("columns__has_key", "booked_on")), name="bank_csv_mapping_has_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delimiter__in", [";", ",", "\t", "|"])), name="bank_csv_mapping_delimiter_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("encoding__in", ["utf-8", "cp1252", "cp1250", "iso8859-2", "cp852"])),
                                name="bank_csv_mapping_encoding_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "day_order__in",
                                        [
                                            "YYYY-MM-DD",
                                            "DD.MM.YYYY",
                                            "DD/MM/YYYY",
                                            "DD-MM-YYYY",
                                            "MM/DD/YYYY",
                                            "YYYYMMDD",
                                            "YYYY.MM.DD",
                                            "YYYY/MM/DD",
                                        ],
                                    )
                                ),
                                name="bank_csv_mapping_day_order_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decimal_sign__in", [",", "."])), name="bank_csv_mapping_decimal_sign_known"
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
