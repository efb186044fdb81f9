import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
import abonent.subscriptions.models.subscription


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("kit", "0001_functions"),
        ("catalog", "0001_initial"),
        ("charges", "0001_initial"),
        ("customers", "0001_initial"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE subscription_number_seq START 100001", "DROP SEQUENCE subscription_number_seq"),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(db_default=abonent.subscriptions.models.subscription.NextNumber(), unique=True)),
                ("copies", models.PositiveIntegerField(default=1)),
                ("weekdays", models.PositiveSmallIntegerField()),
                (
                    "term_kind",
                    models.CharField(
                        choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")], default="fixed", max_length=20
                    ),
                ),
                ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                ("term_length", models.PositiveSmallIntegerField()),
                ("started_on", models.DateField()),
                ("anchor_on", models.DateField()),
                (
                    "delivery_method",
                    models.CharField(
                        choices=[
                            ("carrier", "Early-morning carrier"),
                            ("post", "Post"),
                            ("pick_up", "Pick-up"),
                            ("electronic", "Electronic"),
                        ],
                        default="carrier",
                        max_length=12,
                    ),
                ),
                (
                    "sales_channel",
                    models.CharField(
                        choices=[
                            ("desk", "Customer service"),
                            ("telephone", "Telephone sale"),
                            ("web", "Web"),
                            ("agent", "Agent"),
                            ("event", "Event"),
                            ("import", "Imported"),
                        ],
                        default="desk",
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, help_text="the payer's own reference, printed on his invoices", max_length=60)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subscriptions",
                        to="organisation.legalentity",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="paid_subscriptions", to="customers.customer"
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricelist"
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="catalog.product"),
                ),
                (
                    "subscriber",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="customers.customer"),
                ),
            ],
            options={
                "db_table": "subscription",
            },
        ),
        migrations.CreateModel(
            name="StopReason",
            fields=[
                ("code", models.SlugField(max_length=30, primary_key=True, serialize=False)),
                ("name", models.JSONField(help_text="language -> text")),
            ],
            options={
                "db_table": "stop_reason",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="RenewalGround",
            fields=[
                (
                    "subscription",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="subscriptions.subscription",
                    ),
                ),
                ("entity_id", models.BigIntegerField()),
                ("ground", models.UUIDField()),
            ],
            options={
                "db_table": "renewal_ground",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Expiry",
            fields=[
                (
                    "subscription",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="expiry",
                        serialize=False,
                        to="subscriptions.subscription",
                    ),
                ),
                ("entity_id", models.BigIntegerField()),
                ("latest_term_id", models.BigIntegerField(null=True)),
                ("term_ordinal", models.IntegerField(default=0, help_text="how many terms there are")),
                ("expires_on", models.DateField()),
            ],
            options={
                "db_table": "subscription_expiry",
            },
        ),
        migrations.CreateModel(
            name="RenewalPlan",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False)),
                ("ordinal", models.BigIntegerField()),
                ("step", models.SmallIntegerField()),
                ("term_id", models.BigIntegerField()),
                ("charge_id", models.BigIntegerField()),
                ("term_ordinal", models.IntegerField()),
                ("sold_during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("charge_due_on", models.DateField()),
                ("situation", models.UUIDField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("latest_amount", models.DecimalField(decimal_places=2, help_text="of the present term", max_digits=14, null=True)),
                ("ground", models.UUIDField()),
                ("held", models.BooleanField(default=False)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "As expected"),
                            ("changed", "Price changed"),
                            ("changed_much", "Price changed by more than 20%"),
                            ("first", "First term"),
                            ("catching_up", "Term that should have been made earlier"),
                            ("zero", "Costs nothing"),
                            ("no_price_list", "No price list in force"),
                            ("no_price", "No price in the list"),
                            ("no_shares", "Product without shares"),
                            ("no_calendar", "Calendar too short"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="subscriptions.subscription",
                    ),
                ),
            ],
            options={
                "db_table": "renewal_plan",
            },
        ),
        migrations.CreateModel(
            name="Situation",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "situation", blank=True, editable=False, primary_key=True, serialize=False)),
                ("situation", models.UUIDField()),
                ("shares_from", models.DateField(help_text="the day the product's shares in force begin", null=True)),
                ("term_kind", models.CharField(max_length=20)),
                ("term_unit", models.CharField(max_length=5)),
                ("term_length", models.PositiveSmallIntegerField()),
                ("weekdays", models.PositiveSmallIntegerField()),
                ("copies", models.PositiveIntegerField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        help_text="only one who has prices of his own",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "price_group",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricegroup",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricelist",
                    ),
                ),
                (
                    "price_list_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricelistversion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"
                    ),
                ),
            ],
            options={
                "db_table": "situation",
            },
        ),
        migrations.CreateModel(
            name="SituationComponent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id", "situation", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("situation", models.UUIDField()),
                ("ordinal", models.SmallIntegerField()),
                ("tax_category", models.CharField(max_length=20)),
                ("revenue_class", models.CharField(max_length=30)),
                ("deferred", models.BooleanField()),
                ("unit_id", models.BigIntegerField(null=True)),
                ("description", models.JSONField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"
                    ),
                ),
            ],
            options={
                "db_table": "situation_component",
            },
        ),
        migrations.CreateModel(
            name="SituationPrice",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "situation", blank=True, editable=False, primary_key=True, serialize=False)),
                ("situation", models.UUIDField()),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("basis", models.CharField(max_length=5)),
                ("description", models.JSONField(help_text="of the charge: code and parameters")),
                ("refusal", models.CharField(blank=True, max_length=40)),
                (
                    "price_list_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricelistversion",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run"
                    ),
                ),
                (
                    "trace",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="charges.pricetrace",
                    ),
                ),
            ],
            options={
                "db_table": "situation_price",
            },
        ),
        migrations.CreateModel(
            name="Cancellation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField()),
                ("remark", models.CharField(blank=True, max_length=200)),
                ("cancelled_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cancellations",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("reason", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="subscriptions.stopreason")),
            ],
            options={
                "db_table": "cancellation",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="SubscriptionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.BigIntegerField(db_default=abonent.subscriptions.models.subscription.NextNumber())),
                ("copies", models.PositiveIntegerField(default=1)),
                ("weekdays", models.PositiveSmallIntegerField()),
                (
                    "term_kind",
                    models.CharField(
                        choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")], default="fixed", max_length=20
                    ),
                ),
                ("term_unit", models.CharField(choices=[("month", "Months"), ("issue", "Issues")], default="month", max_length=5)),
                ("term_length", models.PositiveSmallIntegerField()),
                ("started_on", models.DateField()),
                ("anchor_on", models.DateField()),
                (
                    "delivery_method",
                    models.CharField(
                        choices=[
                            ("carrier", "Early-morning carrier"),
                            ("post", "Post"),
                            ("pick_up", "Pick-up"),
                            ("electronic", "Electronic"),
                        ],
                        default="carrier",
                        max_length=12,
                    ),
                ),
                (
                    "sales_channel",
                    models.CharField(
                        choices=[
                            ("desk", "Customer service"),
                            ("telephone", "Telephone sale"),
                            ("web", "Web"),
                            ("agent", "Agent"),
                            ("event", "Event"),
                            ("import", "Imported"),
                        ],
                        default="desk",
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, help_text="the payer's own reference, printed on his invoices", max_length=60)),
                ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "created_by",
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
                    "payer",
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
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.pricelist",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.product",
                    ),
                ),
                (
                    "subscriber",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "db_table": "subscription_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.IntegerField()),
                ("weekdays", models.PositiveSmallIntegerField()),
                ("copies", models.PositiveIntegerField()),
                ("sold_during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("legal_ground", models.CharField(choices=[("order", "Order"), ("renewal", "Renewal")], max_length=12)),
                ("run_id", models.BigIntegerField(help_text="the run that made it; empty: made by hand", null=True)),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "price_list_version",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.pricelistversion",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="terms",
                        to="subscriptions.subscription",
                    ),
                ),
                (
                    "trace",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="charges.pricetrace",
                    ),
                ),
            ],
            options={
                "db_table": "term",
            },
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(fields=["entity", "-number"], name="subscription_by_entity"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_kind__in", ["fixed", "until_further_notice"])), name="subscription_term_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_unit__in", ["month", "issue"])), name="subscription_term_unit_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(condition=models.Q(("term_length__gte", 1)), name="subscription_term_has_length"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="subscription_of_copies"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="subscription_weekdays_are_bits"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("delivery_method__in", ["carrier", "post", "pick_up", "electronic"])),
                name="subscription_delivery_method_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT new_values."anchor_on", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."delivery_method", new_values."entity_id", new_values."id", new_values."number", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id", new_values."product_id", new_values."reference", new_values."sales_channel", new_values."started_on", new_values."subscriber_id", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e764a7554532a76d73f4f221d0fd0f931790e0d9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_406dd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="subscription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT new_values."anchor_on", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."delivery_method", new_values."entity_id", new_values."id", new_values."number", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id", new_values."product_id", new_values."reference", new_values."sales_channel", new_values."started_on", new_values."subscriber_id", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="975ad0df9c63eb4272ed24b4dd375c44ab8b2ae8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_99dec",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="subscription",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscription",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT old_values."anchor_on", old_values."copies", old_values."created_at", old_values."created_by_id", old_values."delivery_method", old_values."entity_id", old_values."id", old_values."number", old_values."payer_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id", old_values."product_id", old_values."reference", old_values."sales_channel", old_values."started_on", old_values."subscriber_id", old_values."term_kind", old_values."term_length", old_values."term_unit", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="9b2e55c36b90f685a79195d11de622cb22a53bc8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_6f877",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="subscription",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="cancellation",
            index=models.Index(fields=["subscription"], name="cancellation_of_subscription"),
        ),
        migrations.AddConstraint(
            model_name="cancellation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)), fields=("subscription",), name="cancellation_one_at_a_time"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subscriptionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a60ee7f9c3c39b783e06cff2d93c0e30c2e07ca2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_afc0a",
                    table="subscription_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.UniqueConstraint(
                models.F("subscription"), django.db.models.functions.text.Lower("during"), name="term_once_per_start"
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(condition=models.Q(("sold_during__isempty", False)), name="term_of_some_days"),
        ),
    ]
