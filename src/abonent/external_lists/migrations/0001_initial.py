import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.external_lists.models.rows
import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("correspondence", "0001_initial"),
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="ExternalList",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="external_lists", to="organisation.legalentity"
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("purpose", models.CharField(help_text="what its people are contacted for", max_length=200)),
                        (
                            "contact_purpose",
                            models.CharField(
                                choices=[
                                    ("marketing", "Offers"),
                                    ("editorial", "Newsletters"),
                                    ("research", "Surveys"),
                                    ("service", "Service"),
                                ],
                                default="marketing",
                                max_length=9,
                            ),
                        ),
                        (
                            "agreed",
                            models.CharField(
                                blank=True, help_text="where its people have agreed to be called; empty: they have not", max_length=200
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="external_lists", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("ends_on", models.DateField(help_text="the day on which it is thrown away")),
                        ("watched", models.CharField(blank=True, max_length=200)),
                        (
                            "file",
                            models.ForeignKey(
                                help_text="empty: thrown away",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="kit.storedfile",
                            ),
                        ),
                        ("layout", models.JSONField(default=dict)),
                        ("mapping", models.JSONField(default=dict)),
                        ("sureness", models.JSONField(default=dict)),
                        ("defaults", models.JSONField(default=dict)),
                        ("own_headers", models.JSONField(default=dict)),
                        ("row_count", models.IntegerField(default=0)),
                        ("opened_at", models.DateTimeField(help_text="since its columns are known", null=True)),
                        ("thrown_away_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "external_list",
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(models.Q(("watched", ""), _negated=True), ("thrown_away_at", None)),
                                fields=("watched",),
                                name="external_list_watched_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("contact_purpose__in", ["marketing", "editorial", "research", "service"])),
                                name="external_list_purpose_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("file__isnull", False), ("thrown_away_at__isnull", False), _connector="OR"),
                                name="external_list_has_a_file_or_is_gone",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExternalListHistory",
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
                                to="external_lists.externallist",
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
                            "entity",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="organisation.legalentity",
                            ),
                        ),
                        ("name", models.CharField(max_length=40)),
                        ("purpose", models.CharField(help_text="what its people are contacted for", max_length=200)),
                        (
                            "contact_purpose",
                            models.CharField(
                                choices=[
                                    ("marketing", "Offers"),
                                    ("editorial", "Newsletters"),
                                    ("research", "Surveys"),
                                    ("service", "Service"),
                                ],
                                default="marketing",
                                max_length=9,
                            ),
                        ),
                        (
                            "agreed",
                            models.CharField(
                                blank=True, help_text="where its people have agreed to be called; empty: they have not", max_length=200
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("ends_on", models.DateField(help_text="the day on which it is thrown away")),
                        ("watched", models.CharField(blank=True, max_length=200)),
                        (
                            "file",
                            models.ForeignKey(
                                db_constraint=False,
                                help_text="empty: thrown away",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="kit.storedfile",
                            ),
                        ),
                        ("defaults", models.JSONField(default=dict)),
                        ("own_headers", models.JSONField(default=dict)),
                        ("opened_at", models.DateTimeField(help_text="since its columns are known", null=True)),
                        ("thrown_away_at", models.DateTimeField(null=True)),
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "external_list_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ListRow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "external_list",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rows",
                                to="external_lists.externallist",
                            ),
                        ),
                        ("line", models.IntegerField(null=True)),
                        ("kind", models.CharField(blank=True, default="", max_length=12)),
                        ("given_name", models.CharField(blank=True, default="", max_length=80)),
                        ("family_name", models.CharField(blank=True, default="", max_length=80)),
                        ("organisation_name", models.CharField(blank=True, default="", max_length=120)),
                        (
                            "name",
                            models.GeneratedField(
                                db_persist=True,
                                expression=django.db.models.functions.comparison.Coalesce(
                                    django.db.models.functions.comparison.NullIf("organisation_name", models.Value("")),
                                    django.db.models.functions.text.Trim(
                                        django.db.models.functions.text.Concat("given_name", models.Value(" "), models.F("family_name"))
                                    ),
                                    output_field=models.TextField(),
                                ),
                                output_field=models.TextField(),
                            ),
                        ),
                        ("country_assumed", models.CharField(blank=True, default="", max_length=2)),
                        ("care_of", models.CharField(blank=True, default="", max_length=80)),
                        ("street", models.CharField(blank=True, default="", max_length=120)),
                        ("number", models.CharField(blank=True, default="", max_length=20)),
                        ("staircase", models.CharField(blank=True, default="", max_length=20)),
                        ("flat", models.CharField(blank=True, default="", max_length=20)),
                        ("postal_code", models.CharField(blank=True, default="", max_length=12)),
                        ("town", models.CharField(blank=True, default="", max_length=60)),
                        ("mobile", models.CharField(blank=True, default="", max_length=60)),
                        ("mobile_normalised", models.CharField(blank=True, default="", max_length=120)),
                        ("phone", models.CharField(blank=True, default="", max_length=60)),
                        ("phone_normalised", models.CharField(blank=True, default="", max_length=120)),
                        ("email", models.CharField(blank=True, default="", max_length=120)),
                        ("email_normalised", models.CharField(blank=True, default="", max_length=120)),
                        ("cells", models.JSONField(default=list)),
                        ("faults", models.JSONField(null=True)),
                        (
                            "customer",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="list_rows", to="customers.customer"
                            ),
                        ),
                        ("import_batch_id", models.BigIntegerField(help_text="the import of one row that made the customer", null=True)),
                        ("emptied_at", models.DateTimeField(null=True)),
                        (
                            "erased_as",
                            models.CharField(
                                blank=True,
                                db_default="",
                                default="",
                                help_text="what its cells are known again by until the file is emptied too",
                                max_length=32,
                            ),
                        ),
                        ("emptied", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "db_table": "list_row",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                django.contrib.postgres.indexes.OpClass(
                                    abonent.external_lists.models.rows.FoldedCells("cells"), name="gin_trgm_ops"
                                ),
                                name="list_row_by_words",
                            ),
                            models.Index(
                                condition=models.Q(("mobile_normalised", ""), _negated=True),
                                fields=["mobile_normalised"],
                                name="list_row_by_mobile",
                            ),
                            models.Index(
                                condition=models.Q(("phone_normalised", ""), _negated=True),
                                fields=["phone_normalised"],
                                name="list_row_by_phone",
                            ),
                            models.Index(
                                condition=models.Q(("email_normalised", ""), _negated=True),
                                fields=["email_normalised"],
                                name="list_row_by_email",
                            ),
                        ],
                        "constraints": [models.UniqueConstraint(fields=("external_list", "line"), name="list_row_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ListCall",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "row",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="calls",
                                to="external_lists.listrow",
                            ),
                        ),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("interested", "Interested"),
                                    ("sold", "Sold"),
                                    ("call_back", "To be called back"),
                                    ("no_answer", "No answer"),
                                    ("not_interested", "Not interested"),
                                    ("wrong_number", "Wrong number"),
                                    ("no_more", "Wants no more calls"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=1000)),
                        ("call_back_on", models.DateField(null=True)),
                        ("made_on", models.DateField()),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "made_by",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                        ),
                        (
                            "interaction",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="correspondence.interaction"
                            ),
                        ),
                        ("in_file", models.BooleanField(db_default=False, default=False)),
                    ],
                    options={
                        "db_table": "list_call",
                        "indexes": [models.Index(fields=["row", "-id"], name="list_call_latest")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "result__in",
                                        ["interested", "sold", "call_back", "no_answer", "not_interested", "wrong_number", "no_more"],
                                    )
                                ),
                                name="list_call_result_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("call_back_on", None), ("result__in", ["call_back", "no_answer", "interested"]), _connector="OR"
                                ),
                                name="list_call_back_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListVersion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "external_list",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="external_lists.externallist"
                            ),
                        ),
                        ("file", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile")),
                        (
                            "came",
                            models.CharField(
                                choices=[
                                    ("brought", "As it came"),
                                    ("read", "Read again"),
                                    ("written", "A result was written"),
                                    ("emptied", "Somebody was erased"),
                                    ("put_back", "An earlier version was put back"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "made_by",
                            models.ForeignKey(
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "list_version",
                        "ordering": ["-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("came__in", ["brought", "read", "written", "emptied", "put_back"])),
                                name="list_version_came_known",
                            )
                        ],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="externallist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "external_list_history" ("agreed", "contact_purpose", "created_at", "defaults", "ends_on", "entity_id", "file_id", "id", "name", "opened_at", "own_headers", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "thrown_away_at", "watched") SELECT new_values."agreed", new_values."contact_purpose", new_values."created_at", new_values."defaults", new_values."ends_on", new_values."entity_id", new_values."file_id", new_values."id", new_values."name", new_values."opened_at", new_values."own_headers", new_values."owner_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."purpose", new_values."thrown_away_at", new_values."watched" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="81d2ae34ab7c021270cb034f984f65a2a7272a26",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_7920f",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="external_list",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="externallist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "external_list_history" ("agreed", "contact_purpose", "created_at", "defaults", "ends_on", "entity_id", "file_id", "id", "name", "opened_at", "own_headers", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "thrown_away_at", "watched") SELECT new_values."agreed", new_values."contact_purpose", new_values."created_at", new_values."defaults", new_values."ends_on", new_values."entity_id", new_values."file_id", new_values."id", new_values."name", new_values."opened_at", new_values."own_headers", new_values."owner_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."purpose", new_values."thrown_away_at", new_values."watched" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="43eb3f01fa6768bcb9f3d3e4cee52bf23a9ac330",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_6fff1",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="external_list",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="externallist",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "external_list_history" ("agreed", "contact_purpose", "created_at", "defaults", "ends_on", "entity_id", "file_id", "id", "name", "opened_at", "own_headers", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "thrown_away_at", "watched") SELECT old_values."agreed", old_values."contact_purpose", old_values."created_at", old_values."defaults", old_values."ends_on", old_values."entity_id", old_values."file_id", old_values."id", old_values."name", old_values."opened_at", old_values."own_headers", old_values."owner_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."purpose", old_values."thrown_away_at", old_values."watched" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="a11c89e24911c00375c8b38cb5097bdcc41eb4da",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_15b11",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="external_list",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="externallisthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="0858d91d393c22b5217a621470aa8b3e031b8b82",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6a058",
                            table="external_list_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
