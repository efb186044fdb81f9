"""Notes from files: who wrote them elsewhere, the keys they are known again by, and their rows between reading and promotion."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# Which note a row of a file is: by the key of its source, else the one of the same customer, moment, kind and words. `sign` is the same for
# two rows that are the same note.
KNOWN = r"""
CREATE VIEW known_note AS
SELECT
    staged.batch_id, staged.line, whose.customer_id, moment.happened_at, coalesce(by_key.id, by_words.id) AS interaction_id,
    by_key.customer_id AS is_of,
    CASE
        WHEN coalesce(by_key.id, by_words.id) IS NOT NULL THEN 'known ' || coalesce(by_key.id, by_words.id)
        WHEN staged.key <> '' THEN 'key ' || staged.key
        WHEN whose.customer_id IS NOT NULL AND staged.said_at <> ''
            THEN md5(concat_ws('|', whose.customer_id, staged.said_at, staged.kind, staged.direction, staged.subject, staged.body))
    END AS sign
FROM staged_note AS staged
JOIN import_batch ON import_batch.id = staged.batch_id
LEFT JOIN keyed_customer AS whose
    ON whose.source = coalesce(nullif(staged.customer_source, ''), import_batch.source) AND whose.key = staged.customer_key
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN staged.said_at ~ '[+-][0-9]{2}:[0-9]{2}$' THEN staged.said_at::timestamptz
        WHEN staged.said_at <> '' THEN staged.said_at::timestamp AT TIME ZONE coalesce(nullif(staged.zone, ''), 'UTC')
    END AS happened_at
) AS moment
LEFT JOIN LATERAL (
    SELECT interaction.id, customer.canonical_id AS customer_id
    FROM interaction_key
    JOIN interaction ON interaction.id = interaction_key.interaction_id
    JOIN customer ON customer.id = interaction.customer_id
    WHERE staged.key <> '' AND interaction_key.source = import_batch.source AND interaction_key.key = staged.key
) AS by_key ON true
LEFT JOIN LATERAL (
    SELECT min(interaction.id) AS id
    FROM customer AS record
    JOIN interaction ON interaction.customer_id = record.id
    WHERE record.canonical_id = whose.customer_id
      AND interaction.happened_at = moment.happened_at
      AND (interaction.kind, interaction.direction, interaction.subject, interaction.body)
          = (staged.kind, staged.direction, staged.subject, staged.body)
      AND NOT (staged.key <> '' AND EXISTS (
          SELECT 1
          FROM interaction_key
          WHERE interaction_key.interaction_id = interaction.id AND interaction_key.source = import_batch.source
      ))
) AS by_words ON by_key.id IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial"), ("customers", "0006_contact_persons_from_files"), ("imports", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="InteractionKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=40)),
                ("key", models.CharField(db_collation="C", max_length=60)),
            ],
            options={
                "db_table": "interaction_key",
            },
        ),
        migrations.CreateModel(
            name="StagedNote",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("customer_source", models.TextField()),
                ("customer_key", models.TextField(db_collation="C")),
                ("key", models.TextField(db_collation="C")),
                ("kind", models.TextField()),
                ("direction", models.TextField()),
                ("said_at", models.TextField()),
                ("zone", models.TextField()),
                ("author", models.TextField()),
                ("subject", models.TextField()),
                ("body", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("customer_id", models.BigIntegerField(null=True)),
                ("interaction_id", models.BigIntegerField(null=True)),
                ("happened_at", models.DateTimeField(null=True)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={
                "db_table": "staged_note",
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="interaction",
            name="created_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="interaction",
            name="changed_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="interaction",
            name="removed_delete",
        ),
        migrations.AddField(
            model_name="interaction",
            name="written_by",
            field=models.CharField(
                blank=True, db_default="", help_text="who wrote it in another program, where he is no colleague here", max_length=120
            ),
        ),
        migrations.AddField(
            model_name="interactionhistory",
            name="written_by",
            field=models.CharField(
                blank=True, db_default="", help_text="who wrote it in another program, where he is no colleague here", max_length=120
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="interaction",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject", "written_by") SELECT new_values."body", new_values."contact_person_id", new_values."customer_id", new_values."direction", new_values."happened_at", new_values."id", new_values."kind", new_values."matter_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."pinned_at", new_values."pinned_by_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."subject", new_values."written_by" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1aef5fa422028e6ca08a5f2bf1956c587b495e80",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject", "written_by") SELECT new_values."body", new_values."contact_person_id", new_values."customer_id", new_values."direction", new_values."happened_at", new_values."id", new_values."kind", new_values."matter_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."pinned_at", new_values."pinned_by_id", new_values."recorded_at", new_values."recorded_by_id", new_values."result", new_values."subject", new_values."written_by" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f1cbeeceab917980f5bd30e4cae96155705aadac",
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
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "interaction_history" ("body", "contact_person_id", "customer_id", "direction", "happened_at", "id", "kind", "matter_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pinned_at", "pinned_by_id", "recorded_at", "recorded_by_id", "result", "subject", "written_by") SELECT old_values."body", old_values."contact_person_id", old_values."customer_id", old_values."direction", old_values."happened_at", old_values."id", old_values."kind", old_values."matter_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."pinned_at", old_values."pinned_by_id", old_values."recorded_at", old_values."recorded_by_id", old_values."result", old_values."subject", old_values."written_by" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1b05f981566501018e7633e6d5b8f3c58b293b19",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_60103",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="interaction",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="interactionkey",
            name="interaction",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="correspondence.interaction"),
        ),
        migrations.AddConstraint(
            model_name="interactionkey",
            constraint=models.UniqueConstraint(fields=("source", "key"), name="interaction_key_once"),
        ),
        migrations.RunSQL("ALTER TABLE staged_note SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL(KNOWN, "DROP VIEW known_note"),
    ]
