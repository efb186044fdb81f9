"""The register: customers, addresses, contacts, what they are found by, and the staging table of their import."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import abonent.customers.models.addresses
import abonent.customers.models.customers
import abonent.kit.models
from abonent.customers.models.addresses import DOOR_OF_SQL


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("imports", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE customer_number START 100001", "DROP SEQUENCE customer_number"),
        migrations.RunSQL(DOOR_OF_SQL, "DROP FUNCTION door_of"),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("position", models.CharField(blank=True, max_length=80)),
                ("language", models.CharField(blank=True, help_text="empty: the organisation's", max_length=2)),
            ],
            options={
                "db_table": "contact_person",
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True)),
                (
                    "number",
                    models.BigIntegerField(
                        db_default=models.Func(models.Value("customer_number"), function="nextval"), editable=False, unique=True
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("person", "Person"), ("organisation", "Organisation")], default="person", max_length=12),
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
                        choices=[("paper", "Paper"), ("email", "E-mail"), ("einvoice", "E-invoice"), ("portal", "Self-service pages")],
                        default="paper",
                        max_length=8,
                    ),
                ),
                ("payment_terms_days", models.PositiveSmallIntegerField(blank=True, help_text="empty: the company's own", null=True)),
                ("version", models.IntegerField(db_default=1, editable=False)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow(), editable=False)),
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
            ],
            options={
                "db_table": "customer",
            },
        ),
        migrations.CreateModel(
            name="StagedCustomer",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
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
                ("faults", models.JSONField(null=True)),
            ],
            options={
                "db_table": "staged_customer",
            },
        ),
        migrations.CreateModel(
            name="StagedCustomerMatch",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("customer_id", models.BigIntegerField()),
                ("is_new", models.BooleanField()),
                ("door", models.UUIDField(null=True)),
                ("says_otherwise", models.BooleanField()),
                ("lives_elsewhere", models.BooleanField()),
                ("is_reached_otherwise", models.BooleanField()),
            ],
            options={
                "db_table": "staged_customer_match",
            },
        ),
        migrations.CreateModel(
            name="ContactPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "customer",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="contact_points", to="customers.customer"
                    ),
                ),
            ],
            options={
                "db_table": "contact_point",
            },
        ),
        migrations.CreateModel(
            name="ContactPointHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
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
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "db_table": "contact_point_history",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="contactperson",
            name="customer",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="contact_persons", to="customers.customer"),
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("delivery", "Delivery"), ("billing", "Billing"), ("visiting", "Visiting")],
                        default="delivery",
                        max_length=8,
                    ),
                ),
                ("care_of", models.CharField(blank=True, max_length=80)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("temporary", models.BooleanField(default=False)),
                (
                    "customer",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="customers.customer"),
                ),
            ],
            options={
                "db_table": "address",
            },
        ),
        migrations.CreateModel(
            name="CustomerHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False)),
                (
                    "number",
                    models.BigIntegerField(db_default=models.Func(models.Value("customer_number"), function="nextval"), editable=False),
                ),
                (
                    "kind",
                    models.CharField(choices=[("person", "Person"), ("organisation", "Organisation")], default="person", max_length=12),
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
                        choices=[("paper", "Paper"), ("email", "E-mail"), ("einvoice", "E-invoice"), ("portal", "Self-service pages")],
                        default="paper",
                        max_length=8,
                    ),
                ),
                ("payment_terms_days", models.PositiveSmallIntegerField(blank=True, help_text="empty: the company's own", null=True)),
                ("version", models.IntegerField(db_default=1, editable=False)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow(), editable=False)),
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
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="customers.customer"
                    ),
                ),
            ],
            options={
                "db_table": "customer_history",
                "abstract": False,
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
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="external_keys", to="customers.customer"),
                ),
            ],
            options={
                "db_table": "external_key",
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
            name="AddressHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("delivery", "Delivery"), ("billing", "Billing"), ("visiting", "Visiting")],
                        default="delivery",
                        max_length=8,
                    ),
                ),
                ("care_of", models.CharField(blank=True, max_length=80)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("temporary", models.BooleanField(default=False)),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="customers.address"
                    ),
                ),
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
                    "place",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.place",
                    ),
                ),
            ],
            options={
                "db_table": "address_history",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="address",
            name="place",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="addresses", to="customers.place"),
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
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                abonent.customers.models.customers.SortKey("list_name", models.Value("sv")), models.F("id"), name="customer_by_name_sv"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                abonent.customers.models.customers.SortKey("list_name", models.Value("pl")), models.F("id"), name="customer_by_name_pl"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                abonent.customers.models.customers.SortKey("list_name", models.Value("hu")), models.F("id"), name="customer_by_name_hu"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                abonent.customers.models.customers.SortKey("list_name", models.Value("en")), models.F("id"), name="customer_by_name_en"
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "person"), models.Q(("given_name", ""), ("family_name", ""), _negated=True)),
                    models.Q(("kind", "organisation"), models.Q(("organisation_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="customer_has_a_name_of_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(("invoice_channel__in", ["paper", "email", "einvoice", "portal"])), name="customer_invoice_channel_known"
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("canonical_id", "company_number", "country", "created_at", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "vat_number", "version") SELECT new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."public_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3a154c6078a79cba160af1d9040ba83146b2813a",
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
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("canonical_id", "company_number", "country", "created_at", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "vat_number", "version") SELECT new_values."canonical_id", new_values."company_number", new_values."country", new_values."created_at", new_values."family_name", new_values."given_name", new_values."id", new_values."invoice_channel", new_values."kind", new_values."language", new_values."national_id", new_values."number", new_values."organisation_name", new_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."public_id", new_values."vat_number", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f290f72bfa8ba828590c1b3ca7753a7ab437d3e9",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_history" ("canonical_id", "company_number", "country", "created_at", "family_name", "given_name", "id", "invoice_channel", "kind", "language", "national_id", "number", "organisation_name", "payment_terms_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "vat_number", "version") SELECT old_values."canonical_id", old_values."company_number", old_values."country", old_values."created_at", old_values."family_name", old_values."given_name", old_values."id", old_values."invoice_channel", old_values."kind", old_values."language", old_values."national_id", old_values."number", old_values."organisation_name", old_values."payment_terms_days", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."public_id", old_values."vat_number", old_values."version" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="81c84b7250e45f4e9186c06f193ad37b8aad20d1",
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
        migrations.AddIndex(
            model_name="contactpoint",
            index=models.Index(fields=["normalised"], name="contact_point_by_normalised"),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.UniqueConstraint(
                fields=("customer", "kind", "normalised", "contact_person"), name="contact_point_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="contactpoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact_person", None), ("preferred", True)),
                fields=("customer", "kind"),
                name="contact_point_preferred_once",
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
        migrations.AddIndex(
            model_name="externalkey",
            index=models.Index(fields=["key"], name="external_key_by_key"),
        ),
        migrations.AddConstraint(
            model_name="externalkey",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="external_key_once"),
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
        migrations.AddConstraint(
            model_name="address",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("customer", "="), ("kind", "="), ("temporary", "="), ("during", "&&")], name="address_of_one_kind_at_a_time"
            ),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(condition=models.Q(("during__isempty", False)), name="address_during_some_days"),
        ),
        migrations.AddConstraint(
            model_name="address",
            constraint=models.CheckConstraint(condition=models.Q(("during__lower_inf", False)), name="address_begins_on_a_day"),
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
        migrations.RunSQL("ALTER TABLE staged_customer SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL("ALTER TABLE staged_customer_match SET UNLOGGED", migrations.RunSQL.noop),
    ]
