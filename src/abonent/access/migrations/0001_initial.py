import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together(
            operations=[
                migrations.CreateModel(
                    name="Arrangement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("surface", models.CharField(max_length=20)),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="arrangements",
                                to="access.role",
                            ),
                        ),
                        ("places", models.JSONField(default=list)),
                        ("hidden", models.JSONField(default=list)),
                    ],
                    options={
                        "db_table": "arrangement",
                        "constraints": [models.UniqueConstraint(fields=("surface", "role"), name="arrangement_once", nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name="PartOff",
                    fields=[
                        ("name", models.CharField(max_length=30, primary_key=True, serialize=False)),
                    ],
                    options={
                        "db_table": "part_off",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Role",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.SlugField(max_length=30, unique=True)),
                        ("name", models.CharField(max_length=60)),
                    ],
                    options={
                        "db_table": "role",
                        "ordering": ["code"],
                    },
                ),
                migrations.CreateModel(
                    name="StaffUser",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        (
                            "username",
                            models.CharField(
                                error_messages={"unique": "A user with that username already exists."},
                                help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                                max_length=150,
                                unique=True,
                                validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                                verbose_name="username",
                            ),
                        ),
                        ("first_name", models.CharField(blank=True, max_length=150, verbose_name="first name")),
                        ("last_name", models.CharField(blank=True, max_length=150, verbose_name="last name")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                        (
                            "is_staff",
                            models.BooleanField(
                                default=False,
                                help_text="Designates whether the user can log into this admin site.",
                                verbose_name="staff status",
                            ),
                        ),
                        (
                            "is_active",
                            models.BooleanField(
                                default=True,
                                help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                                verbose_name="active",
                            ),
                        ),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined")),
                        ("language", models.CharField(default="en", max_length=2)),
                        (
                            "theme",
                            models.CharField(
                                choices=[("auto", "As the device"), ("light", "Light"), ("dark", "Dark")], default="auto", max_length=5
                            ),
                        ),
                        (
                            "density",
                            models.CharField(
                                choices=[("compact", "Compact"), ("comfortable", "Comfortable")], default="compact", max_length=12
                            ),
                        ),
                        ("keys_enabled", models.BooleanField(default=True)),
                        (
                            "reach",
                            models.CharField(
                                choices=[
                                    ("everything", "Everything of the companies"),
                                    ("units", "Only customers of the units"),
                                    ("own", "Only customers the person is responsible for"),
                                ],
                                db_default="everything",
                                default="everything",
                                max_length=10,
                            ),
                        ),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                        ("roles", models.ManyToManyField(blank=True, related_name="staff", to="access.role")),
                        (
                            "entities",
                            models.ManyToManyField(related_name="staff", through="access.StaffEntity", to="organisation.legalentity"),
                        ),
                        ("units", models.ManyToManyField(related_name="staff", through="access.StaffUnit", to="organisation.unit")),
                    ],
                    options={
                        "db_table": "staff_user",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reach__in", ["everything", "units", "own"])), name="staff_user_reach_known"
                            )
                        ],
                    },
                    managers=[
                        ("objects", django.contrib.auth.models.UserManager()),
                    ],
                ),
                migrations.CreateModel(
                    name="ListExport",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="list_exports", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("title", models.CharField(max_length=120)),
                        ("address", models.TextField()),
                        ("row_count", models.BigIntegerField()),
                        ("done_rows", models.BigIntegerField(default=0)),
                        (
                            "file",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kit.storedfile"
                            ),
                        ),
                        ("failed", models.BooleanField(default=False)),
                        ("asked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "list_export",
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="ArrangementHistory",
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
                                to="access.arrangement",
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
                        ("surface", models.CharField(max_length=20)),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="access.role",
                            ),
                        ),
                        ("places", models.JSONField(default=list)),
                        ("hidden", models.JSONField(default=list)),
                    ],
                    options={
                        "db_table": "arrangement_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="AccessChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "verb",
                            models.CharField(
                                choices=[
                                    ("take_on", "Taken on"),
                                    ("change_staff", "Changed"),
                                    ("leave", "Left"),
                                    ("return", "Came back"),
                                    ("hand_out_link", "Link to choose a password handed out"),
                                    ("choose_password", "Password chosen by the link"),
                                    ("reset_second_factor", "Second factor reset"),
                                    ("view_as", "The product seen as this"),
                                    ("change_role", "Changed"),
                                    ("copy_role", "Made as a copy"),
                                    ("remove_role", "Removed"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "staff_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="access_changes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="changes", to="access.role"
                            ),
                        ),
                        ("before", models.JSONField(default=dict)),
                        ("after", models.JSONField(default=dict)),
                        ("reason", models.CharField(blank=True, max_length=200)),
                        (
                            "actor",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("undone_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "access_change",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "verb__in",
                                        [
                                            "take_on",
                                            "change_staff",
                                            "leave",
                                            "return",
                                            "hand_out_link",
                                            "choose_password",
                                            "reset_second_factor",
                                            "view_as",
                                            "change_role",
                                            "copy_role",
                                            "remove_role",
                                        ],
                                    )
                                ),
                                name="access_change_verb_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RolePermission",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "role",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="permissions", to="access.role"),
                        ),
                        ("permission", models.CharField(max_length=60)),
                    ],
                    options={
                        "db_table": "role_permission",
                        "constraints": [models.UniqueConstraint(fields=("role", "permission"), name="role_permission_once")],
                    },
                ),
                migrations.CreateModel(
                    name="SavedView",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("list_name", models.CharField(max_length=40)),
                        ("name", models.CharField(max_length=40)),
                        ("query", models.TextField()),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="saved_views", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[("owner", "Only me"), ("team", "Team"), ("everyone", "Everybody")], default="owner", max_length=8
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="saved_views",
                                to="access.role",
                            ),
                        ),
                        ("saved_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("removed_at", models.DateTimeField(null=True)),
                    ],
                    options={
                        "db_table": "saved_view",
                        "ordering": ["name", "id"],
                        "indexes": [models.Index(fields=["list_name"], name="saved_view_of_list")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at", None)),
                                fields=("owner", "list_name", "name"),
                                name="saved_view_named_once_by_its_owner",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("audience", "team"), ("team__isnull", False)),
                                    models.Q(("audience__in", ["owner", "everyone"]), ("team__isnull", True)),
                                    _connector="OR",
                                ),
                                name="saved_view_of_a_team_names_it",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StaffEntity",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("staff_user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                        ("entity", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="organisation.legalentity")),
                    ],
                    options={
                        "db_table": "staff_entity",
                        "constraints": [models.UniqueConstraint(fields=("staff_user", "entity"), name="staff_entity_once")],
                    },
                ),
                migrations.CreateModel(
                    name="StaffUnit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("staff_user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                        ("unit", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="organisation.unit")),
                    ],
                    options={
                        "db_table": "staff_unit",
                        "constraints": [models.UniqueConstraint(fields=("staff_user", "unit"), name="staff_unit_once")],
                    },
                ),
                migrations.CreateModel(
                    name="WithheldPermission",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("role", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="withheld", to="access.role")),
                        ("permission", models.CharField(max_length=60)),
                    ],
                    options={
                        "db_table": "withheld_permission",
                        "constraints": [models.UniqueConstraint(fields=("role", "permission"), name="withheld_permission_once")],
                    },
                ),
                migrations.CreateModel(
                    name="ListChoice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "staff_user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="list_choices", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("list_name", models.CharField(max_length=40)),
                        ("columns", models.JSONField(default=list)),
                        (
                            "density",
                            models.CharField(blank=True, choices=[("compact", "Compact"), ("comfortable", "Comfortable")], max_length=12),
                        ),
                        ("opening", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "db_table": "list_choice",
                        "constraints": [models.UniqueConstraint(fields=("staff_user", "list_name"), name="list_choice_once")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="arrangement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "arrangement_history" ("hidden", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "role_id", "surface") SELECT new_values."hidden", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."places", new_values."role_id", new_values."surface" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="3021c0d2027c05e32e5648f8fc8430860f255ccc",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_ac372",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="arrangement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="arrangement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "arrangement_history" ("hidden", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "role_id", "surface") SELECT new_values."hidden", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."places", new_values."role_id", new_values."surface" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9e9a9af4ed666a83327932bdd1913d4fa839b806",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_5aed7",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="arrangement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="arrangement",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "arrangement_history" ("hidden", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "role_id", "surface") SELECT old_values."hidden", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."places", old_values."role_id", old_values."surface" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="69039a5387f08d42457dcc56629eab6155fa4650",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_c6e1b",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="arrangement",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="arrangementhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d4fd2039372470a2e2434561315dc955ef6ba01d",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_bcd2a",
                            table="arrangement_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
    ]
