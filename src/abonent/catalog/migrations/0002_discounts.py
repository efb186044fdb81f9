from decimal import Decimal

import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import abonent.kit.migrating


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("customers", "0004_given_out"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="DiscountGroup",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField(help_text="language -> text")),
                        (
                            "takes",
                            models.CharField(
                                choices=[("best", "The best for the customer"), ("first", "The first in their order")],
                                default="best",
                                max_length=5,
                            ),
                        ),
                        (
                            "price_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="discount_groups", to="catalog.pricelist"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "discount_group",
                        "ordering": ["price_list", "pk"],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("takes__in", ["best", "first"])), name="discount_group_takes_known")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Discount",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordinal", models.PositiveSmallIntegerField(default=10, help_text="its turn among the discounts of the list")),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField(help_text="the first day of a term")),
                        ("percent_off", models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                        ("amount_off", models.DecimalField(decimal_places=6, help_text="of each copy", max_digits=18, null=True)),
                        (
                            "base",
                            models.CharField(
                                choices=[("list", "The list price"), ("running", "What is left after the discounts before")],
                                default="list",
                                max_length=7,
                            ),
                        ),
                        ("copies_from", models.PositiveIntegerField(default=1)),
                        ("value_from", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=14)),
                        ("with_promotion", models.BooleanField(default=False)),
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
                            "price_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="discounts", to="catalog.pricelist"
                            ),
                        ),
                        (
                            "group",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="discounts",
                                to="catalog.discountgroup",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "discount",
                        "ordering": ["price_list", "ordinal", "pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("price_list", "code"), name="discount_code_once"),
                            models.CheckConstraint(condition=models.Q(("code__regex", "^[A-Z0-9-]+$")), name="discount_code_is_plain"),
                            models.CheckConstraint(condition=models.Q(("during__isempty", False)), name="discount_some_days"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount_off__isnull", False), ("percent_off__isnull", True)),
                                    models.Q(("amount_off__isnull", True), ("percent_off__isnull", False)),
                                    _connector="OR",
                                ),
                                name="discount_percent_or_amount",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("percent_off__gt", 0), ("percent_off__lte", 100)), name="discount_percent_of_a_hundred"
                            ),
                            models.CheckConstraint(condition=models.Q(("amount_off__gt", 0)), name="discount_amount_above_zero"),
                            models.CheckConstraint(condition=models.Q(("base__in", ["list", "running"])), name="discount_base_known"),
                            models.CheckConstraint(
                                condition=models.Q(("copies_from__gte", 1), ("value_from__gte", 0)), name="discount_from_one_copy"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("price_group__isnull", True), ("customer__isnull", True), _connector="OR"),
                                name="discount_for_a_group_or_a_customer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountGroupHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField(help_text="language -> text")),
                        (
                            "takes",
                            models.CharField(
                                choices=[("best", "The best for the customer"), ("first", "The first in their order")],
                                default="best",
                                max_length=5,
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
                                to="catalog.discountgroup",
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
                        "db_table": "discount_group_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DiscountHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("code", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("ordinal", models.PositiveSmallIntegerField(default=10, help_text="its turn among the discounts of the list")),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField(help_text="the first day of a term")),
                        ("percent_off", models.DecimalField(decimal_places=4, max_digits=7, null=True)),
                        ("amount_off", models.DecimalField(decimal_places=6, help_text="of each copy", max_digits=18, null=True)),
                        (
                            "base",
                            models.CharField(
                                choices=[("list", "The list price"), ("running", "What is left after the discounts before")],
                                default="list",
                                max_length=7,
                            ),
                        ),
                        ("copies_from", models.PositiveIntegerField(default=1)),
                        ("value_from", models.DecimalField(decimal_places=2, default=Decimal("0"), max_digits=14)),
                        ("with_promotion", models.BooleanField(default=False)),
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
                            "group",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.discountgroup",
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
                                to="catalog.discount",
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
                        "db_table": "discount_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="DiscountProduct",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.CharField(max_length=7)),
                        (
                            "discount",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="products", to="catalog.discount"),
                        ),
                        ("product", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product")),
                    ],
                    options={
                        "db_table": "discount_product",
                        "constraints": [
                            models.UniqueConstraint(fields=("discount", "product", "role"), name="discount_product_once"),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["cheaper", "needed"])), name="discount_product_role_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DiscountProductHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("role", models.CharField(max_length=7)),
                        (
                            "discount",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.discount",
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
                                to="catalog.discountproduct",
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
                        "db_table": "discount_product_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_group_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "takes") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id", new_values."takes" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ead72eb9566dd984191b51b33c5c334f650e8655",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_10d19",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="discount_group",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_group_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "takes") SELECT new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id", new_values."takes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="394bedfc94e2b0b3e4d9e7125fafae67778dcc9c",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_99126",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="discount_group",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountgroup",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_group_history" ("id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "takes") SELECT old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id", old_values."takes" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="75cc9904f48cc44dfc3afec93eab4ae230701623",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_9b45e",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="discount_group",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_history" ("amount_off", "base", "code", "copies_from", "customer_id", "during", "group_id", "id", "name", "ordinal", "percent_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "price_list_id", "value_from", "with_promotion") SELECT new_values."amount_off", new_values."base", new_values."code", new_values."copies_from", new_values."customer_id", new_values."during", new_values."group_id", new_values."id", new_values."name", new_values."ordinal", new_values."percent_off", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_group_id", new_values."price_list_id", new_values."value_from", new_values."with_promotion" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="0ff56c28b96ff7c2cc63a5943d14f1eac0457475",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_12bf2",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="discount",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_history" ("amount_off", "base", "code", "copies_from", "customer_id", "during", "group_id", "id", "name", "ordinal", "percent_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "price_list_id", "value_from", "with_promotion") SELECT new_values."amount_off", new_values."base", new_values."code", new_values."copies_from", new_values."customer_id", new_values."during", new_values."group_id", new_values."id", new_values."name", new_values."ordinal", new_values."percent_off", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_group_id", new_values."price_list_id", new_values."value_from", new_values."with_promotion" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1f8b6ed3913138de9e01c112d74031001dcd9fff",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_ba4b5",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="discount",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discount",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_history" ("amount_off", "base", "code", "copies_from", "customer_id", "during", "group_id", "id", "name", "ordinal", "percent_off", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_group_id", "price_list_id", "value_from", "with_promotion") SELECT old_values."amount_off", old_values."base", old_values."code", old_values."copies_from", old_values."customer_id", old_values."during", old_values."group_id", old_values."id", old_values."name", old_values."ordinal", old_values."percent_off", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_group_id", old_values."price_list_id", old_values."value_from", old_values."with_promotion" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="038a70c3d6ba793b5b7242ed2bf4f0876627678b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_84bcb",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="discount",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountgrouphistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="73c6ee96e8b43659fa4e82374babe799f186e03a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0829f",
                            table="discount_group_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discounthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="b60e3c81a9262c2eb2c7ee38131e58f6b7812bc6",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bbaeb",
                            table="discount_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_product_history" ("discount_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "role") SELECT new_values."discount_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."role" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f22e5c0812830d3f3fc2c10ce45ca038804ac845",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_49aba",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="discount_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_product_history" ("discount_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "role") SELECT new_values."discount_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."role" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="ba9b7a44ee44c3950b054aaed4dcbb30a6f37c29",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_53823",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="discount_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountproduct",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "discount_product_history" ("discount_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "role") SELECT old_values."discount_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."role" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="30b7cbcb9568d6e83f09cf4e0d1c214b608d0f08",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_26e67",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="discount_product",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="discountproducthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="f3dd7ecbb9e9b1864d0840348595e63a1ed7eff3",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6d628",
                            table="discount_product_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
