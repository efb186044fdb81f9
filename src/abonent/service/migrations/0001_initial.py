"""Complaints about issues, and what each kind of them gives."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0006_fewer_seats"),
        ("customers", "0008_what_there_is"),
        ("distribution", "0001_routes"),
        ("editions", "0001_initial"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("subscriptions", "0040_issue_credits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ComplaintRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_delivered", "Did not come"),
                            ("late", "Came late"),
                            ("damaged", "Wet or torn"),
                            ("wrong", "Another paper came"),
                            ("too_few", "Too few copies"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "gives",
                    models.CharField(
                        choices=[
                            ("credit", "Credit on the next invoice"),
                            ("today", "Another copy today"),
                            ("next", "Another copy with the next paper"),
                            ("none", "Nothing, it is noted"),
                        ],
                        default="credit",
                        max_length=6,
                    ),
                ),
                ("report_days", models.PositiveSmallIntegerField(default=14)),
                ("yearly_credits", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("carrier_amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("retired", models.BooleanField(default=False)),
                ("entity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity")),
                (
                    "product",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"
                    ),
                ),
            ],
            options={
                "db_table": "complaint_rule",
                "ordering": ["entity", "product", "kind"],
            },
        ),
        migrations.CreateModel(
            name="ComplaintRuleHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_delivered", "Did not come"),
                            ("late", "Came late"),
                            ("damaged", "Wet or torn"),
                            ("wrong", "Another paper came"),
                            ("too_few", "Too few copies"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "gives",
                    models.CharField(
                        choices=[
                            ("credit", "Credit on the next invoice"),
                            ("today", "Another copy today"),
                            ("next", "Another copy with the next paper"),
                            ("none", "Nothing, it is noted"),
                        ],
                        default="credit",
                        max_length=6,
                    ),
                ),
                ("report_days", models.PositiveSmallIntegerField(default=14)),
                ("yearly_credits", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("carrier_amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("retired", models.BooleanField(default=False)),
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
                        to="service.complaintrule",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "db_table": "complaint_rule_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DeliveryComplaint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("not_delivered", "Did not come"),
                            ("late", "Came late"),
                            ("damaged", "Wet or torn"),
                            ("wrong", "Another paper came"),
                            ("too_few", "Too few copies"),
                        ],
                        max_length=13,
                    ),
                ),
                ("copies", models.PositiveIntegerField()),
                (
                    "gives",
                    models.CharField(
                        choices=[
                            ("credit", "Credit on the next invoice"),
                            ("today", "Another copy today"),
                            ("next", "Another copy with the next paper"),
                            ("none", "Nothing, it is noted"),
                        ],
                        max_length=6,
                    ),
                ),
                ("redelivered_on", models.DateField(blank=True, null=True)),
                (
                    "delivery_method",
                    models.CharField(
                        choices=[
                            ("carrier", "Early-morning carrier"),
                            ("post", "Post"),
                            ("pick_up", "Pick-up"),
                            ("electronic", "Electronic"),
                            ("none", "Not delivered"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "carrier_amount",
                    models.DecimalField(decimal_places=2, default=0, help_text="what the carrier is charged", max_digits=14),
                ),
                (
                    "told_by",
                    models.CharField(
                        choices=[
                            ("telephone", "Telephone"),
                            ("email", "E-mail"),
                            ("letter", "Letter"),
                            ("visit", "Visit"),
                            ("portal", "Self-service"),
                        ],
                        default="telephone",
                        max_length=10,
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200)),
                ("reported_on", models.DateField(help_text="the business day of the company")),
                ("reported_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "carrier",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.carrier"),
                ),
                (
                    "credit",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="complaint", to="subscriptions.issuecredit"
                    ),
                ),
                ("issue", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.issue")),
                (
                    "place",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.place"),
                ),
                (
                    "reported_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "route",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="distribution.route"),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "delivery_complaint",
                "ordering": ["-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="complaintrule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired", False)),
                fields=("entity", "product", "kind"),
                name="complaint_rule_once_per_kind",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["not_delivered", "late", "damaged", "wrong", "too_few"])), name="complaint_rule_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("gives__in", ["credit", "today", "next", "none"])), name="complaint_rule_gives_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="complaintrule",
            constraint=models.CheckConstraint(condition=models.Q(("carrier_amount__gte", 0)), name="complaint_rule_charges_the_carrier"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintrule",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "complaint_rule_history" ("carrier_amount", "entity_id", "gives", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "report_days", "retired", "yearly_credits") SELECT new_values."carrier_amount", new_values."entity_id", new_values."gives", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."report_days", new_values."retired", new_values."yearly_credits" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a1a01dd6c3dbf2ee6fdfaa428d4c63b004218cb3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_62eb1",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="complaint_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintrule",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "complaint_rule_history" ("carrier_amount", "entity_id", "gives", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "report_days", "retired", "yearly_credits") SELECT new_values."carrier_amount", new_values."entity_id", new_values."gives", new_values."id", new_values."kind", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."report_days", new_values."retired", new_values."yearly_credits" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="f66e2f8bd52d3ed7e47978e2beeb896a743d5154",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_91b57",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="complaint_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintrule",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "complaint_rule_history" ("carrier_amount", "entity_id", "gives", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "report_days", "retired", "yearly_credits") SELECT old_values."carrier_amount", old_values."entity_id", old_values."gives", old_values."id", old_values."kind", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."report_days", old_values."retired", old_values."yearly_credits" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2a28bfd2b0ef946e6269b107980eaf3041b4de86",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_e2f45",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="complaint_rule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="complaintrulehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0cf0ae441170753f2c0b0247aed392c5eb154980",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a0d4",
                    table="complaint_rule_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="deliverycomplaint",
            index=models.Index(fields=["subscription", "-id"], name="complaint_of_subscription"),
        ),
        migrations.AddIndex(
            model_name="deliverycomplaint",
            index=models.Index(
                condition=models.Q(("redelivered_on__isnull", False)), fields=["redelivered_on"], name="complaint_to_redeliver"
            ),
        ),
        migrations.AddIndex(
            model_name="deliverycomplaint",
            index=models.Index(fields=["reported_on"], name="complaint_by_day"),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("subscription", "issue", "kind"), name="delivery_complaint_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["not_delivered", "late", "damaged", "wrong", "too_few"])),
                name="delivery_complaint_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(("gives__in", ["credit", "today", "next", "none"])), name="delivery_complaint_gives_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="delivery_complaint_of_copies"),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("credit__isnull", False), ("gives", "credit")),
                    models.Q(models.Q(("gives", "credit"), _negated=True), ("credit", None)),
                    _connector="OR",
                ),
                name="delivery_complaint_has_its_credit",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliverycomplaint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gives__in", ["today", "next"]), ("redelivered_on__isnull", False)),
                    models.Q(models.Q(("gives__in", ["today", "next"]), _negated=True), ("redelivered_on", None)),
                    _connector="OR",
                ),
                name="delivery_complaint_has_its_day",
            ),
        ),
    ]
