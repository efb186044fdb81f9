"""Who pays, ordered and mediates, each from a day; who is an agent; and the next term is for whoever pays then."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together

# The next term is for whoever pays on the day it begins, by his prices; one who pays until before a day shifts its ground too.
GROUND = """
CREATE OR REPLACE VIEW renewal_ground AS
SELECT
    subscription_expiry.subscription_id, subscription_expiry.entity_id, subscription_expiry.latest_term_id,
    subscription_expiry.term_ordinal, subscription_expiry.expires_on,
    subscription.product_id, subscription.price_list_id, coalesce(paying.customer_id, subscription.payer_id) AS payer_id,
    subscription.subscriber_id,
    subscription.copies, subscription.weekdays, subscription.term_kind, subscription.term_unit, subscription.term_length,
    subscription.anchor_on, price_group_member.price_group_id, cancellation.from_on AS cancelled_from,
    md5(ROW(
        subscription_expiry.term_ordinal, subscription_expiry.expires_on, subscription.product_id, subscription.price_list_id,
        coalesce(paying.customer_id, subscription.payer_id), subscription.subscriber_id, subscription.copies, subscription.weekdays,
        subscription.term_kind, subscription.term_unit, subscription.term_length, subscription.anchor_on,
        price_group_member.price_group_id, cancellation.from_on
    )::text || coalesce(subscription.promotion_id::text, '') || coalesce('/' || (
        SELECT max(agreed_price.id)
        FROM agreed_price
        WHERE agreed_price.subscription_id = subscription_expiry.subscription_id AND agreed_price.withdrawn_at IS NULL
    ), '') || coalesce('>' || upper(paying.during), ''))::uuid AS ground,
    subscription.promotion_id, upper(paying.during) AS payer_until
FROM subscription_expiry
JOIN subscription ON subscription.id = subscription_expiry.subscription_id
LEFT JOIN subscription_party AS paying
    ON paying.subscription_id = subscription.id
    AND paying.role = 'payer'
    AND paying.withdrawn_at IS NULL
    AND paying.during @> subscription_expiry.expires_on
LEFT JOIN price_group_member
    ON price_group_member.entity_id = subscription.entity_id
    AND price_group_member.customer_id = coalesce(paying.customer_id, subscription.payer_id)
LEFT JOIN cancellation ON cancellation.subscription_id = subscription.id AND cancellation.withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0007_credit_limit"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0033_reading_that_goes_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Agent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("net", "Pays us net"),
                                    ("bills", "Bills his readers and remits"),
                                    ("commission", "Earns commission; the reader pays us"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("retired", models.BooleanField(default=False)),
                        (
                            "customer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="agent", to="customers.customer"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "agent",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("mode__in", ["net", "bills", "commission"])), name="agent_mode_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgentHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        (
                            "mode",
                            models.CharField(
                                choices=[
                                    ("net", "Pays us net"),
                                    ("bills", "Bills his readers and remits"),
                                    ("commission", "Earns commission; the reader pays us"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("retired", models.BooleanField(default=False)),
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
                                to="subscriptions.agent",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "agent_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Party",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.CharField(choices=[("payer", "Payer"), ("orderer", "Orderer"), ("agent", "Agent")], max_length=7)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="customers.customer"
                            ),
                        ),
                        (
                            "placed_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaces",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="subscriptions.party",
                            ),
                        ),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parties",
                                to="subscriptions.subscription",
                            ),
                        ),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "subscription_party",
                        "ordering": ["during", "id"],
                        "indexes": [models.Index(fields=["subscription"], name="subscription_party_of_one")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                expressions=[("subscription", "="), ("role", "="), ("during", "&&")],
                                name="subscription_party_one_a_day",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("role__in", ["payer", "orderer", "agent"])), name="subscription_party_role_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("customer__isnull", False), ("role", "agent"), _connector="OR"),
                                name="subscription_party_is_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                                name="subscription_party_of_some_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubscriptionPartyHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("role", models.CharField(choices=[("payer", "Payer"), ("orderer", "Orderer"), ("agent", "Agent")], max_length=7)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "customer",
                            models.ForeignKey(
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
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="events",
                                to="subscriptions.party",
                            ),
                        ),
                        (
                            "placed_by",
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
                            "replaces",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.party",
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
                        (
                            "withdrawn_by",
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
                        "db_table": "subscription_party_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agent_history" ("customer_id", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."customer_id", new_values."id", new_values."mode", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="14230021ff12e64cf905ceea44e94ed178b999e0",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_127b2",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="agent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agent_history" ("customer_id", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT new_values."customer_id", new_values."id", new_values."mode", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."retired" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="14c3aaa5aa70b46f2a8600527d289243d0087d61",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_6a529",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="agent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agent",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agent_history" ("customer_id", "id", "mode", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retired") SELECT old_values."customer_id", old_values."id", old_values."mode", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."retired" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="f94e352bbd9cf138b5ae7f1906c52cab18e9996d",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_1b2be",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="agent",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="agenthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="4166c8c5d5dcabf2fcae3efd48c60182e168df97",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_601e3",
                            table="agent_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="party",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_party_history" ("customer_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "replaces_id", "role", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."customer_id", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."replaces_id", new_values."role", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="288b0faed4aee40e72e5f23e6a834a46fb936aee",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_b749f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="subscription_party",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="party",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_party_history" ("customer_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "replaces_id", "role", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."customer_id", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."replaces_id", new_values."role", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="243187c8f7e44163964724ad511f151ad3ee40ee",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_8f691",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="subscription_party",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="party",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_party_history" ("customer_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "replaces_id", "role", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."customer_id", old_values."during", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."replaces_id", old_values."role", old_values."subscription_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="126af6439538992db24c8f7038be48cae8ca3c8d",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_e0ad7",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="subscription_party",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscriptionpartyhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="75309c7e0da187b505b75f35f61b70ed56d5208f",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_d98de",
                            table="subscription_party_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
        migrations.RunSQL(GROUND, migrations.RunSQL.noop),
    ]
