"""Items, their balances and movements, what is kept back of them, and how they were counted."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="StockItem",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("reorder_level", models.PositiveIntegerField(default=0)),
                        ("reorder_pieces", models.PositiveIntegerField(default=0, help_text="0: nobody has said how many")),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="stock_items", to="organisation.legalentity"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stock_item",
                        "ordering": ["entity", "number"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "number"), name="stock_item_number_once"),
                            models.CheckConstraint(
                                condition=models.Q(("number__regex", "^[A-Z0-9-]+$")), name="stock_item_number_is_plain"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StockItemHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.JSONField(help_text="language -> text")),
                        ("reorder_level", models.PositiveIntegerField(default=0)),
                        ("reorder_pieces", models.PositiveIntegerField(default=0, help_text="0: nobody has said how many")),
                        ("retired", models.BooleanField(default=False)),
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="stock.stockitem",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stock_item_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="StockReservation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("pieces", models.PositiveIntegerField()),
                        ("reserved_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("released_at", models.DateTimeField(null=True)),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reservations",
                                to="stock.stockitem",
                            ),
                        ),
                        (
                            "reserved_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stock_reservation",
                        "indexes": [
                            models.Index(condition=models.Q(("released_at__isnull", True)), fields=["item"], name="stock_reservation_open")
                        ],
                        "constraints": [models.CheckConstraint(condition=models.Q(("pieces__gte", 1)), name="stock_reservation_of_pieces")],
                    },
                ),
                migrations.CreateModel(
                    name="Stocktake",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("counted_on", models.DateField()),
                        ("counted_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "counted_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="stocktakes", to="organisation.legalentity"
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stocktake",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="StockMovement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("receipt", "Received"),
                                    ("shipment", "Sent"),
                                    ("return", "Came back"),
                                    ("count", "Counted"),
                                    ("write_off", "Written off"),
                                ],
                                max_length=9,
                            ),
                        ),
                        ("pieces", models.IntegerField()),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("unit_cost", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                        ("moved_on", models.DateField()),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        ("run_id", models.BigIntegerField(help_text="the run that sent it", null=True)),
                        ("noted_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "item",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="stock.stockitem"
                            ),
                        ),
                        (
                            "noted_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "reverses",
                            models.OneToOneField(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reversed_by", to="stock.stockmovement"
                            ),
                        ),
                        (
                            "reservation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="movements",
                                to="stock.stockreservation",
                            ),
                        ),
                        (
                            "stocktake",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="movements", to="stock.stocktake"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stock_movement",
                        "ordering": ["-id"],
                        "indexes": [
                            models.Index(fields=["item", "id"], name="stock_movement_of_item"),
                            models.Index(condition=models.Q(("run_id__isnull", False)), fields=["run_id"], name="stock_movement_of_run"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["receipt", "shipment", "return", "count", "write_off"])),
                                name="stock_movement_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reverses__isnull", False),
                                    models.Q(("kind__in", ["receipt", "return"]), ("pieces__gt", 0)),
                                    models.Q(("kind__in", ["shipment", "write_off"]), ("pieces__lt", 0)),
                                    models.Q(("kind", "count"), models.Q(("pieces", 0), _negated=True)),
                                    _connector="OR",
                                ),
                                name="stock_movement_comes_or_goes",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("amount__gte", 0), ("pieces__gt", 0)),
                                    models.Q(("amount__lte", 0), ("pieces__lt", 0)),
                                    _connector="OR",
                                ),
                                name="stock_movement_worth_as_it_goes",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("kind", "return"), ("reverses__isnull", True)),
                                fields=("reservation",),
                                name="stock_movement_returned_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StocktakeLine",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("expected", models.PositiveIntegerField()),
                        ("counted", models.PositiveIntegerField()),
                        ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.stockitem")),
                        (
                            "stocktake",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="stock.stocktake"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "stocktake_line",
                        "constraints": [models.UniqueConstraint(fields=("stocktake", "item"), name="stocktake_line_once")],
                    },
                ),
                migrations.CreateModel(
                    name="StockBalance",
                    fields=[
                        (
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="balance",
                                serialize=False,
                                to="stock.stockitem",
                            ),
                        ),
                        ("on_hand", models.IntegerField(default=0)),
                        ("reserved", models.IntegerField(default=0)),
                        ("value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                    ],
                    options={
                        "db_table": "stock_balance",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("on_hand__gte", 0)), name="stock_balance_not_below_zero"),
                            models.CheckConstraint(condition=models.Q(("reserved__gte", 0)), name="stock_balance_reserved_not_below_zero"),
                            models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="stock_balance_value_not_below_zero"),
                            models.CheckConstraint(
                                condition=models.Q(("on_hand__gt", 0), ("value", 0), _connector="OR"),
                                name="stock_balance_nothing_is_worth_nothing",
                            ),
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stockitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stock_item_history" ("entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorder_level", "reorder_pieces", "retired") SELECT new_values."entity_id", new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."reorder_level", new_values."reorder_pieces", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="cad4d6320f2ef4e800bc204e9f6bc2357ab60e8f",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_f804e",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="stock_item",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stockitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stock_item_history" ("entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorder_level", "reorder_pieces", "retired") SELECT new_values."entity_id", new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."reorder_level", new_values."reorder_pieces", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="5053ddcbca4ebe85b05a4670b7834456cd166462",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_fe9e1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="stock_item",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stockitem",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "stock_item_history" ("entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reorder_level", "reorder_pieces", "retired") SELECT old_values."entity_id", old_values."id", old_values."name", old_values."number", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."reorder_level", old_values."reorder_pieces", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="5d8eafae9906296a70a2d9eceee717fc4fbaf787",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_76d84",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="stock_item",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stockitemhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="62b8c11d66a075ef56e09916cca42dd20ac39d24",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_f9354",
                            table="stock_item_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="stockmovement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3cee1c009f1bf05c09c9b6bd3932e2a6111b1c2b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_f2970",
                            table="stock_movement",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
