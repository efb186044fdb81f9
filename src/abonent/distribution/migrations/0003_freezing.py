import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_grace"),
        ("customers", "0008_what_there_is"),
        ("distribution", "0002_outlets"),
        ("editions", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        ("subscriptions", "0036_orders_from_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="FrozenList",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=0)),
                        ("frozen_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(null=True)),
                        (
                            "issue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="frozen_lists", to="editions.issue"
                            ),
                        ),
                        ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="frozen_lists", to="runs.run")),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_list",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                fields=("issue", "delivery_method", "number"),
                                name="frozen_list_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrozenFile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("post_file", "File for press and post"),
                                    ("carrier_book", "Carrier book"),
                                    ("route_summary", "Route summary"),
                                    ("labels", "Bundle labels"),
                                    ("delta", "What changed since the issue before"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("part", models.PositiveSmallIntegerField(default=0)),
                        ("lines", models.PositiveIntegerField()),
                        (
                            "remarks",
                            models.JSONField(
                                default=list,
                                help_text="characters that the file could not hold: line, column, field, code",
                            ),
                        ),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("fetched_at", models.DateTimeField(null=True)),
                        (
                            "fetched_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "stored_file",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="distribution.frozenlist",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_file",
                        "ordering": ["kind", "part"],
                        "constraints": [
                            models.UniqueConstraint(fields=("list", "kind", "part"), name="frozen_file_once"),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["post_file", "carrier_book", "route_summary", "labels", "delta"])),
                                name="frozen_file_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrozenCopy",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "list_id", "subscription_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("copies", models.PositiveIntegerField()),
                        ("outcome", models.CharField(max_length=12)),
                        (
                            "change",
                            models.CharField(
                                blank=True,
                                choices=[("", "As frozen"), ("new", "New"), ("changed", "Changed"), ("stopped", "Stopped")],
                                help_text="in an addendum: how it differs from the lists before",
                                max_length=8,
                            ),
                        ),
                        ("position", models.TextField(db_collation="C", help_text="in the walk of the route", null=True)),
                        ("receiver", models.TextField(blank=True)),
                        ("care_of", models.TextField(blank=True)),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="customers.place",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="distribution.route",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "list",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copies",
                                to="distribution.frozenlist",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_copy",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("change__in", ["", "new", "changed", "stopped"])), name="frozen_copy_change_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="frozen_copy_of_some_copies"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrozenSum",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("outcome", models.CharField(max_length=12)),
                        (
                            "change",
                            models.CharField(
                                blank=True,
                                choices=[("", "As frozen"), ("new", "New"), ("changed", "Changed"), ("stopped", "Stopped")],
                                max_length=8,
                            ),
                        ),
                        ("subscriptions", models.PositiveIntegerField()),
                        ("copies", models.PositiveIntegerField()),
                        (
                            "list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sums",
                                to="distribution.frozenlist",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "frozen_sum",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("list", "route", "outcome", "change"), name="frozen_sum_once", nulls_distinct=False
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SortProfile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.JSONField()),
                        ("definition", models.JSONField()),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="sort_profiles", to="organisation.legalentity"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "sort_profile",
                        "ordering": ["id"],
                    },
                ),
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                            ),
                        ),
                        ("by_itself", models.BooleanField(default=False)),
                        (
                            "spare_percent",
                            models.DecimalField(
                                decimal_places=1, default=0, max_digits=4, validators=[django.core.validators.MaxValueValidator(50)]
                            ),
                        ),
                        ("least_spares", models.PositiveIntegerField(default=0)),
                        ("pages", models.PositiveSmallIntegerField(default=32)),
                        (
                            "edition",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="hand_overs", to="catalog.edition"),
                        ),
                        (
                            "profile",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="distribution.sortprofile",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "hand_over",
                        "ordering": ["edition", "delivery_method"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "delivery_method"), name="hand_over_once"),
                            models.CheckConstraint(
                                condition=models.Q(("delivery_method__in", ["carrier", "post", "pick_up"])), name="hand_over_on_paper"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("spare_percent__gte", 0), ("spare_percent__lte", 50)), name="hand_over_spares_in_reason"
                            ),
                            models.CheckConstraint(condition=models.Q(("pages__gte", 1)), name="hand_over_of_some_pages"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandOverHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                            ),
                        ),
                        ("by_itself", models.BooleanField(default=False)),
                        (
                            "spare_percent",
                            models.DecimalField(
                                decimal_places=1, default=0, max_digits=4, validators=[django.core.validators.MaxValueValidator(50)]
                            ),
                        ),
                        ("least_spares", models.PositiveIntegerField(default=0)),
                        ("pages", models.PositiveSmallIntegerField(default=32)),
                        (
                            "edition",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.edition",
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
                                to="distribution.handover",
                            ),
                        ),
                        (
                            "profile",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.sortprofile",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "hand_over_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="SortProfileHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.JSONField()),
                        ("definition", models.JSONField()),
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
                                to="distribution.sortprofile",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "sort_profile_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="frozenlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_kept",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                            hash="701072c944545c228adc68512fecc794c76ad0e9",
                            operation="DELETE",
                            pgid="pgtrigger_is_kept_47e7a",
                            table="frozen_list",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="frozenlist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_frozen",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.withdrawn_at IS NOT NULL OR (OLD.issue_id, OLD.delivery_method, OLD.number, OLD.run_id, OLD.frozen_at) IS DISTINCT FROM (NEW.issue_id, NEW.delivery_method, NEW.number, NEW.run_id, NEW.frozen_at))",
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="507223ed08e2f57822ad1ec82287f626790a07d1",
                            operation="UPDATE",
                            pgid="pgtrigger_is_frozen_6fde3",
                            table="frozen_list",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="frozencopy",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="11cd94c8a65efa9ac21a4bc14f590adc1801ad74",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_c362a",
                            table="frozen_copy",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="frozensum",
                    trigger=pgtrigger.compiler.Trigger(
                        name="is_posted",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="e2404fb95e2d6a9dedc79398784d9a8a8df4bcd7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_is_posted_09418",
                            table="frozen_sum",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sortprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sort_profile_history" ("definition", "entity_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."definition", new_values."entity_id", new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="7c6da7c2649fb267bca3acbf361ec1b7a84fa70e",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_01375",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="sort_profile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sortprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sort_profile_history" ("definition", "entity_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."definition", new_values."entity_id", new_values."id", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f5202c71e8bb6da91cbb4d883a24318fe3f20d83",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_cd840",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="sort_profile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sortprofile",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "sort_profile_history" ("definition", "entity_id", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."definition", old_values."entity_id", old_values."id", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="0fda651e8b26ba0a72ee0f56503515aaef3e59df",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_3e534",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="sort_profile",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handoverhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="08da7bc9472b9b76435de13362aa1091d374851c",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_9fbd3",
                            table="hand_over_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "hand_over_history" ("by_itself", "delivery_method", "edition_id", "id", "least_spares", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "spare_percent") SELECT new_values."by_itself", new_values."delivery_method", new_values."edition_id", new_values."id", new_values."least_spares", new_values."pages", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."profile_id", new_values."spare_percent" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="905e581e56b11176aff44a0fa4914bf7ce718ea5",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_e164a",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="hand_over",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "hand_over_history" ("by_itself", "delivery_method", "edition_id", "id", "least_spares", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "spare_percent") SELECT new_values."by_itself", new_values."delivery_method", new_values."edition_id", new_values."id", new_values."least_spares", new_values."pages", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."profile_id", new_values."spare_percent" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="929e280404e99c14e298d6e3cf06639bd0c26539",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_7a4cb",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="hand_over",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="handover",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "hand_over_history" ("by_itself", "delivery_method", "edition_id", "id", "least_spares", "pages", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "spare_percent") SELECT old_values."by_itself", old_values."delivery_method", old_values."edition_id", old_values."id", old_values."least_spares", old_values."pages", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."profile_id", old_values."spare_percent" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="9c7a0a7cdc68371e17dcb955f0f68c646fd00822",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_66051",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="hand_over",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="sortprofilehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="3db2ae379a60c7b98ca68eebf8fa005a6841e839",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2ab92",
                            table="sort_profile_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
