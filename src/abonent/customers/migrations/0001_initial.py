import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.customers.models.addresses
import abonent.customers.models.customers
import abonent.customers.models.own_fields
import abonent.kit.models
from abonent.customers.models.addresses import DOOR_OF_SQL
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE customer_number START 100001", "DROP SEQUENCE customer_number"),
        migrations.RunSQL(DOOR_OF_SQL, "DROP FUNCTION door_of"),
        Together(
            operations=[
                migrations.CreateModel(
                    name="ReachedCustomer",
                    fields=[
                        (
                            "staff_user",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "reached_customer",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="Address",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="customers.customer"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("delivery", "Delivery"), ("billing", "Billing"), ("visiting", "Visiting")],
                                default="delivery",
                                max_length=8,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="customers.place"),
                        ),
                        ("care_of", models.CharField(blank=True, max_length=80)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("temporary", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "address",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("customer", "="), ("kind", "="), ("temporary", "="), ("during", "&&")],
                                name="address_of_one_kind_at_a_time",
                            ),
                            models.CheckConstraint(condition=models.Q(("during__isempty", False)), name="address_during_some_days"),
                            models.CheckConstraint(condition=models.Q(("during__lower_inf", False)), name="address_begins_on_a_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Branch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "branch",
                    },
                ),
                migrations.CreateModel(
                    name="BranchHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.branch",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "branch_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CategorisedCustomer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="categorised",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="categorised",
                                to="customers.customercategory",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "categorised_customer",
                        "indexes": [models.Index(fields=["category", "customer"], name="customers_of_category")],
                        "constraints": [models.UniqueConstraint(fields=("customer", "category"), name="customer_categorised_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CategorisedCustomerHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.categorisedcustomer",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customercategory",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "categorised_customer_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "channel",
                            models.CharField(
                                choices=[("mail", "Letter"), ("email", "E-mail"), ("sms", "SMS"), ("telephone", "Telephone")], max_length=9
                            ),
                        ),
                        (
                            "purpose",
                            models.CharField(
                                choices=[
                                    ("marketing", "Offers"),
                                    ("editorial", "Newsletters"),
                                    ("research", "Surveys"),
                                    ("service", "Service"),
                                ],
                                max_length=9,
                            ),
                        ),
                        (
                            "said",
                            models.CharField(
                                choices=[("given", "Given"), ("withdrawn", "Withdrawn"), ("retracted", "Taken back")], max_length=9
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("telephone", "on the telephone"),
                                    ("web", "on the web"),
                                    ("email", "by e-mail"),
                                    ("letter", "by letter"),
                                    ("in_person", "in person"),
                                    ("file", "from a file"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=500)),
                        ("said_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "noted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "consent",
                        "indexes": [models.Index(fields=["customer", "channel", "purpose", "-id"], name="consent_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("channel__in", ["mail", "email", "sms", "telephone"])), name="consent_channel_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("purpose__in", ["marketing", "editorial", "research", "service"])),
                                name="consent_purpose_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("said__in", ["given", "withdrawn", "retracted"])), name="consent_said_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPerson",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="contact_persons", to="customers.customer"
                            ),
                        ),
                        ("given_name", models.CharField(blank=True, max_length=80)),
                        ("family_name", models.CharField(max_length=80)),
                        (
                            "name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Trim(
                                    django.db.models.functions.text.Concat("given_name", models.Value(" "), models.F("family_name"))
                                ),
                                output_field=models.CharField(max_length=170),
                            ),
                        ),
                        ("position", models.CharField(blank=True, help_text="as he puts it himself", max_length=80)),
                        (
                            "position_type",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contact_persons",
                                to="customers.positiontype",
                            ),
                        ),
                        ("language", models.CharField(blank=True, help_text="empty: the organisation's", max_length=2)),
                    ],
                    options={
                        "db_table": "contact_person",
                    },
                ),
                migrations.CreateModel(
                    name="ContactPersonHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        ("given_name", models.CharField(blank=True, max_length=80)),
                        ("family_name", models.CharField(max_length=80)),
                        ("position", models.CharField(blank=True, help_text="as he puts it himself", max_length=80)),
                        (
                            "position_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.positiontype",
                            ),
                        ),
                        ("language", models.CharField(blank=True, help_text="empty: the organisation's", max_length=2)),
                    ],
                    options={
                        "db_table": "contact_person_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ContactPoint",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contact_points",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "contact_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="contact_points",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("mobile", "Mobile"), ("phone", "Telephone"), ("email", "E-mail"), ("web", "Web")], max_length=6
                            ),
                        ),
                        ("value", models.CharField(max_length=120)),
                        ("normalised", models.CharField(db_collation="C", max_length=120)),
                        ("preferred", models.BooleanField(default=True)),
                        ("valid", models.BooleanField(default=True)),
                    ],
                    options={
                        "db_table": "contact_point",
                        "indexes": [models.Index(fields=["normalised"], name="contact_point_by_normalised")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("customer", "kind", "normalised", "contact_person"), name="contact_point_once", nulls_distinct=False
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("contact_person", None), ("preferred", True)),
                                fields=("customer", "kind"),
                                name="contact_point_preferred_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ContactPointHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.contactpoint",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "contact_person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("mobile", "Mobile"), ("phone", "Telephone"), ("email", "E-mail"), ("web", "Web")], max_length=6
                            ),
                        ),
                        ("value", models.CharField(max_length=120)),
                        ("normalised", models.CharField(db_collation="C", max_length=120)),
                        ("preferred", models.BooleanField(default=True)),
                        ("valid", models.BooleanField(default=True)),
                    ],
                    options={
                        "db_table": "contact_point_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Customer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "public_id",
                            models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True),
                        ),
                        (
                            "number",
                            models.BigIntegerField(
                                db_default=models.Func(models.Value("customer_number"), function="nextval"), editable=False, unique=True
                            ),
                        ),
                        (
                            "canonical",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("person", "Person"), ("organisation", "Organisation")], default="person", max_length=12
                            ),
                        ),
                        ("given_name", models.CharField(blank=True, max_length=80)),
                        ("family_name", models.CharField(blank=True, max_length=80)),
                        ("organisation_name", models.CharField(blank=True, max_length=120)),
                        (
                            "name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(kind="organisation", then=models.F("organisation_name")),
                                    models.When(
                                        language="hu",
                                        then=django.db.models.functions.text.Trim(
                                            django.db.models.functions.text.Concat("family_name", models.Value(" "), "given_name")
                                        ),
                                    ),
                                    default=django.db.models.functions.text.Trim(
                                        django.db.models.functions.text.Concat("given_name", models.Value(" "), "family_name")
                                    ),
                                ),
                                output_field=models.CharField(db_collation="C", max_length=170),
                            ),
                        ),
                        (
                            "list_name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(kind="organisation", then=models.F("organisation_name")),
                                    models.When(
                                        models.Q(("language", "hu"), ("family_name", ""), ("given_name", ""), _connector="OR"),
                                        then=django.db.models.functions.text.Trim(
                                            django.db.models.functions.text.Concat("family_name", models.Value(" "), "given_name")
                                        ),
                                    ),
                                    default=django.db.models.functions.text.Concat("family_name", models.Value(", "), "given_name"),
                                ),
                                output_field=models.CharField(db_collation="C", max_length=170),
                            ),
                        ),
                        ("language", models.CharField(max_length=2)),
                        ("country", models.CharField(max_length=2)),
                        ("national_id", models.CharField(blank=True, max_length=20)),
                        ("company_number", models.CharField(blank=True, max_length=20)),
                        ("vat_number", models.CharField(blank=True, max_length=20)),
                        (
                            "invoice_channel",
                            models.CharField(
                                choices=[
                                    ("paper", "Paper"),
                                    ("email", "E-mail"),
                                    ("einvoice", "E-invoice"),
                                    ("portal", "Self-service pages"),
                                ],
                                default="paper",
                                max_length=8,
                            ),
                        ),
                        (
                            "einvoice_address",
                            models.CharField(
                                blank=True, db_default="", help_text="scheme and number, for example 0007:5560360793", max_length=60
                            ),
                        ),
                        (
                            "payment_terms_days",
                            models.PositiveSmallIntegerField(blank=True, help_text="empty: the company's own", null=True),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to="customers.branch",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                help_text="who looks after the customer",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                help_text="the part of the house that looks after the customer",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="customers",
                                to="organisation.unit",
                            ),
                        ),
                        ("version", models.IntegerField(db_default=1, editable=False)),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow(), editable=False)),
                    ],
                    options={
                        "db_table": "customer",
                        "indexes": [
                            models.Index(
                                abonent.customers.models.customers.SortKey("list_name", models.Value("sv")),
                                models.F("id"),
                                name="customer_by_name_sv",
                            ),
                            models.Index(
                                abonent.customers.models.customers.SortKey("list_name", models.Value("pl")),
                                models.F("id"),
                                name="customer_by_name_pl",
                            ),
                            models.Index(
                                abonent.customers.models.customers.SortKey("list_name", models.Value("hu")),
                                models.F("id"),
                                name="customer_by_name_hu",
                            ),
                            models.Index(
                                abonent.customers.models.customers.SortKey("list_name", models.Value("en")),
                                models.F("id"),
                                name="customer_by_name_en",
                            ),
                            models.Index(
                                condition=models.Q(("national_id", ""), _negated=True),
                                fields=["national_id"],
                                name="customer_by_national_id",
                            ),
                            models.Index(
                                condition=models.Q(("company_number", ""), _negated=True),
                                fields=["company_number"],
                                name="customer_by_company_number",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "person"), models.Q(("given_name", ""), ("family_name", ""), _negated=True)),
                                    models.Q(("kind", "organisation"), models.Q(("organisation_name", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="customer_has_a_name_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("invoice_channel__in", ["paper", "email", "einvoice", "portal"])),
                                name="customer_invoice_channel_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerBankAccount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="bank_accounts",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[("iban", "IBAN"), ("bankgiro", "Bankgiro"), ("plusgiro", "Plusgiro")], default="iban", max_length=8
                            ),
                        ),
                        ("number", models.CharField(db_collation="C", max_length=34)),
                    ],
                    options={
                        "db_table": "customer_bank_account",
                        "indexes": [models.Index(fields=["number"], name="account_of_customer_by_number")],
                        "constraints": [
                            models.UniqueConstraint(fields=("customer", "scheme", "number"), name="customer_bank_account_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerBankAccountHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.customerbankaccount",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "scheme",
                            models.CharField(
                                choices=[("iban", "IBAN"), ("bankgiro", "Bankgiro"), ("plusgiro", "Plusgiro")], default="iban", max_length=8
                            ),
                        ),
                        ("number", models.CharField(db_collation="C", max_length=34)),
                    ],
                    options={
                        "db_table": "customer_bank_account_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CustomerCategory",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "customer_category",
                    },
                ),
                migrations.CreateModel(
                    name="CustomerCategoryHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.customercategory",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "customer_category_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CustomerHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("public_id", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False)),
                        (
                            "number",
                            models.BigIntegerField(
                                db_default=models.Func(models.Value("customer_number"), function="nextval"), editable=False
                            ),
                        ),
                        (
                            "canonical",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("person", "Person"), ("organisation", "Organisation")], default="person", max_length=12
                            ),
                        ),
                        ("given_name", models.CharField(blank=True, max_length=80)),
                        ("family_name", models.CharField(blank=True, max_length=80)),
                        ("organisation_name", models.CharField(blank=True, max_length=120)),
                        ("language", models.CharField(max_length=2)),
                        ("country", models.CharField(max_length=2)),
                        ("national_id", models.CharField(blank=True, max_length=20)),
                        ("company_number", models.CharField(blank=True, max_length=20)),
                        ("vat_number", models.CharField(blank=True, max_length=20)),
                        (
                            "invoice_channel",
                            models.CharField(
                                choices=[
                                    ("paper", "Paper"),
                                    ("email", "E-mail"),
                                    ("einvoice", "E-invoice"),
                                    ("portal", "Self-service pages"),
                                ],
                                default="paper",
                                max_length=8,
                            ),
                        ),
                        (
                            "einvoice_address",
                            models.CharField(
                                blank=True, db_default="", help_text="scheme and number, for example 0007:5560360793", max_length=60
                            ),
                        ),
                        (
                            "payment_terms_days",
                            models.PositiveSmallIntegerField(blank=True, help_text="empty: the company's own", null=True),
                        ),
                        (
                            "branch",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.branch",
                            ),
                        ),
                        (
                            "responsible",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="who looks after the customer",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "unit",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="the part of the house that looks after the customer",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisation.unit",
                            ),
                        ),
                        ("version", models.IntegerField(db_default=1, editable=False)),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow(), editable=False)),
                    ],
                    options={
                        "db_table": "customer_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CustomerMerge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kept",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="customers.customer"),
                        ),
                        (
                            "merged",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="merges_away", to="customers.customer"
                            ),
                        ),
                        ("choices", models.JSONField(default=dict)),
                        ("merged_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "merged_by",
                            models.ForeignKey(
                                help_text="empty: the system",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                help_text="empty: a person merged the two",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("undone_at", models.DateTimeField(null=True)),
                        (
                            "undone_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "customer_merge",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("undone_at", None)), fields=("merged",), name="customer_merged_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kept", models.F("merged")), _negated=True), name="customer_merge_of_two"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DuplicatePlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("run_id", models.BigIntegerField()),
                        ("ordinal", models.IntegerField()),
                        (
                            "kept",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "merged",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                help_text="empty: somebody who is being typed and not yet registered",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        ("score", models.PositiveSmallIntegerField()),
                        ("reasons", models.JSONField()),
                        ("ground", models.UUIDField()),
                    ],
                    options={
                        "db_table": "duplicate_plan",
                    },
                ),
                migrations.CreateModel(
                    name="Erasure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="erasure", to="customers.customer"
                            ),
                        ),
                        (
                            "ground",
                            models.CharField(
                                choices=[("request", "The person asked for it"), ("lapse", "Not needed any more")],
                                default="request",
                                max_length=8,
                            ),
                        ),
                        ("erased_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "erased_by",
                            models.ForeignKey(
                                help_text="empty: a schedule",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("kept_until", models.DateField(null=True)),
                    ],
                    options={
                        "db_table": "erasure",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("ground__in", ["request", "lapse"])), name="erasure_ground_known")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.CharField(max_length=40)),
                        ("key", models.CharField(db_collation="C", max_length=60)),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="external_keys", to="customers.customer"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "external_key",
                        "indexes": [models.Index(fields=["key"], name="external_key_by_key")],
                        "constraints": [models.UniqueConstraint(fields=("source", "key"), name="external_key_once")],
                    },
                ),
                migrations.CreateModel(
                    name="OwnField",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Text"),
                                    ("long_text", "Long text"),
                                    ("whole_number", "Whole number"),
                                    ("decimal", "Number with decimals"),
                                    ("day", "Day"),
                                    ("yes_no", "Yes or no"),
                                    ("choice", "One of some options"),
                                    ("choices", "Several of some options"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("of_persons", models.BooleanField(default=True)),
                        ("of_organisations", models.BooleanField(default=True)),
                        ("ordinal", models.PositiveIntegerField(help_text="its place among the fields")),
                        ("required", models.BooleanField(default=False)),
                        ("searchable", models.BooleanField(default=False, help_text="what is written in it is found in the search box")),
                    ],
                    options={
                        "db_table": "own_field",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("of_persons", True), ("of_organisations", True), _connector="OR"),
                                name="own_field_of_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["text", "long_text", "whole_number", "decimal", "day", "yes_no", "choice", "choices"])
                                ),
                                name="own_field_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnFieldHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.ownfield",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "Text"),
                                    ("long_text", "Long text"),
                                    ("whole_number", "Whole number"),
                                    ("decimal", "Number with decimals"),
                                    ("day", "Day"),
                                    ("yes_no", "Yes or no"),
                                    ("choice", "One of some options"),
                                    ("choices", "Several of some options"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("of_persons", models.BooleanField(default=True)),
                        ("of_organisations", models.BooleanField(default=True)),
                        ("ordinal", models.PositiveIntegerField(help_text="its place among the fields")),
                        ("required", models.BooleanField(default=False)),
                        ("searchable", models.BooleanField(default=False, help_text="what is written in it is found in the search box")),
                    ],
                    options={
                        "db_table": "own_field_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OwnFieldOption",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "field",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="options", to="customers.ownfield"),
                        ),
                    ],
                    options={
                        "db_table": "own_field_option",
                    },
                ),
                migrations.CreateModel(
                    name="OwnFieldOptionHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.ownfieldoption",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.ownfield",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "own_field_option_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OwnValue",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="own_values",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="values", to="customers.ownfield"
                            ),
                        ),
                        ("text", models.TextField(blank=True, null=True)),
                        ("number", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                        ("day", models.DateField(blank=True, null=True)),
                        ("yes", models.BooleanField(blank=True, null=True)),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="values",
                                to="customers.ownfieldoption",
                            ),
                        ),
                        (
                            "options",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), blank=True, null=True, size=None
                            ),
                        ),
                        (
                            "sorted_as",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.text.Left(abonent.customers.models.own_fields.Folded("text"), 100),
                                output_field=models.TextField(db_collation="C", null=True),
                            ),
                        ),
                    ],
                    options={
                        "db_table": "own_value",
                        "indexes": [
                            models.Index(
                                condition=models.Q(("sorted_as__isnull", False)),
                                fields=["field", "sorted_as", "customer"],
                                name="own_value_by_text",
                            ),
                            models.Index(
                                condition=models.Q(("number__isnull", False)),
                                fields=["field", "number", "customer"],
                                name="own_value_by_number",
                            ),
                            models.Index(
                                condition=models.Q(("day__isnull", False)), fields=["field", "day", "customer"], name="own_value_by_day"
                            ),
                            models.Index(
                                condition=models.Q(("yes__isnull", False)), fields=["field", "yes", "customer"], name="own_value_by_yes"
                            ),
                            models.Index(
                                condition=models.Q(("option__isnull", False)),
                                fields=["field", "option", "customer"],
                                name="own_value_by_option",
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                condition=models.Q(("options__isnull", False)), fields=["options"], name="own_value_by_options"
                            ),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    abonent.customers.models.own_fields.Folded("text"), name="gin_trgm_ops"
                                ),
                                condition=models.Q(("text__isnull", False)),
                                name="own_value_words",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(fields=("customer", "field"), name="own_value_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("text__isnull", False),
                                    ("number__isnull", False),
                                    ("day__isnull", False),
                                    ("yes__isnull", False),
                                    ("option__isnull", False),
                                    ("options__isnull", False),
                                    _connector="OR",
                                ),
                                name="own_value_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OwnValueHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.ownvalue",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "field",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.ownfield",
                            ),
                        ),
                        ("text", models.TextField(blank=True, null=True)),
                        ("number", models.DecimalField(blank=True, decimal_places=4, max_digits=18, null=True)),
                        ("day", models.DateField(blank=True, null=True)),
                        ("yes", models.BooleanField(blank=True, null=True)),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.ownfieldoption",
                            ),
                        ),
                        (
                            "options",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(), blank=True, null=True, size=None
                            ),
                        ),
                    ],
                    options={
                        "db_table": "own_value_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("country", models.CharField(max_length=2)),
                        ("postal_code", models.CharField(max_length=12)),
                        ("town", models.CharField(max_length=60)),
                        ("street", models.CharField(blank=True, max_length=100)),
                        ("number", models.CharField(blank=True, max_length=20)),
                        ("staircase", models.CharField(blank=True, max_length=20)),
                        ("flat", models.CharField(blank=True, max_length=20)),
                        (
                            "door",
                            models.GeneratedField(
                                db_persist=True,
                                expression=abonent.customers.models.addresses.DoorOf(
                                    "country", "postal_code", "town", "street", "number", "staircase", "flat"
                                ),
                                output_field=models.UUIDField(),
                                unique=True,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "place",
                        "indexes": [models.Index(fields=["country", "postal_code"], name="place_by_postal_code")],
                    },
                ),
                migrations.CreateModel(
                    name="PositionType",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "position_type",
                    },
                ),
                migrations.CreateModel(
                    name="PositionTypeHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.positiontype",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "position_type_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RefusalRegister",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=60, unique=True)),
                        (
                            "holds",
                            models.CharField(
                                choices=[("telephone", "Telephone numbers"), ("email", "E-mail addresses")],
                                default="telephone",
                                max_length=9,
                            ),
                        ),
                        ("as_of", models.DateField()),
                        ("contacts", models.IntegerField(default=0, help_text="how many the file had")),
                        ("imported_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "imported_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "refusal_register",
                    },
                ),
                migrations.CreateModel(
                    name="RefusedContact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "register",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="refused",
                                to="customers.refusalregister",
                            ),
                        ),
                        ("normalised", models.CharField(db_collation="C", max_length=120)),
                    ],
                    options={
                        "db_table": "refused_contact",
                        "constraints": [models.UniqueConstraint(fields=("normalised", "register"), name="refused_contact_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Relationship",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="relationships",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="relationships_of_others", to="customers.customer"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("household", "Same household"),
                                    ("family", "Family"),
                                    ("parent_company", "Parent company of"),
                                    ("member", "Has as member"),
                                    ("giver", "Gives to"),
                                ],
                                max_length=14,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "relationship",
                        "constraints": [
                            models.UniqueConstraint(fields=("customer", "other", "kind"), name="relationship_once"),
                            models.CheckConstraint(
                                condition=models.Q(("customer", models.F("other")), _negated=True), name="relationship_of_two"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RelationshipHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.relationship",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("household", "Same household"),
                                    ("family", "Family"),
                                    ("parent_company", "Parent company of"),
                                    ("member", "Has as member"),
                                    ("giver", "Gives to"),
                                ],
                                max_length=14,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "relationship_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RequiredDetail",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("person", "Person"), ("organisation", "Organisation")], max_length=12)),
                        ("detail", models.CharField(max_length=20)),
                    ],
                    options={
                        "db_table": "required_detail",
                        "constraints": [models.UniqueConstraint(fields=("kind", "detail"), name="required_detail_once")],
                    },
                ),
                migrations.CreateModel(
                    name="RequiredDetailHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.requireddetail",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        ("kind", models.CharField(choices=[("person", "Person"), ("organisation", "Organisation")], max_length=12)),
                        ("detail", models.CharField(max_length=20)),
                    ],
                    options={
                        "db_table": "required_detail_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StagedConsent",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("batch_id", models.BigIntegerField()),
                        ("line", models.IntegerField()),
                        ("key", models.TextField(db_collation="C")),
                        ("channel", models.TextField()),
                        ("purpose", models.TextField()),
                        ("said", models.TextField()),
                        ("source", models.TextField()),
                        ("words", models.TextField()),
                        ("said_on", models.TextField()),
                        ("faults", models.JSONField(null=True)),
                        ("customer_id", models.BigIntegerField(null=True)),
                        ("consent_id", models.BigIntegerField(null=True)),
                        ("outcome", models.TextField(db_default="")),
                    ],
                    options={
                        "db_table": "staged_consent",
                    },
                ),
                migrations.CreateModel(
                    name="StagedCustomer",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("batch_id", models.BigIntegerField()),
                        ("line", models.IntegerField()),
                        ("key", models.TextField(db_collation="C")),
                        ("kind", models.TextField()),
                        ("given_name", models.TextField()),
                        ("family_name", models.TextField()),
                        ("organisation_name", models.TextField()),
                        ("language", models.TextField()),
                        ("language_assumed", models.TextField()),
                        ("country", models.TextField()),
                        ("country_assumed", models.TextField()),
                        ("national_id", models.TextField()),
                        ("company_number", models.TextField()),
                        ("vat_number", models.TextField()),
                        ("invoice_channel", models.TextField()),
                        ("payment_terms_days", models.TextField()),
                        ("care_of", models.TextField()),
                        ("street", models.TextField()),
                        ("number", models.TextField()),
                        ("staircase", models.TextField()),
                        ("flat", models.TextField()),
                        ("postal_code", models.TextField()),
                        ("town", models.TextField()),
                        ("mobile", models.TextField()),
                        ("mobile_normalised", models.TextField(db_collation="C")),
                        ("phone", models.TextField()),
                        ("phone_normalised", models.TextField(db_collation="C")),
                        ("email", models.TextField()),
                        ("email_normalised", models.TextField(db_collation="C")),
                        ("web", models.TextField()),
                        ("web_normalised", models.TextField(db_collation="C")),
                        ("types", models.TextField()),
                        ("branch", models.TextField()),
                        ("responsible", models.TextField()),
                        ("einvoice_address", models.TextField()),
                        ("iban", models.TextField()),
                        ("version", models.TextField()),
                        ("edited", models.TextField()),
                        ("emptied", models.TextField()),
                        ("own", models.JSONField(null=True)),
                        ("faults", models.JSONField(null=True)),
                    ],
                    options={
                        "db_table": "staged_customer",
                    },
                ),
                migrations.CreateModel(
                    name="StagedCustomerMatch",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        ("batch_id", models.BigIntegerField()),
                        ("line", models.IntegerField()),
                        ("customer_id", models.BigIntegerField()),
                        ("is_new", models.BooleanField()),
                        ("door", models.UUIDField(null=True)),
                        ("says_otherwise", models.BooleanField()),
                        ("lives_elsewhere", models.BooleanField()),
                        ("is_reached_otherwise", models.BooleanField()),
                        ("is_sorted_otherwise", models.BooleanField()),
                        ("owns_otherwise", models.BooleanField(db_default=False)),
                        ("branch_id", models.BigIntegerField(null=True)),
                        ("responsible_id", models.BigIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "staged_customer_match",
                    },
                ),
                migrations.CreateModel(
                    name="ToldApart",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("one", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer")),
                        (
                            "other",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.customer"),
                        ),
                        ("told_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "told_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "told_apart",
                        "constraints": [
                            models.UniqueConstraint(fields=("one", "other"), name="told_apart_once"),
                            models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="told_apart_in_order"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AddressHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        (
                            "pgh_obj",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="customers.address",
                            ),
                        ),
                        (
                            "pgh_context",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="pghistory.context",
                            ),
                        ),
                        ("id", models.BigIntegerField()),
                        (
                            "customer",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("delivery", "Delivery"), ("billing", "Billing"), ("visiting", "Visiting")],
                                default="delivery",
                                max_length=8,
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.place",
                            ),
                        ),
                        ("care_of", models.CharField(blank=True, max_length=80)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("temporary", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "address_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="CustomerSearch",
                    fields=[
                        (
                            "customer",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="search",
                                serialize=False,
                                to="customers.customer",
                            ),
                        ),
                        ("given_first", models.TextField(db_collation="C")),
                        ("family_first", models.TextField(db_collation="C")),
                        ("body", models.TextField(db_collation="C")),
                    ],
                    options={
                        "db_table": "customer_search",
                        "indexes": [
                            models.Index(fields=["given_first"], name="customer_search_given_first"),
                            models.Index(fields=["family_first"], name="customer_search_family_first"),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass("body", name="gin_trgm_ops"), name="customer_search_body"
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="address",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "address_history" ("care_of", "customer_id", "during", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "temporary") SELECT new_values."care_of", new_values."customer_id", new_values."during", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."place_id", new_values."temporary" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="895fc5ed63f3b584a12e7b81df5f18b85aec44ac",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_8ee2b",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="address",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="address",
                    trigger=pgtrigger.compiler.Trigger(
                        name="before_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "address_history" ("care_of", "customer_id", "during", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "temporary") SELECT old_values."care_of", old_values."customer_id", old_values."during", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."place_id", old_values."temporary" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="1fee8b1338d9e54ed4e169910d58cd23b942e911",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_before_update_69a4c",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="address",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="address",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "address_history" ("care_of", "customer_id", "during", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "temporary") SELECT new_values."care_of", new_values."customer_id", new_values."during", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."place_id", new_values."temporary" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e454a1e049e1344cdbaa42de1c09a96e620c3a61",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_70b0a",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="address",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="address",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "address_history" ("care_of", "customer_id", "during", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "temporary") SELECT old_values."care_of", old_values."customer_id", old_values."during", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."place_id", old_values."temporary" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="b1a6ddae4f07b050d621f2e1ff35e05531bd0ebe",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_f5904",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="address",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="branch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "branch_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="8cd8bf5e364b4fb1e7cf912e60d35632506617f0",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_5a008",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="branch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="branch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "branch_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="46a1b21fb230e120758c09cc212210785a265fd8",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_11d4f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="branch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="branch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "branch_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="e4d8afb66018ab5b0e6db3bbe35f5fe34b17e67a",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_bfa11",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="branch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="branchhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9afc73dfb40840b3e3321abd5b00493ea6d3f1d6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bf003",
                            table="branch_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="categorisedcustomer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "categorised_customer_history" ("category_id", "customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."category_id", new_values."customer_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="127ace80cbd6958a19864437aaf765194f63b5db",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_84315",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="categorised_customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="categorisedcustomer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "categorised_customer_history" ("category_id", "customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."category_id", new_values."customer_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5ec21efbc8063c8e1b48066f0baa2695def992d4",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_cf24f",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="categorised_customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="categorisedcustomer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "categorised_customer_history" ("category_id", "customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."category_id", old_values."customer_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="8386397ba1400466ced6a8bee56e024e1a1792ec",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_ef9ff",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="categorised_customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="categorisedcustomerhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8a3c6367314f7de4d834d406a2d61763aa8da943",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_82a97",
                            table="categorised_customer_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="consent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="never_overwritten",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="82449f3e86a8e16e8bd9ac2c5cff1cf26ed30ddc",
                            operation="UPDATE",
                            pgid="pgtrigger_never_overwritten_8354d",
                            table="consent",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_person_history" ("customer_id", "family_name", "given_name", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "position_type_id") SELECT new_values."customer_id", new_values."family_name", new_values."given_name", new_values."id", new_values."language", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."position", new_values."position_type_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="72a3837877958fe0315a9261a56d406ca606f344",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_36f57",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="contact_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_person_history" ("customer_id", "family_name", "given_name", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "position_type_id") SELECT new_values."customer_id", new_values."family_name", new_values."given_name", new_values."id", new_values."language", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."position", new_values."position_type_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="88a138c7a33d3670fef2ec246927d32c09608412",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_04470",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="contact_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactperson",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_person_history" ("customer_id", "family_name", "given_name", "id", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "position_type_id") SELECT old_values."customer_id", old_values."family_name", old_values."given_name", old_values."id", old_values."language", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."position", old_values."position_type_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="883116603839fd005a8dadaf5b3af9dec81c1543",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_7b906",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="contact_person",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpersonhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="69bed388f69232a9b4de1e7e3dedefa1f3234b46",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f6d2d",
                            table="contact_person_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_point_history" ("contact_person_id", "customer_id", "id", "kind", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "valid", "value") SELECT new_values."contact_person_id", new_values."customer_id", new_values."id", new_values."kind", new_values."normalised", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."preferred", new_values."valid", new_values."value" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6e38d427e081e546e098adab1a5227d724355d6d",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_770e1",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="contact_point",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="before_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_point_history" ("contact_person_id", "customer_id", "id", "kind", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "valid", "value") SELECT old_values."contact_person_id", old_values."customer_id", old_values."id", old_values."kind", old_values."normalised", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."preferred", old_values."valid", old_values."value" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="96e4709f09c122fc159d9b25f5a7f58312aff7c6",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_before_update_d5dfa",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="contact_point",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_point_history" ("contact_person_id", "customer_id", "id", "kind", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "valid", "value") SELECT new_values."contact_person_id", new_values."customer_id", new_values."id", new_values."kind", new_values."normalised", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."preferred", new_values."valid", new_values."value" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="4a1397d88327e1efe7076a73eb78021da848d6ec",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_0fab1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="contact_point",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpoint",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contact_point_history" ("contact_person_id", "customer_id", "id", "kind", "normalised", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "valid", "value") SELECT old_values."contact_person_id", old_values."customer_id", old_values."id", old_values."kind", old_values."normalised", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."preferred", old_values."valid", old_values."value" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="837c7ea4fa85d0785235d2f6a15db1449d491421",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_d01d7",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="contact_point",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="contactpointhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7b0617709d3265ba188db337810d0a4eea30569e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_735ec",
                            table="contact_point_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="canonical_is_itself",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition='WHEN (NEW."canonical_id" IS NULL)',
                            func="NEW.canonical_id = NEW.id; RETURN NEW;",
                            hash="99f329315dc143634ef7984ace3a59e487e8ae1b",
                            operation="INSERT",
                            pgid="pgtrigger_canonical_is_itself_21738",
                            table="customer",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="2781524fe7ffa66a168c2e014fec2e5f6d4e83ef",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_49d68",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="before_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="51b88163d9df04f35cde2906cca4bf680d92ad50",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_before_update_f7b3e",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT new_values."branch_id", new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."einvoice_address", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."public_id", new_values."responsible_id", new_values."unit_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b9fe84af476559eb0f7acbfd0c53085556c8aac3",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_c4016",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("branch_id", "canonical_id", "company_number", "country", "created_at", "einvoice_address", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "responsible_id", "unit_id", "vat_number", "version") SELECT old_values."branch_id", old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."einvoice_address", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."public_id", old_values."responsible_id", old_values."unit_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="760e407b6c94848769564bd84ff851ae3a64cd05",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_de095",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="customer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerbankaccount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_bank_account_history" ("customer_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT new_values."customer_id", new_values."id", new_values."number", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."scheme" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="004be8b2a25fccf6dcdb32acefd5a0b145c48736",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_62b70",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="customer_bank_account",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerbankaccount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_bank_account_history" ("customer_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT new_values."customer_id", new_values."id", new_values."number", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."scheme" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="c738d555dc9db814329a2c53976ee8332ad1e105",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_1b7d8",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer_bank_account",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerbankaccount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_bank_account_history" ("customer_id", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scheme") SELECT old_values."customer_id", old_values."id", old_values."number", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."scheme" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="04012b932eb5b366f5ce111cf45843c5e82fccca",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_cc1b9",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="customer_bank_account",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerbankaccounthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4dbcd9a35b2eb10f8f7fffb96a4fd15c54f4029c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_fbc67",
                            table="customer_bank_account_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customercategory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_category_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="bb2eeaeffc22e2eaaa0b65fe1acfeef67f8b5802",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_78b5c",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="customer_category",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customercategory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_category_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f738cb66389d5071866018c5a8bcf4673a084a87",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_37cd1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer_category",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customercategory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_category_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="d6680f00a944f287b0901cc8a89f6735cf1c898e",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_40e61",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="customer_category",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customercategoryhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6bbd6757ecbf17542525d25a06958660b952a46f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_ccebd",
                            table="customer_category_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b255d161448ce59a6c0beb04fd3d13bff2f073fb",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7118b",
                            table="customer_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfield",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_history" ("id", "kind", "name", "of_organisations", "of_persons", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "retired", "searchable") SELECT new_values."id", new_values."kind", new_values."name", new_values."of_organisations", new_values."of_persons", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."required", new_values."retired", new_values."searchable" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e621ec6111d099788e83ac93a83c57c15147cb6a",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_0da9e",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="own_field",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfield",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_history" ("id", "kind", "name", "of_organisations", "of_persons", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "retired", "searchable") SELECT new_values."id", new_values."kind", new_values."name", new_values."of_organisations", new_values."of_persons", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."required", new_values."retired", new_values."searchable" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d9b74fa65539b6c7070ef007456630de4f1e2a34",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_e06c5",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="own_field",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfield",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_history" ("id", "kind", "name", "of_organisations", "of_persons", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "required", "retired", "searchable") SELECT old_values."id", old_values."kind", old_values."name", old_values."of_organisations", old_values."of_persons", old_values."ordinal", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."required", old_values."retired", old_values."searchable" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="a81620f96b69c939f12f40e31a6da0ee02d3120a",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_b6394",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="own_field",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfieldhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7e8a3aeac0315f8a5c770763464c8fd947e4b4af",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_995e7",
                            table="own_field_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfieldoption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_option_history" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."field_id", new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="3a585d59885e7b619884027ce5dca32fe0746fd4",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_ca056",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="own_field_option",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfieldoption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_option_history" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."field_id", new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="feb942ce4aa28456e10350a0eee002cbe849b78b",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_513cc",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="own_field_option",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfieldoption",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_field_option_history" ("field_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."field_id", old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9c4fe14c648ac60cb0984b09bc7b5b9965c9e254",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_1a9d6",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="own_field_option",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownfieldoptionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4fcbfc1bde46f111bd89e5031ab868cb1d5e796e",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_38100",
                            table="own_field_option_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_value_history" ("customer_id", "day", "field_id", "id", "number", "option_id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "yes") SELECT new_values."customer_id", new_values."day", new_values."field_id", new_values."id", new_values."number", new_values."option_id", new_values."options", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."text", new_values."yes" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b120e40d332d0ac2b1122c8ed4a6a1a100820973",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_79d8d",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="own_value",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="before_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_value_history" ("customer_id", "day", "field_id", "id", "number", "option_id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "yes") SELECT old_values."customer_id", old_values."day", old_values."field_id", old_values."id", old_values."number", old_values."option_id", old_values."options", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."text", old_values."yes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="44d6bcdfc4ff63739e2e829178722aac9fabb261",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_before_update_85155",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="own_value",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_value_history" ("customer_id", "day", "field_id", "id", "number", "option_id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "yes") SELECT new_values."customer_id", new_values."day", new_values."field_id", new_values."id", new_values."number", new_values."option_id", new_values."options", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."text", new_values."yes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="17dd60647b5c743a0a8c7858db6a7758065917a5",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_9e6db",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="own_value",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownvalue",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "own_value_history" ("customer_id", "day", "field_id", "id", "number", "option_id", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "yes") SELECT old_values."customer_id", old_values."day", old_values."field_id", old_values."id", old_values."number", old_values."option_id", old_values."options", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."text", old_values."yes" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="207b4d971a779d1ba0b0c1aff1bf7f333315d58b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_ff483",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="own_value",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="ownvaluehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0c58a571ac67971c95a366c0662f666047e9c94b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d8436",
                            table="own_value_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="positiontype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "position_type_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="fd2065414407de1d85ede29298f89a51e40d377d",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_c99c8",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="position_type",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="positiontype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "position_type_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="284f673a3b028d500de22198ac2b6167697bc592",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_967eb",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="position_type",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="positiontype",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "position_type_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="89d59978af79061487f962a33ca65a4fd4dd5d4e",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_704ef",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="position_type",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="positiontypehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="750b18f98563f176d9c44c83735713a5a822a1e1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cb293",
                            table="position_type_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "relationship_history" ("customer_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."customer_id", new_values."id", new_values."kind", new_values."other_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="046655d7779e5c917c7890092edd3caf64207af3",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_b7973",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "relationship_history" ("customer_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."customer_id", new_values."id", new_values."kind", new_values."other_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1c1220fdd5024c0475d6a38a77c661f2fb3ebd35",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_5ac94",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationship",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "relationship_history" ("customer_id", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."customer_id", old_values."id", old_values."kind", old_values."other_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="5427c5f746915e2b0b2845e86c97e9a3da408c09",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_fcb53",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="relationship",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="relationshiphistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b1b7eed1fd4d2eb14cf997975e405bde79b14a72",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7d08e",
                            table="relationship_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="requireddetail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "required_detail_history" ("detail", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."detail", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="93e3c84d24b655909a22f39d07f9533c0609771a",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_0197d",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="required_detail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="requireddetail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "required_detail_history" ("detail", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."detail", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="22c310d4904da10b02164eff672815ad8d1cd1e0",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_9c303",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="required_detail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="requireddetail",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "required_detail_history" ("detail", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."detail", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="16afaa4548ffadc662895dd7ba5ff02d704aa0c9",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_854d7",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="required_detail",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="requireddetailhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3f6e88eed7051c5d9a392e626ede115449300f97",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6e0e6",
                            table="required_detail_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="addresshistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b4654623a626c399f9ef255e55618f02f8896a74",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_36b9b",
                            table="address_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
        migrations.RunSQL("ALTER TABLE staged_customer SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE staged_customer_match SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE staged_consent SET UNLOGGED", migrations.RunSQL.noop),
    ]
