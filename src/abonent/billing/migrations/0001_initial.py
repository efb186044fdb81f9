import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("charges", "0001_initial"),
        ("company", "0001_initial"),
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("ledger", "0001_initial"),
        ("organisation", "0001_initial"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="BillingPlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.IntegerField()),
                        ("invoice_id", models.BigIntegerField()),
                        ("receivable_id", models.BigIntegerField()),
                        ("entry_id", models.BigIntegerField()),
                        ("kind", models.CharField(max_length=12)),
                        (
                            "payer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("basis", models.CharField(max_length=5)),
                        ("channel", models.CharField(max_length=12)),
                        ("language", models.CharField(max_length=2)),
                        ("terms_days", models.SmallIntegerField()),
                        ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("rounding", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                        (
                            "credits",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.invoice",
                            ),
                        ),
                        ("buyer", models.JSONField()),
                        ("ground", models.BigIntegerField()),
                        (
                            "previous",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.invoice",
                            ),
                        ),
                        (
                            "previous_total",
                            models.DecimalField(decimal_places=2, help_text="of the payer's latest invoice", max_digits=14, null=True),
                        ),
                        (
                            "oddities",
                            django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None),
                        ),
                    ],
                    options={
                        "db_table": "billing_plan",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("oddities", []), _negated=True), fields=["run_id", "ordinal"], name="billing_plan_odd"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BillingPlanLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id", "ordinal", "line", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.IntegerField(help_text="of the invoice in the plan")),
                        ("line", models.SmallIntegerField()),
                        ("treatment", models.SmallIntegerField(help_text="ordinal of the treatment in the run")),
                        ("charge_id", models.BigIntegerField(null=True)),
                        ("component_ordinal", models.SmallIntegerField(null=True)),
                        ("credited_invoice_id", models.BigIntegerField(null=True)),
                        ("credited_ordinal", models.SmallIntegerField(null=True)),
                        ("payer_id", models.BigIntegerField()),
                        ("basis", models.CharField(max_length=5)),
                        ("rate", models.DecimalField(decimal_places=5, max_digits=6)),
                        ("description", models.JSONField()),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                        ("quantity", models.DecimalField(decimal_places=3, max_digits=12)),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("unit_id", models.BigIntegerField(null=True)),
                        ("trace_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "billing_plan_line",
                    },
                ),
                migrations.CreateModel(
                    name="BillingTotals",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "currency", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="billing_totals",
                                to="runs.run",
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("invoices", models.IntegerField()),
                        ("net", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("vat", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("total", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("credits", models.DecimalField(decimal_places=2, help_text="sum of the negative lines", max_digits=16)),
                        ("oddities", models.JSONField(help_text="code -> how many rows")),
                    ],
                    options={
                        "db_table": "billing_totals",
                    },
                ),
                migrations.CreateModel(
                    name="BillingTreatment",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        ("product_id", models.BigIntegerField(help_text="0 for what is no product's")),
                        ("revenue_class", models.CharField(max_length=30)),
                        ("tax_category", models.CharField(max_length=20)),
                        ("deferred", models.BooleanField()),
                        ("currency", models.CharField(max_length=3)),
                        ("rate", models.DecimalField(decimal_places=5, max_digits=6, null=True)),
                        ("exemption", models.CharField(blank=True, max_length=20)),
                        (
                            "income_account",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.account",
                            ),
                        ),
                        (
                            "vat_account",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.account",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "billing_treatment",
                    },
                ),
                migrations.CreateModel(
                    name="Invoice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "public_id",
                            models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True),
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
                        (
                            "series",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="company.numberseries",
                            ),
                        ),
                        ("number", models.BigIntegerField()),
                        ("document_number", models.CharField(help_text="the series' prefix and the number, as printed", max_length=30)),
                        ("kind", models.CharField(choices=[("invoice", "Invoice"), ("credit_note", "Credit note")], max_length=12)),
                        (
                            "payer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("basis", models.CharField(max_length=5)),
                        ("issued_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("rounding", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("total", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("reference", models.CharField(help_text="bare payment reference, without spaces", max_length=35)),
                        (
                            "receivable",
                            models.OneToOneField(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.receivable"
                            ),
                        ),
                        (
                            "credits",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_notes",
                                to="billing.invoice",
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        ("channel", models.CharField(max_length=12)),
                        ("seller", models.JSONField()),
                        ("buyer", models.JSONField()),
                        ("hash", models.BinaryField(max_length=32)),
                        ("run_id", models.BigIntegerField()),
                        ("posted_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "invoice",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["payer", "id"], name="invoice_by_payer"),
                            models.Index(condition=models.Q(("credits__isnull", False)), fields=["credits"], name="invoice_by_credited"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("series", "number"), name="invoice_number_once"),
                            models.CheckConstraint(condition=models.Q(("kind__in", ["invoice", "credit_note"])), name="invoice_kind_known"),
                            models.CheckConstraint(condition=models.Q(("basis__in", ["gross", "net"])), name="invoice_basis_known"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gross", django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("vat"))),
                                    (
                                        "total",
                                        django.db.models.expressions.CombinedExpression(models.F("gross"), "+", models.F("rounding")),
                                    ),
                                ),
                                name="invoice_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvoiceLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "invoice_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "invoice",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="billing.invoice",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        (
                            "charge",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="charges.charge",
                            ),
                        ),
                        ("component_ordinal", models.SmallIntegerField(null=True)),
                        (
                            "credited_invoice",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="billing.invoice",
                            ),
                        ),
                        ("credited_ordinal", models.SmallIntegerField(null=True)),
                        ("description", models.JSONField()),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                        ("quantity", models.DecimalField(decimal_places=3, max_digits=12)),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("rate", models.DecimalField(decimal_places=5, max_digits=6)),
                        ("tax_category", models.CharField(max_length=20)),
                        ("exemption", models.CharField(blank=True, max_length=20)),
                        ("revenue_class", models.CharField(max_length=30)),
                        ("deferred", models.BooleanField()),
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
                        ("product_id", models.BigIntegerField(null=True)),
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
                    ],
                    options={
                        "db_table": "invoice_line",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("credited_invoice__isnull", False)),
                                fields=["credited_invoice", "credited_ordinal"],
                                name="invoice_line_by_credited",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("charge__isnull", False)),
                                fields=("charge", "component_ordinal"),
                                name="invoice_line_bills_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("charge__isnull", False), ("credited_invoice__isnull", False), _connector="XOR"),
                                name="invoice_line_bills_or_credits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("gross", django.db.models.expressions.CombinedExpression(models.F("net"), "+", models.F("vat")))
                                ),
                                name="invoice_line_adds_up",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InvoiceSending",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "invoice",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sendings",
                                to="billing.invoice",
                            ),
                        ),
                        ("channel", models.CharField(max_length=12)),
                        (
                            "print_file",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sendings",
                                to="billing.printfile",
                            ),
                        ),
                        (
                            "sent_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("sent_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "invoice_sending",
                    },
                ),
                migrations.CreateModel(
                    name="PrintFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("run_id", models.BigIntegerField(unique=True)),
                        (
                            "stored_file",
                            models.ForeignKey(
                                help_text="empty until all parts are made",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="kit.storedfile",
                            ),
                        ),
                        ("invoices", models.IntegerField(default=0)),
                        ("pages", models.IntegerField(default=0)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("asked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("made_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "print_file",
                    },
                ),
                migrations.CreateModel(
                    name="BillingHold",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.IntegerField()),
                        ("reason", models.CharField(max_length=200)),
                        (
                            "held_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("held_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "billing_hold",
                    },
                ),
                migrations.CreateModel(
                    name="BillingLeftOut",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.IntegerField()),
                        ("reason", models.CharField(max_length=40)),
                    ],
                    options={
                        "db_table": "billing_left_out",
                    },
                ),
                migrations.CreateModel(
                    name="BillingLook",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.IntegerField()),
                        (
                            "looked_by",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        ("looked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "billing_look",
                    },
                ),
                migrations.CreateModel(
                    name="InvoiceFile",
                    fields=[
                        (
                            "invoice",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="file",
                                serialize=False,
                                to="billing.invoice",
                            ),
                        ),
                        (
                            "stored_file",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"),
                        ),
                        ("first_page", models.IntegerField(default=1)),
                        ("pages", models.IntegerField()),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "invoice_file",
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invoice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d6dd30ba189832835d39d323ffc9bc4b081900ad",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_d181b",
                            table="invoice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invoice",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="775339c0c08e46968cdfb161f8e64cc12c9deee9",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_db5df",
                            table="invoice",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invoiceline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="14ceec2cdacadbf38941f49b73716f7d04bd97f9",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_b9829",
                            table="invoice_line",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="invoiceline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="79616b450fb0d8614e7f255ec60cfa7896c0d417",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_adcd0",
                            table="invoice_line",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
