"""A part of the price of the next terms, given to whoever wanted to stop."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What is given to stay, or taken back, after a renewal was planned shifts the ground of its next term.
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
    ), '') || coalesce('>' || upper(paying.during), '') || coalesce('#' || (
        SELECT max(save_attempt.id)
        FROM save_attempt
        WHERE save_attempt.subscription_id = subscription_expiry.subscription_id
          AND save_attempt.percent IS NOT NULL
          AND save_attempt.withdrawn_at IS NULL
    ), ''))::uuid AS ground,
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
    dependencies = [("subscriptions", "0034_parties")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="saveoffer",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="saveoffer",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="saveoffer",
            name="removed_delete",
        ),
        migrations.AddField(
            model_name="saveoffer",
            name="percent",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AlterField(
            model_name="saveoffer",
            name="gives",
            field=models.CharField(
                choices=[
                    ("pause", "A pause instead"),
                    ("issues", "Free issues, taken off the next invoice"),
                    ("discount", "A part of the price of the next terms"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="saveofferhistory",
            name="percent",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True),
        ),
        migrations.AlterField(
            model_name="saveofferhistory",
            name="gives",
            field=models.CharField(
                choices=[
                    ("pause", "A pause instead"),
                    ("issues", "Free issues, taken off the next invoice"),
                    ("discount", "A part of the price of the next terms"),
                ],
                max_length=8,
            ),
        ),
        migrations.RemoveConstraint(model_name="saveoffer", name="save_offer_gives_known"),
        migrations.AddConstraint(
            model_name="saveoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(("gives__in", ["pause", "issues", "discount"])), name="save_offer_gives_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="saveoffer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gives", "discount"), ("percent__gt", 0), ("percent__lte", 100)),
                    models.Q(models.Q(("gives", "discount"), _negated=True), ("percent", None)),
                    _connector="OR",
                ),
                name="save_offer_discount_has_percent",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saveoffer",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT new_values."count", new_values."entity_id", new_values."gives", new_values."id", new_values."percent", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."place", new_values."product_id", new_values."reason_id", new_values."retired", new_values."say" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="81f89a43a541512f580d38e158e4a7f35807185b",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT new_values."count", new_values."entity_id", new_values."gives", new_values."id", new_values."percent", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."place", new_values."product_id", new_values."reason_id", new_values."retired", new_values."say" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c629df829f34f171e1c50b37be263ff5b3d30667",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "save_offer_history" ("count", "entity_id", "gives", "id", "percent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "product_id", "reason_id", "retired", "say") SELECT old_values."count", old_values."entity_id", old_values."gives", old_values."id", old_values."percent", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."place", old_values."product_id", old_values."reason_id", old_values."retired", old_values."say" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a302741814d2c14613137af6ed47dd8e9cd3ad71",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_506a6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="save_offer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(model_name="saveattempt", name="from_term", field=models.PositiveIntegerField(null=True)),
        migrations.AddField(model_name="saveattempt", name="terms", field=models.PositiveSmallIntegerField(null=True)),
        migrations.AddField(model_name="saveattempt", name="percent", field=models.DecimalField(decimal_places=2, max_digits=5, null=True)),
        migrations.RemoveConstraint(model_name="saveattempt", name="save_attempt_refused_gives_nothing"),
        migrations.AddConstraint(
            model_name="saveattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken", True), models.Q(("amount", 0), ("pause", None), ("percent", None), ("term", None)), _connector="OR"
                ),
                name="save_attempt_refused_gives_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="saveattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("from_term", None), ("percent", None), ("terms", None)),
                    models.Q(("from_term__gte", 1), ("percent__gt", 0), ("terms__gte", 1)),
                    _connector="OR",
                ),
                name="save_attempt_discounts_terms",
            ),
        ),
        migrations.AddField(
            model_name="situation",
            name="retention_percent",
            field=models.DecimalField(decimal_places=2, help_text="off, given to whoever wanted to stop", max_digits=5, null=True),
        ),
        migrations.RunSQL(GROUND, migrations.RunSQL.noop),
    ]
