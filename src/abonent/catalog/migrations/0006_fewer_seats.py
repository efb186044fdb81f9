"""Since when a product has fewer seats than before."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_grace"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="product",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="product",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="product",
            name="removed_delete",
        ),
        migrations.AddField(
            model_name="product",
            name="seats_from",
            field=models.DateField(
                blank=True, help_text="since when there are fewer: who read before that day is not judged by it", null=True
            ),
        ),
        migrations.AddField(
            model_name="producthistory",
            name="seats_from",
            field=models.DateField(
                blank=True, help_text="since when there are fewer: who read before that day is not judged by it", null=True
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "grace_days", "grace_issues", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renews", "rolling_lead_days", "seats", "seats_from", "unit_id", "weekdays", "withdrawn_on") SELECT new_values."charge_days_before", new_values."code", new_values."deferred", new_values."entity_id", new_values."fixed_lead_days", new_values."grace_days", new_values."grace_issues", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."renews", new_values."rolling_lead_days", new_values."seats", new_values."seats_from", new_values."unit_id", new_values."weekdays", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="333c5e002e778754441a714981d7026859e5a023",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_969e7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "grace_days", "grace_issues", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renews", "rolling_lead_days", "seats", "seats_from", "unit_id", "weekdays", "withdrawn_on") SELECT new_values."charge_days_before", new_values."code", new_values."deferred", new_values."entity_id", new_values."fixed_lead_days", new_values."grace_days", new_values."grace_issues", new_values."id", new_values."kind", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."renews", new_values."rolling_lead_days", new_values."seats", new_values."seats_from", new_values."unit_id", new_values."weekdays", new_values."withdrawn_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="11877c4a7236373de166f179afcbde04a7c7522f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_9c20f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="product",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "product_history" ("charge_days_before", "code", "deferred", "entity_id", "fixed_lead_days", "grace_days", "grace_issues", "id", "kind", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renews", "rolling_lead_days", "seats", "seats_from", "unit_id", "weekdays", "withdrawn_on") SELECT old_values."charge_days_before", old_values."code", old_values."deferred", old_values."entity_id", old_values."fixed_lead_days", old_values."grace_days", old_values."grace_issues", old_values."id", old_values."kind", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."renews", old_values."rolling_lead_days", old_values."seats", old_values."seats_from", old_values."unit_id", old_values."weekdays", old_values."withdrawn_on" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c9d49408499fa39daf10a6eb949f50f449eef0e2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_5a070",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="product",
                    when="AFTER",
                ),
            ),
        ),
    ]
