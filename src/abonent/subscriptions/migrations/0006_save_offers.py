"""Save offers, and what those said to them who wanted to stop."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0001_initial"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0005_stops"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            [
                migrations.CreateModel(
                    name="SaveOffer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "gives",
                            models.CharField(
                                choices=[("pause", "A pause instead"), ("issues", "Free issues, taken off the next invoice")], max_length=8
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField()),
                        ("say", models.JSONField(help_text="language -> text")),
                        ("place", models.PositiveSmallIntegerField(default=1)),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "entity",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity"),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"
                            ),
                        ),
                        (
                            "reason",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="save_offers",
                                to="subscriptions.stopreason",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("gives__in", ["pause", "issues"])), name="save_offer_gives_known"),
                            models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="save_offer_of_something"),
                        ],
                        "db_table": "save_offer",
                        "ordering": ["place", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="SaveAttempt",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("taken", models.BooleanField()),
                        ("issues", models.PositiveIntegerField(default=0)),
                        ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "cancellation",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="save_attempts",
                                to="subscriptions.cancellation",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "pause",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="subscriptions.pause"
                            ),
                        ),
                        (
                            "reason",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="subscriptions.stopreason"
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="save_attempts", to="subscriptions.subscription"
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.term",
                            ),
                        ),
                        (
                            "save_offer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="subscriptions.saveoffer"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("taken", True), models.Q(("amount", 0), ("pause", None), ("term", None)), _connector="OR"
                                ),
                                name="save_attempt_refused_gives_nothing",
                            ),
                            models.CheckConstraint(condition=models.Q(("amount__gte", 0)), name="save_attempt_gives"),
                        ],
                        "db_table": "save_attempt",
                    },
                ),
                migrations.CreateModel(
                    name="SaveOfferHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "gives",
                            models.CharField(
                                choices=[("pause", "A pause instead"), ("issues", "Free issues, taken off the next invoice")], max_length=8
                            ),
                        ),
                        ("count", models.PositiveSmallIntegerField()),
                        ("say", models.JSONField(help_text="language -> text")),
                        ("place", models.PositiveSmallIntegerField(default=1)),
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
                                to="subscriptions.saveoffer",
                            ),
                        ),
                        (
                            "product",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.product",
                            ),
                        ),
                        (
                            "reason",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.stopreason",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "save_offer_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="saveoffer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT new_values."count", new_values."entity_id", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."place", new_values."product_id", new_values."reason_id", new_values."retired", new_values."say" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="a5afed539972177b04cfff9641bdc5d7cca4f827",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_62856",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="save_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="saveoffer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT new_values."count", new_values."entity_id", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."place", new_values."product_id", new_values."reason_id", new_values."retired", new_values."say" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="65f4adabb4015433bad5317a5c8a1f01f608d106",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_d07fb",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="save_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="saveoffer",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT old_values."count", old_values."entity_id", old_values."gives", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."place", old_values."product_id", old_values."reason_id", old_values."retired", old_values."say" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="8973bbf6c942e934f1f7f0e0ac8dba65ab2733d2",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_506a6",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="save_offer",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="saveofferhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7adcf6e42cc08b1d03e2179f8f596f5057333f8f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_25655",
                            table="save_offer_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ]
        )
    ]
