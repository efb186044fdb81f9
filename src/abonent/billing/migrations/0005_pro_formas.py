"""Pro formas: what open charges would be invoiced as, with a number of their own."""

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0004_recurring"),
        ("company", "0001_initial"),
        ("customers", "0008_what_there_is"),
        ("organisation", "0002_logo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProForma",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
                ("document_number", models.CharField(max_length=30)),
                ("currency", models.CharField(max_length=3)),
                ("basis", models.CharField(max_length=5)),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField()),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                ("rounding", models.DecimalField(decimal_places=2, max_digits=14)),
                ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                ("language", models.CharField(max_length=2)),
                ("seller", models.JSONField()),
                ("buyer", models.JSONField()),
                ("run_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("entity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity")),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("payer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer")),
                (
                    "series",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.numberseries"
                    ),
                ),
            ],
            options={
                "db_table": "pro_forma",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ProFormaLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey("pro_forma_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                ),
                ("ordinal", models.SmallIntegerField()),
                ("charge_id", models.BigIntegerField(db_index=True)),
                ("description", models.JSONField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                ("rate", models.DecimalField(decimal_places=5, max_digits=6)),
                (
                    "pro_forma",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="billing.proforma"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "pro_forma_line",
            },
        ),
        migrations.AddConstraint(
            model_name="proforma",
            constraint=models.UniqueConstraint(fields=("series", "number"), name="pro_forma_number_once"),
        ),
        migrations.AddConstraint(
            model_name="proforma",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("gross", django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("vat"))),
                    ("total", django.db.models.expressions.CombinedExpression(models.F("gross"), "+", models.F("rounding"))),
                ),
                name="pro_forma_adds_up",
            ),
        ),
    ]
