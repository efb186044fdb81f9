import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="ReadingLogin",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "role_name",
                            models.CharField(help_text="the name that the other system signs in with", max_length=40, unique=True),
                        ),
                        ("purpose", models.CharField(help_text="which system reads, and what for", max_length=120)),
                        (
                            "entity",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: all companies",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="organisation.legalentity",
                            ),
                        ),
                        ("with_national_ids", models.BooleanField(default=False)),
                        (
                            "made_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "reading_login",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("role_name__regex", "^abonent_[a-z0-9_]+$")), name="reading_login_name_plain"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReadingLoginHistory",
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
                                to="reporting.readinglogin",
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
                        ("role_name", models.CharField(help_text="the name that the other system signs in with", max_length=40)),
                        ("purpose", models.CharField(help_text="which system reads, and what for", max_length=120)),
                        (
                            "entity",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="empty: all companies",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisation.legalentity",
                            ),
                        ),
                        ("with_national_ids", models.BooleanField(default=False)),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "ended_by",
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
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "reading_login_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="readinglogin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_login_history" ("ended_at", "ended_by_id", "entity_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "role_name", "with_national_ids") SELECT new_values."ended_at", new_values."ended_by_id", new_values."entity_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."purpose", new_values."role_name", new_values."with_national_ids" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="13af291ef30dc253c4a6b952601f2c597d036bb3",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_95aaa",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="reading_login",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="readinglogin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_login_history" ("ended_at", "ended_by_id", "entity_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "role_name", "with_national_ids") SELECT new_values."ended_at", new_values."ended_by_id", new_values."entity_id", new_values."id", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."purpose", new_values."role_name", new_values."with_national_ids" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="1d1fd81dd59bd0831dc4afd38f5406fca0eb443d",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_a4d72",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="reading_login",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="readinglogin",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_login_history" ("ended_at", "ended_by_id", "entity_id", "id", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "role_name", "with_national_ids") SELECT old_values."ended_at", old_values."ended_by_id", old_values."entity_id", old_values."id", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."purpose", old_values."role_name", old_values."with_national_ids" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="3fb6e58c3c0a50ba6144661da0641ade468507b7",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_3f008",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="reading_login",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="readingloginhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="393650b53525c9e5265cbe72c5cb9756f91862c1",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_dcf4e",
                            table="reading_login_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
