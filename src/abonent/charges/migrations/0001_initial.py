import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Charge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "payer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "receiver",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.legalentity",
                            ),
                        ),
                        ("source_kind", models.CharField(help_text="term, pause_credit, switch_credit, sale ...", max_length=20)),
                        ("source_id", models.BigIntegerField()),
                        ("ordinal", models.SmallIntegerField(default=1)),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="charges.charge",
                            ),
                        ),
                        ("product_id", models.BigIntegerField(help_text="the product it is for; catalog.Product", null=True)),
                        (
                            "during",
                            django.contrib.postgres.fields.ranges.DateRangeField(
                                help_text="the period that the charge pays for, half-open", null=True
                            ),
                        ),
                        ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=12)),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("basis", models.CharField(choices=[("gross", "gross"), ("net", "net")], max_length=5)),
                        ("currency", models.CharField(max_length=3)),
                        ("description", models.JSONField()),
                        (
                            "trace",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="charges.pricetrace",
                            ),
                        ),
                        ("run_id", models.BigIntegerField(null=True)),
                        ("written_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "charge",
                        "constraints": [
                            models.UniqueConstraint(fields=("source_kind", "source_id", "ordinal"), name="charge_once_per_source"),
                            models.CheckConstraint(condition=models.Q(("basis__in", ["gross", "net"])), name="charge_basis_known"),
                            models.CheckConstraint(condition=models.Q(("quantity", 0), _negated=True), name="charge_of_something"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChargeComponent",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "charge_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "charge",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="components",
                                to="charges.charge",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        (
                            "tax_category",
                            models.CharField(help_text="code of catalog.TaxCategory; the rate is found at the tax point", max_length=20),
                        ),
                        (
                            "revenue_class",
                            models.CharField(help_text="what ledger accounts are mapped by, for example paper or digital", max_length=30),
                        ),
                        (
                            "deferred",
                            models.BooleanField(help_text="earned issue by issue, so credited to prepaid subscriptions when posted"),
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
                        ("description", models.JSONField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                    ],
                    options={
                        "db_table": "charge_component",
                    },
                ),
                migrations.CreateModel(
                    name="PriceTrace",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("digest", models.CharField(help_text="sha256 of the steps in canonical JSON", max_length=64, unique=True)),
                        ("steps", models.JSONField()),
                    ],
                    options={
                        "db_table": "price_trace",
                    },
                ),
                migrations.CreateModel(
                    name="OpenCharge",
                    fields=[
                        (
                            "charge",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="open",
                                serialize=False,
                                to="charges.charge",
                            ),
                        ),
                        ("entity_id", models.BigIntegerField()),
                        ("due_on", models.DateField()),
                    ],
                    options={
                        "db_table": "open_charge",
                        "indexes": [models.Index(fields=["entity_id", "due_on"], name="open_charge_due")],
                    },
                ),
            ],
        ),
    ]
