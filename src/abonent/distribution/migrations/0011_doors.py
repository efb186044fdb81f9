"""The register of doors, and the rows of files of it between reading and promotion."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import abonent.customers.models.addresses


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0008_what_there_is"),
        ("distribution", "0010_street_registers"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoorHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("households", models.PositiveSmallIntegerField(default=1)),
                ("refuses", models.BooleanField(default=False)),
                ("latitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
            ],
            options={
                "db_table": "door_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StagedDoor",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("country", models.TextField()),
                ("postal_code", models.TextField()),
                ("town", models.TextField()),
                ("street", models.TextField()),
                ("number", models.TextField()),
                ("staircase", models.TextField()),
                ("flat", models.TextField()),
                ("households", models.TextField()),
                ("refuses", models.TextField()),
                ("latitude", models.TextField()),
                ("longitude", models.TextField()),
                ("faults", models.JSONField(null=True)),
                (
                    "door",
                    models.GeneratedField(
                        db_persist=True,
                        expression=abonent.customers.models.addresses.DoorOf(
                            "country", "postal_code", "town", "street", "number", "staircase", "flat"
                        ),
                        output_field=models.UUIDField(),
                    ),
                ),
                ("outcome", models.TextField(db_default="")),
            ],
            options={
                "db_table": "staged_door",
            },
        ),
        migrations.CreateModel(
            name="Door",
            fields=[
                (
                    "place",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="customers.place",
                    ),
                ),
                ("households", models.PositiveSmallIntegerField(default=1)),
                ("refuses", models.BooleanField(default=False)),
                ("latitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                ("longitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
            ],
            options={
                "db_table": "door",
                "indexes": [models.Index(fields=["latitude", "longitude"], name="door_on_the_map")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="door_on_earth_or_not_said",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="door",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "door_history" ("households", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "refuses") SELECT new_values."households", new_values."latitude", new_values."longitude", _pgh_attached_context.value, abonent_now(), \'created\', new_values."place_id", new_values."place_id", new_values."refuses" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="82b915449b5ceebb49f1c2bad6477c865ef294cf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_799b7",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="door",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="door",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "door_history" ("households", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "refuses") SELECT new_values."households", new_values."latitude", new_values."longitude", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."place_id", new_values."place_id", new_values."refuses" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."place_id") = (new_values."place_id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="278961fe38570711353ed9def135675855f98f03",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_58fd1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="door",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="door",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "door_history" ("households", "latitude", "longitude", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "refuses") SELECT old_values."households", old_values."latitude", old_values."longitude", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."place_id", old_values."place_id", old_values."refuses" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="ea76a121259db2d9621715665155c7c0334b9314",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_69579",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="door",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="doorhistory",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="pghistory.context"
            ),
        ),
        migrations.AddField(
            model_name="doorhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="distribution.door"
            ),
        ),
        migrations.AddField(
            model_name="doorhistory",
            name="place",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                serialize=False,
                to="customers.place",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="doorhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7cb7fe13c79e52e256a32a638d4fb98d2a45c4d3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d0b44",
                    table="door_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL("ALTER TABLE staged_door SET UNLOGGED", migrations.RunSQL.noop),
    ]
