import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="ComponentShare",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "component",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="catalog.productcomponent"
                            ),
                        ),
                        ("valid_from", models.DateField()),
                        ("share", models.DecimalField(decimal_places=6, max_digits=9)),
                    ],
                    options={
                        "db_table": "component_share",
                        "ordering": ["component", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("component", "valid_from"), name="component_share_once_per_day"),
                            models.CheckConstraint(condition=models.Q(("share__gte", 0)), name="component_share_not_negative"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerProduct",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="products",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="customers", to="catalog.product"
                            ),
                        ),
                        (
                            "status",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="given",
                                to="catalog.productstatus",
                            ),
                        ),
                        ("since", models.DateField()),
                        (
                            "seller",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("source", models.CharField(blank=True, help_text="fair, call, campaign: where it is known from", max_length=60)),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "customer_product",
                        "indexes": [models.Index(fields=["product", "status", "customer"], name="customers_by_product_status")],
                        "constraints": [models.UniqueConstraint(fields=("customer", "product"), name="customer_product_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CustomerProductHistory",
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
                                to="catalog.customerproduct",
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
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.product",
                            ),
                        ),
                        (
                            "status",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.productstatus",
                            ),
                        ),
                        ("since", models.DateField()),
                        (
                            "seller",
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
                        ("source", models.CharField(blank=True, help_text="fair, call, campaign: where it is known from", max_length=60)),
                        ("note", models.CharField(blank=True, max_length=200)),
                    ],
                    options={
                        "db_table": "customer_product_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "title",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="catalog.title"),
                        ),
                        ("code", models.SlugField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        (
                            "medium",
                            models.CharField(choices=[("paper", "Paper"), ("electronic", "Electronic")], default="paper", max_length=10),
                        ),
                    ],
                    options={
                        "db_table": "edition",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("title", "code"), name="edition_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(("medium__in", ["paper", "electronic"])), name="edition_medium_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Price",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="prices", to="catalog.pricelistversion"
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="prices", to="catalog.product"),
                        ),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
                            ),
                        ),
                        ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                        ("term_length", models.PositiveSmallIntegerField()),
                        ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quantity_from", models.PositiveIntegerField(default=1)),
                        (
                            "price_group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalog.pricegroup",
                            ),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.customer",
                            ),
                        ),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                    ],
                    options={
                        "db_table": "price",
                        "ordering": ["product", "term_kind", "term_unit", "term_length", "quantity_from"],
                        "constraints": [
                            models.UniqueConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(("term_kind__in", ["fixed", "until_further_notice"])), name="price_term_kind_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("term_unit__in", ["month", "issue"])), name="price_term_unit_known"),
                            models.CheckConstraint(condition=models.Q(("term_length__gte", 1)), name="price_term_has_length"),
                            models.CheckConstraint(condition=models.Q(("quantity_from__gte", 1)), name="price_from_one_copy"),
                            models.CheckConstraint(condition=models.Q(("unit_price__gte", 0)), name="price_not_negative"),
                            models.CheckConstraint(
                                condition=models.Q(("price_group__isnull", True), ("customer__isnull", True), _connector="OR"),
                                name="price_for_a_group_or_a_customer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceGroup",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="price_groups", to="organisation.legalentity"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                    ],
                    options={
                        "db_table": "price_group",
                        "ordering": ["code"],
                        "constraints": [models.UniqueConstraint(fields=("entity", "code"), name="price_group_code_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PriceGroupMember",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity"),
                        ),
                        (
                            "price_group",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="members", to="catalog.pricegroup"),
                        ),
                        (
                            "customer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="price_groups", to="customers.customer"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "price_group_member",
                        "constraints": [models.UniqueConstraint(fields=("entity", "customer"), name="price_group_once_per_customer")],
                    },
                ),
                migrations.CreateModel(
                    name="PriceHistory",
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
                                to="catalog.price",
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
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
                            ),
                        ),
                        ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                        ("term_length", models.PositiveSmallIntegerField()),
                        ("weekdays", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quantity_from", models.PositiveIntegerField(default=1)),
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
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                    ],
                    options={
                        "db_table": "price_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PriceList",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="price_lists", to="organisation.legalentity"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("currency", models.CharField(max_length=3)),
                        (
                            "basis",
                            models.CharField(
                                choices=[("gross", "Prices with VAT"), ("net", "Prices without VAT")], default="gross", max_length=5
                            ),
                        ),
                    ],
                    options={
                        "db_table": "price_list",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "code"), name="price_list_code_once"),
                            models.CheckConstraint(condition=models.Q(("basis__in", ["gross", "net"])), name="price_list_basis_known"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceListVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "price_list",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="catalog.pricelist"),
                        ),
                        ("valid_from", models.DateField()),
                        ("approved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "approved_by",
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
                        "db_table": "price_list_version",
                        "ordering": ["price_list", "-valid_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("price_list", "valid_from"), name="price_list_version_once_per_day")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PriceListVersionHistory",
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
                                to="catalog.pricelistversion",
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
                            "price_list",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.pricelist",
                            ),
                        ),
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
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="products", to="organisation.legalentity"
                            ),
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
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, help_text="no new orders from this day; those that run go on", null=True),
                        ),
                    ],
                    options={
                        "db_table": "product",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "code"), name="product_code_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["subscription", "goods", "service"])), name="product_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="product_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("fixed_lead_days__gte", models.F("charge_days_before")),
                                    ("rolling_lead_days__gte", models.F("charge_days_before")),
                                ),
                                name="product_term_is_made_before_it_is_charged",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductComponent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "product",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="components", to="catalog.product"),
                        ),
                        ("ordinal", models.PositiveSmallIntegerField()),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="components",
                                to="catalog.edition",
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(blank=True, help_text="empty: as the product", null=True)),
                        ("name", models.JSONField(help_text="language -> text")),
                        (
                            "tax_category",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.taxcategory"),
                        ),
                        (
                            "revenue_class",
                            models.CharField(help_text="what ledger accounts are mapped by, for example paper or digital", max_length=30),
                        ),
                    ],
                    options={
                        "db_table": "product_component",
                        "ordering": ["product", "ordinal"],
                        "constraints": [models.UniqueConstraint(fields=("product", "ordinal"), name="product_component_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ProductHistory",
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
                                to="catalog.product",
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
                        (
                            "withdrawn_on",
                            models.DateField(blank=True, help_text="no new orders from this day; those that run go on", null=True),
                        ),
                    ],
                    options={
                        "db_table": "product_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ProductStatus",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordinal", models.PositiveSmallIntegerField(default=0)),
                        (
                            "tone",
                            models.CharField(
                                choices=[("ink2", "Grey"), ("ok", "Green"), ("warn", "Yellow"), ("danger", "Red"), ("gift", "Purple")],
                                default="ink2",
                                max_length=6,
                            ),
                        ),
                        ("means_bought", models.BooleanField(default=False)),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "product_status",
                        "ordering": ["ordinal", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("tone__in", ["ink2", "ok", "warn", "danger", "gift"])), name="product_status_tone_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProductStatusHistory",
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
                                to="catalog.productstatus",
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
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordinal", models.PositiveSmallIntegerField(default=0)),
                        (
                            "tone",
                            models.CharField(
                                choices=[("ink2", "Grey"), ("ok", "Green"), ("warn", "Yellow"), ("danger", "Red"), ("gift", "Purple")],
                                default="ink2",
                                max_length=6,
                            ),
                        ),
                        ("means_bought", models.BooleanField(default=False)),
                        ("retired", models.BooleanField(default=False)),
                    ],
                    options={
                        "db_table": "product_status_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Promotion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "price_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="promotions", to="catalog.pricelist"
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordered_during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "for_whom",
                            models.CharField(
                                choices=[
                                    ("everybody", "Everybody"),
                                    ("new", "New customers: they have never had a subscription from the company"),
                                    ("former", "Former customers: they had a subscription and have none now"),
                                ],
                                default="everybody",
                                max_length=10,
                            ),
                        ),
                        (
                            "sales_channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), blank=True, default=list, help_text="empty: any", size=None
                            ),
                        ),
                        ("by_code_only", models.BooleanField(default=False, help_text="not proposed; whoever knows the code may order it")),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
                            ),
                        ),
                        ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                        ("term_length", models.PositiveSmallIntegerField()),
                        ("then_ends", models.BooleanField(default=False, help_text="a trial: the subscription ends after its one term")),
                    ],
                    options={
                        "db_table": "promotion",
                        "ordering": ["code"],
                        "constraints": [
                            models.UniqueConstraint(fields=("price_list", "code"), name="promotion_code_once"),
                            models.CheckConstraint(condition=models.Q(("code__regex", "^[A-Z0-9-]+$")), name="promotion_code_is_plain"),
                            models.CheckConstraint(condition=models.Q(("ordered_during__isempty", False)), name="promotion_some_days"),
                            models.CheckConstraint(
                                condition=models.Q(("for_whom__in", ["everybody", "new", "former"])), name="promotion_for_whom_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("term_kind__in", ["fixed", "until_further_notice"])), name="promotion_term_kind_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("term_unit__in", ["month", "issue"])), name="promotion_term_unit_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("term_length__gte", 1)), name="promotion_term_has_length"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionHistory",
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
                                to="catalog.promotion",
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
                            "price_list",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.pricelist",
                            ),
                        ),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordered_during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "for_whom",
                            models.CharField(
                                choices=[
                                    ("everybody", "Everybody"),
                                    ("new", "New customers: they have never had a subscription from the company"),
                                    ("former", "Former customers: they had a subscription and have none now"),
                                ],
                                default="everybody",
                                max_length=10,
                            ),
                        ),
                        (
                            "sales_channels",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=12), blank=True, default=list, help_text="empty: any", size=None
                            ),
                        ),
                        ("by_code_only", models.BooleanField(default=False, help_text="not proposed; whoever knows the code may order it")),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
                            ),
                        ),
                        ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                        ("term_length", models.PositiveSmallIntegerField()),
                        ("then_ends", models.BooleanField(default=False, help_text="a trial: the subscription ends after its one term")),
                    ],
                    options={
                        "db_table": "promotion_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PromotionProduct",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "promotion",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="products", to="catalog.promotion"),
                        ),
                        ("product", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product")),
                    ],
                    options={
                        "db_table": "promotion_product",
                        "constraints": [models.UniqueConstraint(fields=("promotion", "product"), name="promotion_product_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PromotionProductHistory",
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
                                to="catalog.promotionproduct",
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
                            "promotion",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.promotion",
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
                        "db_table": "promotion_product_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PromotionStep",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "promotion",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="catalog.promotion"),
                        ),
                        ("from_term", models.PositiveSmallIntegerField()),
                        ("terms", models.PositiveSmallIntegerField()),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                        ("percent_off", models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                        ("own_length", models.PositiveSmallIntegerField(null=True)),
                    ],
                    options={
                        "db_table": "promotion_step",
                        "ordering": ["promotion", "from_term"],
                        "constraints": [
                            models.UniqueConstraint(fields=("promotion", "from_term"), name="promotion_step_once"),
                            models.CheckConstraint(
                                condition=models.Q(("from_term__gte", 1), ("terms__gte", 1)), name="promotion_step_of_terms"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("percent_off__isnull", False), ("unit_price__isnull", True)),
                                    models.Q(("percent_off__isnull", True), ("unit_price__isnull", False)),
                                    _connector="OR",
                                ),
                                name="promotion_step_price_or_percent",
                            ),
                            models.CheckConstraint(condition=models.Q(("unit_price__gte", 0)), name="promotion_step_price_not_negative"),
                            models.CheckConstraint(
                                condition=models.Q(("percent_off__gt", 0), ("percent_off__lte", 100)),
                                name="promotion_step_percent_of_a_hundred",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("own_length__isnull", True),
                                    models.Q(("own_length__gte", 1), ("unit_price__isnull", False)),
                                    _connector="OR",
                                ),
                                name="promotion_step_own_length_has_price",
                            ),
                        ],
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
                    name="TaxRate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "tax_category",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rates", to="catalog.taxcategory"),
                        ),
                        ("country", models.CharField(max_length=2)),
                        ("valid_from", models.DateField()),
                        ("rate", models.DecimalField(decimal_places=4, max_digits=6)),
                        ("source", models.CharField(max_length=300)),
                    ],
                    options={
                        "db_table": "tax_rate",
                        "ordering": ["tax_category", "country", "valid_from"],
                        "constraints": [
                            models.UniqueConstraint(fields=("tax_category", "country", "valid_from"), name="tax_rate_once_per_day"),
                            models.CheckConstraint(condition=models.Q(("rate__gte", 0), ("rate__lt", 1)), name="tax_rate_is_a_fraction"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Title",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="titles", to="organisation.legalentity"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                    ],
                    options={
                        "db_table": "title",
                        "ordering": ["code"],
                        "constraints": [models.UniqueConstraint(fields=("entity", "code"), name="title_code_once")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_product_history" ("customer_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "seller_id", "since", "source", "status_id") SELECT new_values."customer_id", new_values."id", new_values."note", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."seller_id", new_values."since", new_values."source", new_values."status_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e4af3cb249e7784517f5895a0494a6d461b4ef12",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_5cc05",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="customer_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="before_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_product_history" ("customer_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "seller_id", "since", "source", "status_id") SELECT old_values."customer_id", old_values."id", old_values."note", _pgh_attached_context.value, abonent_now(), \'before\', old_values."id", old_values."product_id", old_values."seller_id", old_values."since", old_values."source", old_values."status_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="adf2dd7bd4ce51a1dd330a4272802f01b2dca345",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_before_update_d17d5",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_product_history" ("customer_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "seller_id", "since", "source", "status_id") SELECT new_values."customer_id", new_values."id", new_values."note", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."seller_id", new_values."since", new_values."source", new_values."status_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="141fd137ea2ed1d9d820df679b7972052fe89ece",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_d1d3e",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="customer_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "customer_product_history" ("customer_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "seller_id", "since", "source", "status_id") SELECT old_values."customer_id", old_values."id", old_values."note", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."seller_id", old_values."since", old_values."source", old_values."status_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9f4257c7afd6a39b29ea64cb27c0c2a62ec2656c",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_49655",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="customer_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="customerproducthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e3563e5c5e199076e44d84593bdfd9c5587b217a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2e253",
                            table="customer_product_history",
                            when="BEFORE",
                        ),
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
                pgtrigger.migrations.AddTrigger(
                    model_name="productstatus",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_status_history" ("id", "means_bought", "name", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "tone") SELECT new_values."id", new_values."means_bought", new_values."name", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired", new_values."tone" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5c513abcf24a71c5cf4469106c5e1a91963766d0",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_580b7",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="product_status",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="productstatus",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_status_history" ("id", "means_bought", "name", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "tone") SELECT new_values."id", new_values."means_bought", new_values."name", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired", new_values."tone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="cd992c2f01c1ec949e6eef3d8f710cc3304d81cb",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_4a27b",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="product_status",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="productstatus",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_status_history" ("id", "means_bought", "name", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired", "tone") SELECT old_values."id", old_values."means_bought", old_values."name", old_values."ordinal", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired", old_values."tone" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="a6c2b29e75a2e1bce7d3d0335cc668479782e988",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_d8993",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="product_status",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="productstatushistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e322eddf5967076de587705d37d70d12e9f3b50b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_557ec",
                            table="product_status_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_history" ("by_code_only", "code", "for_whom", "id", "name", "ordered_during", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "sales_channels", "term_kind", "term_length", "term_unit", "then_ends") SELECT new_values."by_code_only", new_values."code", new_values."for_whom", new_values."id", new_values."name", new_values."ordered_during", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id", new_values."sales_channels", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."then_ends" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="8bcbfe58db66f985198bea13fde19401c92ba8ba",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_b018e",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="promotion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_history" ("by_code_only", "code", "for_whom", "id", "name", "ordered_during", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "sales_channels", "term_kind", "term_length", "term_unit", "then_ends") SELECT new_values."by_code_only", new_values."code", new_values."for_whom", new_values."id", new_values."name", new_values."ordered_during", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id", new_values."sales_channels", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."then_ends" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f860e706529e847733f1ac9b1b2c9903d4849b3a",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_899ab",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="promotion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotion",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_history" ("by_code_only", "code", "for_whom", "id", "name", "ordered_during", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "sales_channels", "term_kind", "term_length", "term_unit", "then_ends") SELECT old_values."by_code_only", old_values."code", old_values."for_whom", old_values."id", old_values."name", old_values."ordered_during", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id", old_values."sales_channels", old_values."term_kind", old_values."term_length", old_values."term_unit", old_values."then_ends" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="16a11dafaa625acbdc888960c8410cc44762c81b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_f0aeb",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="promotion",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0631e12854f6117482eb5de0f82216fe4a6f0360",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_5c37c",
                            table="promotion_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotionproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_product_history" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "promotion_id") SELECT new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."promotion_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="147d48b18a4f3791da47e13cc79aab197665aa08",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_42302",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="promotion_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotionproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_product_history" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "promotion_id") SELECT new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."promotion_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e7c56399f11bfabc33b49b9167a5947949636571",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_fc17a",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="promotion_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotionproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "promotion_product_history" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "promotion_id") SELECT old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."promotion_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="e2a3117f9fc6366bbf8610e0a568f48e8943d87c",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_863f2",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="promotion_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="promotionproducthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ba6487549a3633cad670154583a963fa2755fbc2",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_10d0c",
                            table="promotion_product_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
