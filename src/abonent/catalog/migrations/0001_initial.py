import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_functions"),
        ("customers", "0001_initial"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name", models.JSONField(help_text="language -> text")),
                ("medium", models.CharField(choices=[("paper", "Paper"), ("electronic", "Electronic")], default="paper", max_length=10)),
            ],
            options={
                "db_table": "edition",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="TaxCategory",
            fields=[
                ("code", models.SlugField(max_length=20, primary_key=True, serialize=False)),
                ("name", models.JSONField(help_text="language -> text")),
            ],
            options={
                "db_table": "tax_category",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PriceGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name", models.JSONField(help_text="language -> text")),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="price_groups", to="organisation.legalentity"
                    ),
                ),
            ],
            options={
                "db_table": "price_group",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PriceGroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "customer",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="price_groups", to="customers.customer"),
                ),
                ("entity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity")),
                (
                    "price_group",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="members", to="catalog.pricegroup"),
                ),
            ],
            options={
                "db_table": "price_group_member",
            },
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name", models.JSONField(help_text="language -> text")),
                ("currency", models.CharField(max_length=3)),
                (
                    "basis",
                    models.CharField(choices=[("gross", "Prices with VAT"), ("net", "Prices without VAT")], default="gross", max_length=5),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="price_lists", to="organisation.legalentity"
                    ),
                ),
            ],
            options={
                "db_table": "price_list",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PriceListVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalog.pricelist"),
                ),
            ],
            options={
                "db_table": "price_list_version",
                "ordering": ["price_list", "-valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "term_kind",
                    models.CharField(
                        choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")], default="fixed", max_length=20
                    ),
                ),
                ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                ("term_length", models.PositiveSmallIntegerField()),
                ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quantity_from", models.PositiveIntegerField(default=1)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
                    ),
                ),
                (
                    "price_group",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricegroup"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="prices", to="catalog.pricelistversion"),
                ),
            ],
            options={
                "db_table": "price",
                "ordering": ["product", "term_kind", "term_unit", "term_length", "quantity_from"],
            },
        ),
        migrations.CreateModel(
            name="PriceListVersionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                        to="catalog.pricelistversion",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.pricelist",
                    ),
                ),
            ],
            options={
                "db_table": "price_list_version_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Product",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=30)),
                ("name", models.JSONField(help_text="language -> text")),
                (
                    "kind",
                    models.CharField(
                        choices=[("subscription", "Subscription"), ("goods", "Goods"), ("service", "Service")],
                        default="subscription",
                        max_length=12,
                    ),
                ),
                ("weekdays", models.PositiveSmallIntegerField(default=127)),
                ("deferred", models.BooleanField(default=True, help_text="earned issue by issue")),
                ("fixed_lead_days", models.PositiveSmallIntegerField(default=45)),
                ("rolling_lead_days", models.PositiveSmallIntegerField(default=21)),
                ("charge_days_before", models.PositiveSmallIntegerField(default=14)),
                ("withdrawn_on", models.DateField(blank=True, help_text="no new orders from this day; those that run go on", null=True)),
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="products", to="organisation.legalentity"),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        help_text="unit that the revenue is followed by",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "product",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="PriceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "term_kind",
                    models.CharField(
                        choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")], default="fixed", max_length=20
                    ),
                ),
                ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                ("term_length", models.PositiveSmallIntegerField()),
                ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("quantity_from", models.PositiveIntegerField(default=1)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "customer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="catalog.price"
                    ),
                ),
                (
                    "price_group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.pricegroup",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.pricelistversion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "db_table": "price_history",
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="price",
            name="product",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="catalog.product"),
        ),
        migrations.CreateModel(
            name="ProductComponent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("weekdays", models.PositiveSmallIntegerField(blank=True, help_text="empty: as the product", null=True)),
                ("name", models.JSONField(help_text="language -> text")),
                (
                    "revenue_class",
                    models.CharField(help_text="what ledger accounts are mapped by, for example paper or digital", max_length=30),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="components", to="catalog.edition"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="components", to="catalog.product"),
                ),
                (
                    "tax_category",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.taxcategory"),
                ),
            ],
            options={
                "db_table": "product_component",
                "ordering": ["product", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="ComponentShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField()),
                ("share", models.DecimalField(decimal_places=6, max_digits=9)),
                (
                    "component",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="catalog.productcomponent"),
                ),
            ],
            options={
                "db_table": "component_share",
                "ordering": ["component", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="ProductHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=30)),
                ("name", models.JSONField(help_text="language -> text")),
                (
                    "kind",
                    models.CharField(
                        choices=[("subscription", "Subscription"), ("goods", "Goods"), ("service", "Service")],
                        default="subscription",
                        max_length=12,
                    ),
                ),
                ("weekdays", models.PositiveSmallIntegerField(default=127)),
                ("deferred", models.BooleanField(default=True, help_text="earned issue by issue")),
                ("fixed_lead_days", models.PositiveSmallIntegerField(default=45)),
                ("rolling_lead_days", models.PositiveSmallIntegerField(default=21)),
                ("charge_days_before", models.PositiveSmallIntegerField(default=14)),
                ("withdrawn_on", models.DateField(blank=True, help_text="no new orders from this day; those that run go on", null=True)),
                (
                    "entity",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.legalentity",
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
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="catalog.product"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="unit that the revenue is followed by",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "db_table": "product_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TaxRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(max_length=2)),
                ("valid_from", models.DateField()),
                ("rate", models.DecimalField(decimal_places=4, max_digits=6)),
                ("source", models.CharField(max_length=300)),
                (
                    "tax_category",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="catalog.taxcategory"),
                ),
            ],
            options={
                "db_table": "tax_rate",
                "ordering": ["tax_category", "country", "valid_from"],
            },
        ),
        migrations.CreateModel(
            name="Title",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=20)),
                ("name", models.JSONField(help_text="language -> text")),
                (
                    "entity",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="titles", to="organisation.legalentity"),
                ),
            ],
            options={
                "db_table": "title",
                "ordering": ["code"],
            },
        ),
        migrations.AddField(
            model_name="edition",
            name="title",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="catalog.title"),
        ),
        migrations.AddConstraint(
            model_name="pricegroup",
            constraint=models.UniqueConstraint(fields=("entity", "code"), name="price_group_code_once"),
        ),
        migrations.AddConstraint(
            model_name="pricegroupmember",
            constraint=models.UniqueConstraint(fields=("entity", "customer"), name="price_group_once_per_customer"),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.UniqueConstraint(fields=("entity", "code"), name="price_list_code_once"),
        ),
        migrations.AddConstraint(
            model_name="pricelist",
            constraint=models.CheckConstraint(condition=models.Q(("basis__in", ["gross", "net"])), name="price_list_basis_known"),
        ),
        migrations.AddConstraint(
            model_name="pricelistversion",
            constraint=models.UniqueConstraint(fields=("price_list", "valid_from"), name="price_list_version_once_per_day"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pricelistversion",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_list_version_history" ("approved_at", "approved_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "valid_from") SELECT new_values."approved_at", new_values."approved_by_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a6323a6966e1911b2627790d15eaff39a52a77d1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_f25a6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="price_list_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pricelistversion",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_list_version_history" ("approved_at", "approved_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "valid_from") SELECT new_values."approved_at", new_values."approved_by_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c09913df2ba2286d8a0a12d1c81994f838c88b40",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_43a3c",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="price_list_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pricelistversion",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_list_version_history" ("approved_at", "approved_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "valid_from") SELECT old_values."approved_at", old_values."approved_by_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0b2d192e9abbddf4c22304fe3508d64dc67f1a10",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_a8c94",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="price_list_version",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pricelistversionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eae887ceca1fd4fe1b7146a86f76884319225972",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_21c43",
                    table="price_list_version_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.UniqueConstraint(fields=("entity", "code"), name="product_code_once"),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["subscription", "goods", "service"])), name="product_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="product_weekdays_are_bits"
            ),
        ),
        migrations.AddConstraint(
            model_name="product",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fixed_lead_days__gte", models.F("charge_days_before")), ("rolling_lead_days__gte", models.F("charge_days_before"))
                ),
                name="product_term_is_made_before_it_is_charged",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolling_lead_days", "unit_id", "weekdays", "withdrawn_on") SELECT new_values."charge_days_before", new_values."code", new_values."deferred", new_values."entity_id", new_values."fixed_lead_days", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."rolling_lead_days", new_values."unit_id", new_values."weekdays", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7f139ebacc30029dab672d54f43c7dac8325c4f6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_969e7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolling_lead_days", "unit_id", "weekdays", "withdrawn_on") SELECT new_values."charge_days_before", new_values."code", new_values."deferred", new_values."entity_id", new_values."fixed_lead_days", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."rolling_lead_days", new_values."unit_id", new_values."weekdays", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b4427faf7f0bac26c97c683d350975ff07e4c26f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9c20f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rolling_lead_days", "unit_id", "weekdays", "withdrawn_on") SELECT old_values."charge_days_before", old_values."code", old_values."deferred", old_values."entity_id", old_values."fixed_lead_days", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."rolling_lead_days", old_values."unit_id", old_values."weekdays", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="794b6f065665d28c94c2cec01294ca93e27f28de",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_5a070",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pricehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0f187e537f0a6a5135ee24ecf35ee74c52b692ca",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c5b06",
                    table="price_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.UniqueConstraint(
                fields=(
                    "version",
                    "product",
                    "term_kind",
                    "term_unit",
                    "term_length",
                    "weekdays",
                    "quantity_from",
                    "price_group",
                    "customer",
                ),
                name="price_once_per_version",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_kind__in", ["fixed", "until_further_notice"])), name="price_term_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(condition=models.Q(("term_unit__in", ["month", "issue"])), name="price_term_unit_known"),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(condition=models.Q(("term_length__gte", 1)), name="price_term_has_length"),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(condition=models.Q(("quantity_from__gte", 1)), name="price_from_one_copy"),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(condition=models.Q(("unit_price__gte", 0)), name="price_not_negative"),
        ),
        migrations.AddConstraint(
            model_name="price",
            constraint=models.CheckConstraint(
                condition=models.Q(("price_group__isnull", True), ("customer__isnull", True), _connector="OR"),
                name="price_for_a_group_or_a_customer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="price",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_history" ("customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "product_id", "quantity_from", "term_kind", "term_length", "term_unit", "unit_price", "version_id", "weekdays") SELECT new_values."customer_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_group_id", new_values."product_id", new_values."quantity_from", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."unit_price", new_values."version_id", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="89883b21d30fe4e7e8580707ee04d1024cb9851f",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_3b5fd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="price",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="price",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_history" ("customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "product_id", "quantity_from", "term_kind", "term_length", "term_unit", "unit_price", "version_id", "weekdays") SELECT new_values."customer_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_group_id", new_values."product_id", new_values."quantity_from", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."unit_price", new_values."version_id", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="dda51f40fd68955cc4bc40a704d132b22a5c8026",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_afaee",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="price",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="price",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_history" ("customer_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "product_id", "quantity_from", "term_kind", "term_length", "term_unit", "unit_price", "version_id", "weekdays") SELECT old_values."customer_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_group_id", old_values."product_id", old_values."quantity_from", old_values."term_kind", old_values."term_length", old_values."term_unit", old_values."unit_price", old_values."version_id", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1a886a67280a5319b633cbec7587cc6fdfbf4c7a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_5f3aa",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="price",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="componentshare",
            constraint=models.UniqueConstraint(fields=("component", "valid_from"), name="component_share_once_per_day"),
        ),
        migrations.AddConstraint(
            model_name="componentshare",
            constraint=models.CheckConstraint(condition=models.Q(("share__gte", 0)), name="component_share_not_negative"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="producthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="daf364d49a4b7f0788e22976ebcdcf2de14d579c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7ea5c",
                    table="product_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="productcomponent",
            constraint=models.UniqueConstraint(fields=("product", "ordinal"), name="product_component_once"),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.UniqueConstraint(fields=("tax_category", "country", "valid_from"), name="tax_rate_once_per_day"),
        ),
        migrations.AddConstraint(
            model_name="taxrate",
            constraint=models.CheckConstraint(condition=models.Q(("rate__gte", 0), ("rate__lt", 1)), name="tax_rate_is_a_fraction"),
        ),
        migrations.AddConstraint(
            model_name="title",
            constraint=models.UniqueConstraint(fields=("entity", "code"), name="title_code_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("title", "code"), name="edition_code_once"),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.CheckConstraint(condition=models.Q(("medium__in", ["paper", "electronic"])), name="edition_medium_known"),
        ),
    ]
