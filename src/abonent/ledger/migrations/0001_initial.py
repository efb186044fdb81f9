import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="BankLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "statement",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="ledger.bankstatement",
                            ),
                        ),
                        (
                            "bank_account",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="company.bankaccount",
                            ),
                        ),
                        ("fingerprint", models.BinaryField(max_length=32)),
                        ("occurrence", models.IntegerField(default=1)),
                        ("booked_on", models.DateField()),
                        ("value_on", models.DateField(null=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("currency", models.CharField(max_length=3)),
                        ("reference", models.CharField(blank=True, help_text="normalised candidate reference", max_length=35)),
                        ("text", models.CharField(blank=True, max_length=500)),
                        (
                            "text_references",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=35),
                                help_text="what may be references in the text, the likeliest first",
                                size=None,
                            ),
                        ),
                        ("end_to_end_id", models.CharField(blank=True, max_length=60)),
                        ("counterpart_name", models.CharField(blank=True, max_length=140)),
                        ("counterpart_account", models.CharField(blank=True, max_length=60)),
                        ("bank_reference", models.CharField(blank=True, help_text="a hint only: banks repeat them", max_length=60)),
                        ("is_reversal", models.BooleanField(default=False)),
                        ("return_reason", models.CharField(blank=True, max_length=10)),
                        ("is_batch_sum", models.BooleanField(default=False, help_text="a sum whose payments its file does not list")),
                        (
                            "batch_amount",
                            models.DecimalField(
                                decimal_places=2,
                                help_text="the sum that the bank booked, where this is one of its payments",
                                max_digits=16,
                                null=True,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "bank_line",
                        "indexes": [
                            models.Index(fields=["bank_account", "booked_on"], name="bank_line_by_day"),
                            models.Index(
                                condition=models.Q(("counterpart_account", ""), _negated=True),
                                fields=["counterpart_account"],
                                name="bank_line_by_counterpart",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("bank_account", "fingerprint", "occurrence"), name="bank_line_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Payment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("received_on", models.DateField()),
                        (
                            "method",
                            models.CharField(
                                choices=[("bank", "Bank"), ("cash", "Cash"), ("card", "Card"), ("manual", "By hand")], max_length=10
                            ),
                        ),
                        (
                            "bank_line",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="payments",
                                to="ledger.bankline",
                            ),
                        ),
                        (
                            "returns",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="returned_by",
                                to="ledger.payment",
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "booked_by",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("booked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("run_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "payment",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="payment_of_something"),
                            models.CheckConstraint(
                                condition=models.Q(("method__in", ["bank", "cash", "card", "manual"])), name="payment_method_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("returns__isnull", True), ("amount__lt", 0), _connector="OR"),
                                name="payment_return_is_negative",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("returns__isnull", False)), fields=("returns",), name="payment_returned_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Receivable",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            "customer",
                            models.ForeignKey(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("opened_on", models.DateField()),
                        ("due_on", models.DateField()),
                        ("reference", models.CharField(help_text="bare payment reference, without spaces", max_length=35)),
                        (
                            "source_kind",
                            models.CharField(help_text="invoice, credit_note, claim, deposit, write_off, imported", max_length=20),
                        ),
                        ("document_number", models.CharField(help_text="what the customer knows it by", max_length=30)),
                        ("run_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "receivable",
                        "indexes": [
                            models.Index(fields=["reference"], name="receivable_by_reference"),
                            models.Index(fields=["document_number"], name="receivable_by_number"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StagedBankLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "upload_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("upload_id", models.UUIDField()),
                        ("ordinal", models.IntegerField()),
                        ("statement_ordinal", models.IntegerField()),
                        ("entry_number", models.IntegerField()),
                        ("booked_on", models.DateField()),
                        ("value_on", models.DateField(null=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("currency", models.CharField(max_length=3)),
                        ("reference", models.CharField(max_length=35)),
                        ("text", models.CharField(max_length=500)),
                        (
                            "text_references",
                            django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=35), size=None),
                        ),
                        ("end_to_end_id", models.CharField(max_length=60)),
                        ("counterpart_name", models.CharField(max_length=140)),
                        ("counterpart_account", models.CharField(max_length=60)),
                        ("bank_reference", models.CharField(max_length=60)),
                        ("is_reversal", models.BooleanField()),
                        ("return_reason", models.CharField(max_length=10)),
                        ("is_batch_sum", models.BooleanField()),
                        ("is_itemised", models.BooleanField()),
                    ],
                    options={
                        "db_table": "staging_bank_line",
                    },
                ),
                migrations.CreateModel(
                    name="Account",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="organisation.legalentity"
                            ),
                        ),
                        ("code", models.CharField(max_length=12)),
                        ("name", models.CharField(max_length=80)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("asset", "Asset"), ("liability", "Liability"), ("revenue", "Revenue"), ("cost", "Cost")],
                                max_length=10,
                            ),
                        ),
                        (
                            "subledger",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("receivable", "Open items"),
                                    ("on_account", "Payments on account"),
                                    ("unknown", "Unknown bank lines"),
                                    ("bank", "Bank lines"),
                                ],
                                max_length=10,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "account",
                        "ordering": ["entity", "code"],
                        "constraints": [models.UniqueConstraint(fields=("entity", "code"), name="account_code_once")],
                    },
                ),
                migrations.CreateModel(
                    name="AccountMapping",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="account_mappings", to="organisation.legalentity"
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("receivable", "Receivables"),
                                    ("prepaid", "Prepaid subscriptions"),
                                    ("revenue", "Revenue"),
                                    ("vat", "Output VAT"),
                                    ("rounding", "Rounding"),
                                    ("bank", "Bank"),
                                    ("cash", "Cash and cards"),
                                    ("on_account", "Unallocated payments"),
                                    ("unknown", "Unknown bank lines"),
                                    ("loss", "Losses on receivables"),
                                    ("bank_fee", "Bank fees"),
                                    ("interest", "Interest"),
                                    ("transfer", "Money between own accounts"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("revenue_class", models.CharField(blank=True, max_length=30)),
                        ("product_id", models.BigIntegerField(null=True)),
                        ("tax_category", models.CharField(blank=True, max_length=20)),
                        (
                            "bank_account",
                            models.ForeignKey(
                                help_text="for the purpose bank",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="account_mappings",
                                to="company.bankaccount",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="mappings", to="ledger.account"),
                        ),
                    ],
                    options={
                        "db_table": "account_mapping",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("entity", "purpose", "revenue_class", "product_id", "tax_category", "bank_account"),
                                name="account_mapping_once",
                                nulls_distinct=False,
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "stored_file",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("format", models.CharField(max_length=30)),
                        (
                            "imported_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("imported_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "bank_file",
                    },
                ),
                migrations.CreateModel(
                    name="UnknownBankLine",
                    fields=[
                        (
                            "bank_line",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="unknown",
                                serialize=False,
                                to="ledger.bankline",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "unknown_bank_line",
                    },
                ),
                migrations.CreateModel(
                    name="BankLineDecision",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "bank_line",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="ledger.bankline"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("fee", "Bank fee"),
                                    ("transfer", "Between own accounts"),
                                    ("interest", "Interest"),
                                    ("itemised", "Its payments came singly"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("decided_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "taken_back_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("taken_back_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "bank_line_decision",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("taken_back_at__isnull", True)), fields=("bank_line",), name="bank_line_decided_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["fee", "transfer", "interest", "itemised"])),
                                name="bank_line_decision_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BankStatement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "bank_file",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="ledger.bankfile"),
                        ),
                        ("ordinal", models.IntegerField(help_text="place in the file, from 1")),
                        (
                            "bank_account",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="company.bankaccount"
                            ),
                        ),
                        ("kind", models.CharField(help_text="statement, notification or report", max_length=12)),
                        ("statement_id", models.CharField(blank=True, max_length=60)),
                        ("currency", models.CharField(blank=True, max_length=3)),
                        ("created_on", models.DateField(null=True)),
                        ("entries", models.IntegerField(help_text="booked entries as the bank counts them: a batch is one")),
                        ("credit", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("debit", models.DecimalField(decimal_places=2, max_digits=16)),
                        ("opening_balance", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("closing_balance", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                        ("known_lines", models.IntegerField(default=0)),
                        ("known_amount", models.DecimalField(decimal_places=2, default=0, max_digits=16)),
                    ],
                    options={
                        "db_table": "bank_statement",
                        "constraints": [models.UniqueConstraint(fields=("bank_file", "ordinal"), name="bank_statement_once_per_place")],
                    },
                ),
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
                        (
                            "waiting_file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="kit.storedfile"
                            ),
                        ),
                        (
                            "bank_file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="uploads", to="ledger.bankfile"
                            ),
                        ),
                        ("new_lines", models.IntegerField(default=0)),
                        ("refusal", models.JSONField(help_text="code and parameters", null=True)),
                        (
                            "warnings",
                            models.JSONField(default=list, help_text="codes and parameters of what was odd about it, each kind once"),
                        ),
                        (
                            "brought_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("brought_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "bank_upload",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "reading", "matching", "imported", "already", "refused", "failed"])
                                ),
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
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                        ("posted_on", models.DateField()),
                        (
                            "kind",
                            models.CharField(
                                help_text="invoice, credit_note, bank, payment, allocation, write_off, set_aside, release", max_length=20
                            ),
                        ),
                        ("source_id", models.BigIntegerField(help_text="id of the row of its kind")),
                        ("text", models.CharField(max_length=80)),
                        ("run_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "journal_entry",
                        "indexes": [models.Index(fields=["kind", "source_id"], name="journal_entry_by_source")],
                    },
                ),
                migrations.CreateModel(
                    name="JournalLine",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "entry_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="lines",
                                to="ledger.journalentry",
                            ),
                        ),
                        ("ordinal", models.SmallIntegerField()),
                        (
                            "account",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.account",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.customer",
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
                        ("tax_category", models.CharField(blank=True, max_length=20)),
                        ("currency", models.CharField(max_length=3)),
                        ("document_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("amount", models.DecimalField(decimal_places=2, help_text="in the entity's currency", max_digits=14)),
                    ],
                    options={
                        "db_table": "journal_line",
                    },
                ),
                migrations.CreateModel(
                    name="OpenPayment",
                    fields=[
                        (
                            "payment",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="open",
                                serialize=False,
                                to="ledger.payment",
                            ),
                        ),
                        ("full_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("open_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                    ],
                    options={
                        "db_table": "open_payment",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("open_amount", 0), _negated=True),
                                    ("open_amount__gte", django.db.models.functions.comparison.Least(models.F("full_amount"), 0)),
                                    ("open_amount__lte", django.db.models.functions.comparison.Greatest(models.F("full_amount"), 0)),
                                ),
                                name="open_payment_within_its_amount",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Allocation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "receivable",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="ledger.receivable",
                            ),
                        ),
                        (
                            "payout",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="ledger.payment",
                            ),
                        ),
                        (
                            "payment",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="allocations",
                                to="ledger.payment",
                            ),
                        ),
                        (
                            "credit",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="credit_allocations",
                                to="ledger.receivable",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("allocated_on", models.DateField()),
                        (
                            "reverses",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reversed_by",
                                to="ledger.allocation",
                            ),
                        ),
                        ("reason", models.JSONField()),
                        ("run_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "allocation",
                        "indexes": [
                            models.Index(condition=models.Q(("payout__isnull", False)), fields=["payout"], name="allocation_by_payout"),
                            models.Index(condition=models.Q(("credit__isnull", False)), fields=["credit"], name="allocation_by_credit"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("payment__isnull", False), ("credit__isnull", False), _connector="XOR"),
                                name="allocation_from_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("receivable__isnull", False), ("payout__isnull", False), _connector="XOR"),
                                name="allocation_to_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gt", 0), ("reverses__isnull", True)),
                                    models.Q(("amount__lt", 0), ("reverses__isnull", False)),
                                    _connector="OR",
                                ),
                                name="allocation_negative_reverses",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("reverses__isnull", False)), fields=("reverses",), name="allocation_reversed_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OpenReceivable",
                    fields=[
                        (
                            "receivable",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="open",
                                serialize=False,
                                to="ledger.receivable",
                            ),
                        ),
                        ("full_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("open_amount", models.DecimalField(decimal_places=2, max_digits=14)),
                    ],
                    options={
                        "db_table": "open_receivable",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("open_amount", 0), _negated=True),
                                    ("open_amount__gte", django.db.models.functions.comparison.Least(models.F("full_amount"), 0)),
                                    ("open_amount__lte", django.db.models.functions.comparison.Greatest(models.F("full_amount"), 0)),
                                ),
                                name="open_receivable_within_its_amount",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MatchingPlanItem",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id", "ordinal", "position", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("run_id", models.BigIntegerField()),
                        ("ordinal", models.IntegerField()),
                        ("position", models.SmallIntegerField()),
                        ("allocation_id", models.BigIntegerField()),
                        (
                            "receivable",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.receivable",
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("expected_open", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        (
                            "reverses",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.allocation",
                            ),
                        ),
                        ("reason", models.JSONField()),
                    ],
                    options={
                        "db_table": "matching_plan_item",
                    },
                ),
                migrations.CreateModel(
                    name="MatchingPlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("run_id", models.BigIntegerField()),
                        ("ordinal", models.IntegerField()),
                        (
                            "bank_line",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.bankline",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "receivable",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.receivable",
                            ),
                        ),
                        (
                            "returns",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.payment",
                            ),
                        ),
                        (
                            "account",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="ledger.account",
                            ),
                        ),
                        ("currency", models.CharField(max_length=3)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("received_on", models.DateField()),
                        ("method", models.CharField(max_length=10)),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        ("reason", models.JSONField()),
                        ("payment_id", models.BigIntegerField()),
                        ("entry_id", models.BigIntegerField()),
                        ("is_held_back", models.BooleanField(db_default=False)),
                    ],
                    options={
                        "db_table": "matching_plan",
                    },
                ),
                migrations.CreateModel(
                    name="WriteOff",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "receivable",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="write_offs",
                                to="ledger.receivable",
                            ),
                        ),
                        (
                            "credit",
                            models.OneToOneField(
                                db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.receivable"
                            ),
                        ),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("reason", models.CharField(max_length=200)),
                        (
                            "written_off_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("written_off_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "write_off",
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bankline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9cad8cd5558082356f641bf89c2ef824e75d206a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_61f2a",
                            table="bank_line",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="bankline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="d96a780e34cefc990d7a6da48b7c8086dc8a4fe5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_46141",
                            table="bank_line",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="151fbe4771f371f3167f859cd4b6313d7c6700f4",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_c533a",
                            table="payment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="payment",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="ce7731e50bde7f8da805edc03499c37c0a98abba",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_7565c",
                            table="payment",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="receivable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9fef9e22e3b4d71981c2029992e0647a23022e66",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_d9e36",
                            table="receivable",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="receivable",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="3220c544221299a02354aba05b61172e9108c231",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_63364",
                            table="receivable",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journalentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="644404fa1bc9caa995bf16ce83250fd611b84834",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_3d13b",
                            table="journal_entry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journalentry",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="50fe7326eca5712fa5f56cc2f28c09427e1bf44f",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_57e82",
                            table="journal_entry",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journalline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="38c3be855f0a7c53655bc1e3132adbcda2b3d477",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_2e435",
                            table="journal_line",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="journalline",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="c55bb7f3bee34ebb75242d1e08a660b286e044c5",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_83d0f",
                            table="journal_line",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allocation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="89e1ee87b5f2d66df15fa261b6892e5f6d3360f7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_16657",
                            table="allocation",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="allocation",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_not_truncated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\nIF coalesce(current_setting('abonent.may_truncate', true), '') <> 'on' THEN\n    RAISE EXCEPTION 'posted rows of % are never deleted', TG_TABLE_NAME;\nEND IF;\nRETURN NULL;\n",
                            hash="1061667b32525753c18d889134cb123062b31f10",
                            level="STATEMENT",
                            operation="TRUNCATE",
                            pgid="pgtrigger_is_not_truncated_ee0c1",
                            table="allocation",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
