"""Who gets the copies of a pause that are given away."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0003_statuses_from_files"),
        ("customers", "0007_credit_limit"),
        ("subscriptions", "0011_product_switches"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="pause",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pause",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pause",
            name="removed_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pauserule",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pauserule",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="pauserule",
            name="removed_delete",
        ),
        migrations.AddField(
            model_name="pause",
            name="donated_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="pausehistory",
            name="donated_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="pauserule",
            name="donated_to",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer"
            ),
        ),
        migrations.AddField(
            model_name="pauserulehistory",
            name="donated_to",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "donated_to_id", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."digital_goes_on", new_values."donated_to_id", new_values."during", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."remark", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="93c353e1d27cf9f630c948947cf759de81b16036",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_9e444",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "donated_to_id", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."digital_goes_on", new_values."donated_to_id", new_values."during", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."remark", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="193ff021737548cf64207f9ec9046ec9ebf6ae1c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9f2c0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pause",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "donated_to_id", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."digital_goes_on", old_values."donated_to_id", old_values."during", old_values."gives", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."remark", old_values."subscription_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="09eef4263c4d644525f77224d6a74d8529461945",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_666c0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pauserule",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "donated_to_id", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT new_values."digital_goes_on", new_values."donated_to_id", new_values."during", new_values."first_weekdays", new_values."gives", new_values."id", new_values."last_weekdays", new_values."longest_days", new_values."open_ended", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."shortest_days", new_values."yearly_days" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="890a1ef37bb9522f0649bab8cd60085c19486209",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_1fffe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="pause_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pauserule",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "donated_to_id", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT new_values."digital_goes_on", new_values."donated_to_id", new_values."during", new_values."first_weekdays", new_values."gives", new_values."id", new_values."last_weekdays", new_values."longest_days", new_values."open_ended", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."shortest_days", new_values."yearly_days" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3249e17cd4fd1fca4c81eb0a171949d540be4ec6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_0c071",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="pause_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="pauserule",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "donated_to_id", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT old_values."digital_goes_on", old_values."donated_to_id", old_values."during", old_values."first_weekdays", old_values."gives", old_values."id", old_values."last_weekdays", old_values."longest_days", old_values."open_ended", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."shortest_days", old_values."yearly_days" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5a35e15fb2292b64f36065c450ca552b874c15dd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_f871a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="pause_rule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pause",
            constraint=models.CheckConstraint(
                condition=models.Q(("donated_to", None), ("gives", "donate"), _connector="OR"), name="pause_donates_what_is_given_away"
            ),
        ),
        migrations.AddConstraint(
            model_name="pauserule",
            constraint=models.CheckConstraint(
                condition=models.Q(("donated_to", None), ("gives", "donate"), _connector="OR"), name="pause_rule_donates_what_is_given_away"
            ),
        ),
    ]
