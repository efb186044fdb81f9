import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.correspondence.models.interaction
import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Interaction",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interactions",
                                to="customers.customer",
                            ),
                        ),
                        (
                            "contact_person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="interactions",
                                to="customers.contactperson",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interactions",
                                to="correspondence.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("call", "Call"),
                                    ("meeting", "Meeting"),
                                    ("letter", "Letter"),
                                    ("mail", "E-mail"),
                                    ("sms", "SMS"),
                                    ("portal", "Self-service"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                blank=True, choices=[("", "Neither"), ("in", "From the customer"), ("out", "To the customer")], max_length=3
                            ),
                        ),
                        ("happened_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("subject", models.CharField(blank=True, max_length=120)),
                        ("body", models.TextField(blank=True)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No result"),
                                    ("settled", "Settled"),
                                    ("call_back", "To be called back"),
                                    ("no_answer", "No answer"),
                                    ("passed_on", "Passed on"),
                                    ("not_interested", "Not interested"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("pinned_at", models.DateTimeField(null=True)),
                        (
                            "pinned_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_index=False,
                                help_text="empty: the program",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interactions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "interaction",
                        "indexes": [
                            models.Index(fields=["customer", "-happened_at", "-id"], name="interaction_by_customer"),
                            models.Index(fields=["-happened_at", "-id"], name="interaction_by_moment"),
                            models.Index(fields=["recorded_by", "-happened_at", "-id"], name="interaction_by_author"),
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    abonent.correspondence.models.interaction.WordsOf("subject", "body"), name="gin_trgm_ops"
                                ),
                                name="interaction_by_words",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["note", "call", "meeting", "letter", "mail", "sms", "portal"])),
                                name="interaction_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("direction__in", ["in", "out"]), ("kind__in", ["call", "letter", "mail", "sms"])),
                                    models.Q(("direction", ""), ("kind__in", ["note", "meeting", "portal"])),
                                    _connector="OR",
                                ),
                                name="interaction_direction_of_its_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["", "settled", "call_back", "no_answer", "passed_on", "not_interested"])
                                ),
                                name="interaction_result_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("body", ""), ("result", ""), ("subject", ""), _negated=True),
                                name="interaction_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("pinned_at__isnull", True), models.Q(("kind", "note"), ("pinned_by__isnull", False)), _connector="OR"
                                ),
                                name="interaction_pinned_is_a_note",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InteractionHistory",
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
                                to="correspondence.interaction",
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
                            "matter",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="correspondence.matter",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("note", "Note"),
                                    ("call", "Call"),
                                    ("meeting", "Meeting"),
                                    ("letter", "Letter"),
                                    ("mail", "E-mail"),
                                    ("sms", "SMS"),
                                    ("portal", "Self-service"),
                                ],
                                max_length=8,
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                blank=True, choices=[("", "Neither"), ("in", "From the customer"), ("out", "To the customer")], max_length=3
                            ),
                        ),
                        ("happened_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("subject", models.CharField(blank=True, max_length=120)),
                        ("body", models.TextField(blank=True)),
                        (
                            "result",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "No result"),
                                    ("settled", "Settled"),
                                    ("call_back", "To be called back"),
                                    ("no_answer", "No answer"),
                                    ("passed_on", "Passed on"),
                                    ("not_interested", "Not interested"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("pinned_at", models.DateTimeField(null=True)),
                        (
                            "pinned_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="empty: the program",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "interaction_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Matter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "customer",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="matters", to="customers.customer"),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "matter",
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject") SELECT new_values."body", new_values."contact_person_id", new_values."customer_id", new_values."direction", new_values."happened_at", new_values."id", new_values."kind", new_values."matter_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."pinned_at", new_values."pinned_by_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."subject" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="14cdebd1dbbd9de6852d4023dceb809168ec2210",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_9e9d4",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="interaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject") SELECT new_values."body", new_values."contact_person_id", new_values."customer_id", new_values."direction", new_values."happened_at", new_values."id", new_values."kind", new_values."matter_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."pinned_at", new_values."pinned_by_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."subject" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e3af3858b2c9f050240869ea07d337978ab994d0",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_22b93",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="interaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interaction",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject") SELECT old_values."body", old_values."contact_person_id", old_values."customer_id", old_values."direction", old_values."happened_at", old_values."id", old_values."kind", old_values."matter_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."pinned_at", old_values."pinned_by_id", old_values."recorded_at", old_values."recorded_by_id", old_values."result", old_values."subject" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="e8a4f3d10c14baeecd916ffe118f0c4961768de6",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_60103",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="interaction",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="interactionhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="5cd07aa4b64f95747f0ce45be9f2b3be00acd589",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_60163",
                            table="interaction_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
