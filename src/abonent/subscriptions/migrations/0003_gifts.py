import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.migrating
import abonent.kit.models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0002_overlap_and_ground"),
    ]

    operations = [
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="Gift",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("card_text", models.CharField(blank=True, max_length=400)),
                        (
                            "card_to",
                            models.CharField(
                                choices=[("receiver", "The receiver"), ("giver", "The giver, who hands it over")],
                                default="receiver",
                                max_length=8,
                            ),
                        ),
                        (
                            "at_end",
                            models.CharField(
                                choices=[
                                    ("ends", "It ends by itself"),
                                    ("receiver", "The receiver is asked whether to go on"),
                                    ("giver", "The giver is asked whether to give it again"),
                                ],
                                default="ends",
                                max_length=8,
                            ),
                        ),
                        (
                            "subscription",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="gift", to="subscriptions.subscription"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "gift",
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("card_to__in", ["receiver", "giver"])), name="gift_card_to_known"),
                            models.CheckConstraint(
                                condition=models.Q(("at_end__in", ["ends", "receiver", "giver"])), name="gift_end_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="GiftHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("card_text", models.CharField(blank=True, max_length=400)),
                        (
                            "card_to",
                            models.CharField(
                                choices=[("receiver", "The receiver"), ("giver", "The giver, who hands it over")],
                                default="receiver",
                                max_length=8,
                            ),
                        ),
                        (
                            "at_end",
                            models.CharField(
                                choices=[
                                    ("ends", "It ends by itself"),
                                    ("receiver", "The receiver is asked whether to go on"),
                                    ("giver", "The giver is asked whether to give it again"),
                                ],
                                default="ends",
                                max_length=8,
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
                                to="subscriptions.gift",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.subscription",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "gift_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="GiftLetter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("card", "Gift card"), ("offer", "Offer to go on")], max_length=5)),
                        ("printed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "gift",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="subscriptions.gift"
                            ),
                        ),
                        (
                            "printed_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "withdrawn_by",
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
                        "db_table": "gift_letter",
                        "indexes": [models.Index(fields=["gift"], name="gift_letter_of_gift")],
                        "constraints": [
                            models.CheckConstraint(condition=models.Q(("kind__in", ["card", "offer"])), name="gift_letter_kind_known")
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="gift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gift_history" ("at_end", "card_text", "card_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id") SELECT new_values."at_end", new_values."card_text", new_values."card_to", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."subscription_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6329cd08d823707044002442c57be4f3b00af0c8",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_08d84",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="gift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="gift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gift_history" ("at_end", "card_text", "card_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id") SELECT new_values."at_end", new_values."card_text", new_values."card_to", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."subscription_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="10b785da2ea93b55a8166cf990b3825b5e7bde56",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_1d3c7",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="gift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="gift",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "gift_history" ("at_end", "card_text", "card_to", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id") SELECT old_values."at_end", old_values."card_text", old_values."card_to", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."subscription_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="12de477edfa598421335fdf96e3ed20d0814cfe0",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_df9b4",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="gift",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="gifthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="8ff3b715b363cb461b00981a05a0ac199e75c662",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2f8bd",
                            table="gift_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
