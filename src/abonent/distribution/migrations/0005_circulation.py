import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0004_extras"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="PriceClasses",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_percents", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=6)),
                (
                    "entity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="price_classes", to="organisation.legalentity"
                    ),
                ),
            ],
            options={
                "db_table": "price_classes",
            },
        ),
        migrations.CreateModel(
            name="PriceClassesHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("from_percents", django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), size=6)),
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
                        to="distribution.priceclasses",
                    ),
                ),
            ],
            options={
                "db_table": "price_classes_history",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="priceclasses",
            constraint=models.CheckConstraint(condition=models.Q(("from_percents__len__gte", 1)), name="price_classes_are_some"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="priceclasses",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_classes_history" ("entity_id", "from_percents", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."entity_id", new_values."from_percents", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="45135447e5a2c66ccc94dba08353877f0e916a53",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_4c49f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="price_classes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="priceclasses",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_classes_history" ("entity_id", "from_percents", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."entity_id", new_values."from_percents", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9af86d43e7f7e327f66eb19d6982a1bcd7ee19c6",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_556e0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="price_classes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="priceclasses",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "price_classes_history" ("entity_id", "from_percents", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."entity_id", old_values."from_percents", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e86e244cc8bf6e51d73bb92c1f6f1513cd87b42a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_88162",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="price_classes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="priceclasseshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5e35c80c2a79555273409d99b65adf599a310cd9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_32587",
                    table="price_classes_history",
                    when="BEFORE",
                ),
            ),
        ),
    ]
