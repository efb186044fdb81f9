import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
import abonent.subscriptions.models.subscription
from abonent.kit.migrating import Together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0001_initial"),
        ("charges", "0001_initial"),
        ("customers", "0001_initial"),
        ("kit", "0003_stored_file"),
        ("organisation", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE subscription_number_seq START 100001", "DROP SEQUENCE subscription_number_seq"),
        Together(
            operations=[
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.BigIntegerField(db_default=abonent.subscriptions.models.subscription.NextNumber(), unique=True)),
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
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="catalog.product"
                            ),
                        ),
                        (
                            "price_list",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.pricelist"
                            ),
                        ),
                        (
                            "promotion",
                            models.ForeignKey(
                                blank=True,
                                help_text="its steps price the first terms",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to="catalog.promotion",
                            ),
                        ),
                        (
                            "subscriber",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="customers.customer"
                            ),
                        ),
                        (
                            "payer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="paid_subscriptions", to="customers.customer"
                            ),
                        ),
                        ("copies", models.PositiveIntegerField(default=1)),
                        ("weekdays", models.PositiveSmallIntegerField()),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
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
                                    ("none", "Not delivered"),
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
                        (
                            "reference",
                            models.CharField(blank=True, help_text="the payer's own reference, printed on his invoices", max_length=60),
                        ),
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
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "subscription",
                        "indexes": [models.Index(fields=["entity", "-number"], name="subscription_by_entity")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("term_kind__in", ["fixed", "until_further_notice"])),
                                name="subscription_term_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("term_unit__in", ["month", "issue"])), name="subscription_term_unit_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("term_length__gte", 1)), name="subscription_term_has_length"),
                            models.CheckConstraint(condition=models.Q(("copies__gte", 1)), name="subscription_of_copies"),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="subscription_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delivery_method__in", ["carrier", "post", "pick_up", "electronic", "none"])),
                                name="subscription_delivery_method_known",
                            ),
                        ],
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
                    name="Pause",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="pauses",
                                to="subscriptions.subscription",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "gives",
                            models.CharField(
                                choices=[
                                    ("prolong", "Longer term"),
                                    ("credit", "Credit on the next invoice"),
                                    ("donate", "The copies are given away"),
                                    ("none", "Nothing"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("digital_goes_on", models.BooleanField()),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "placed_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "pause",
                        "ordering": ["-during"],
                        "indexes": [models.Index(fields=["subscription"], name="pause_of_subscription")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(("withdrawn_at", None)),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="pause_one_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gives__in", ["prolong", "credit", "donate", "none"])), name="pause_gives_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="pause_of_some_days"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PauseHistory",
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
                                to="subscriptions.pause",
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
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.subscription",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "gives",
                            models.CharField(
                                choices=[
                                    ("prolong", "Longer term"),
                                    ("credit", "Credit on the next invoice"),
                                    ("donate", "The copies are given away"),
                                    ("none", "Nothing"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("digital_goes_on", models.BooleanField()),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "placed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "pause_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PauseRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "product",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="pause_rules", to="catalog.product"
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("shortest_days", models.PositiveSmallIntegerField(default=1)),
                        ("longest_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("yearly_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("first_weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("last_weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("open_ended", models.BooleanField(default=True)),
                        ("digital_goes_on", models.BooleanField(default=False)),
                        (
                            "gives",
                            models.CharField(
                                choices=[
                                    ("prolong", "Longer term"),
                                    ("credit", "Credit on the next invoice"),
                                    ("donate", "The copies are given away"),
                                    ("none", "Nothing"),
                                ],
                                default="prolong",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "pause_rule",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("product", "="), ("during", "&&")], name="pause_rule_one_at_a_time"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("gives__in", ["prolong", "credit", "donate", "none"])), name="pause_rule_gives_known"
                            ),
                            models.CheckConstraint(condition=models.Q(("shortest_days__gte", 1)), name="pause_rule_of_a_day"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("longest_days", None), ("longest_days__gte", models.F("shortest_days")), _connector="OR"
                                ),
                                name="pause_rule_longest_not_below_shortest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("first_weekdays__gte", 1),
                                    ("first_weekdays__lte", 127),
                                    ("last_weekdays__gte", 1),
                                    ("last_weekdays__lte", 127),
                                ),
                                name="pause_rule_weekdays_are_bits",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PauseRuleHistory",
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
                                to="subscriptions.pauserule",
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
                            "product",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.product",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("shortest_days", models.PositiveSmallIntegerField(default=1)),
                        ("longest_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("yearly_days", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("first_weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("last_weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("open_ended", models.BooleanField(default=True)),
                        ("digital_goes_on", models.BooleanField(default=False)),
                        (
                            "gives",
                            models.CharField(
                                choices=[
                                    ("prolong", "Longer term"),
                                    ("credit", "Credit on the next invoice"),
                                    ("donate", "The copies are given away"),
                                    ("none", "Nothing"),
                                ],
                                default="prolong",
                                max_length=8,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "pause_rule_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Promise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("act", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="runs.act")),
                        (
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="promises", to="subscriptions.subscription"
                            ),
                        ),
                        (
                            "change",
                            models.CharField(
                                choices=[
                                    ("start", "Start or resume"),
                                    ("stop", "Stop"),
                                    ("pause", "Pause"),
                                    ("redirect", "Another address for a time"),
                                    ("move", "Move"),
                                    ("complaint", "Missing paper"),
                                    ("copies", "Other number of copies"),
                                ],
                                max_length=10,
                            ),
                        ),
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
                        ("weekdays", models.PositiveSmallIntegerField()),
                        ("asked_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        ("issue_on", models.DateField()),
                        ("cut_off_at", models.DateTimeField()),
                        ("decided_by", models.CharField(max_length=12)),
                        ("days_before", models.PositiveSmallIntegerField(null=True)),
                        ("counted_in", models.CharField(blank=True, max_length=12)),
                        ("cut_off_time", models.TimeField(null=True)),
                    ],
                    options={
                        "db_table": "promise",
                        "indexes": [models.Index(fields=["issue_on"], name="promise_by_issue")],
                        "constraints": [models.UniqueConstraint(fields=("act", "subscription", "delivery_method"), name="promise_once")],
                    },
                ),
                migrations.CreateModel(
                    name="BrokenPromise",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "promise",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="broken", to="subscriptions.promise"
                            ),
                        ),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("too_late", "The deadline of the issue was moved to before the change was asked for."),
                                    ("no_issue", "The issue does not come out any more."),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("reaches_on", models.DateField(null=True)),
                        ("found_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "broken_promise",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("why__in", ["too_late", "no_issue"])), name="broken_promise_why_known"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Redirect",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="redirects",
                                to="subscriptions.subscription",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("weekdays", models.PositiveSmallIntegerField(default=127)),
                        ("place", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.place")),
                        ("receiver", models.CharField(blank=True, max_length=80)),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "placed_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "redirect",
                        "ordering": ["-during"],
                        "indexes": [models.Index(fields=["subscription"], name="redirect_of_subscription")],
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(1)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_monday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(2)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_tuesday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(4)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_wednesday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(8)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_thursday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(16)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_friday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(32)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_saturday",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    django.db.models.lookups.GreaterThan(
                                        django.db.models.expressions.CombinedExpression(models.F("weekdays"), "&", models.Value(64)), 0
                                    ),
                                ),
                                expressions=[("subscription", "="), ("during", "&&")],
                                name="redirect_one_at_a_time_sunday",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="redirect_of_some_days"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="redirect_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delivery_method__in", ["carrier", "post", "pick_up"])), name="redirect_way_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RedirectHistory",
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
                                to="subscriptions.redirect",
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
                            "subscription",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="subscriptions.subscription",
                            ),
                        ),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("weekdays", models.PositiveSmallIntegerField(default=127)),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.place",
                            ),
                        ),
                        ("receiver", models.CharField(blank=True, max_length=80)),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early-morning carrier"), ("post", "Post"), ("pick_up", "Pick-up")], max_length=12
                            ),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "placed_by",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "redirect_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RenewalPlan",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("ordinal", models.BigIntegerField()),
                        ("step", models.SmallIntegerField()),
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
                                    ("next_step", "Next step of the promotion, or the list price after it"),
                                    ("zero", "Costs nothing"),
                                    ("no_price_list", "No price list in force"),
                                    ("no_price", "No price in the list"),
                                    ("no_shares", "Product without shares"),
                                    ("no_calendar", "Calendar too short"),
                                ],
                                max_length=20,
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
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id", "situation", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("situation", models.UUIDField()),
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
                        ("shares_from", models.DateField(help_text="the day the product's shares in force begin", null=True)),
                        ("term_kind", models.CharField(max_length=20)),
                        ("term_unit", models.CharField(max_length=5)),
                        ("term_length", models.PositiveSmallIntegerField()),
                        ("weekdays", models.PositiveSmallIntegerField()),
                        ("copies", models.PositiveIntegerField()),
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
                            "promotion_step",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="catalog.promotionstep",
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
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
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
                    ],
                    options={
                        "db_table": "situation_component",
                    },
                ),
                migrations.CreateModel(
                    name="SituationPrice",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id", "situation", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        (
                            "run",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="runs.run",
                            ),
                        ),
                        ("situation", models.UUIDField()),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18, null=True)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                        ("currency", models.CharField(max_length=3)),
                        ("basis", models.CharField(max_length=5)),
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
                        ("description", models.JSONField(help_text="of the charge: code and parameters")),
                        ("refusal", models.CharField(blank=True, max_length=40)),
                    ],
                    options={
                        "db_table": "situation_price",
                    },
                ),
                migrations.CreateModel(
                    name="Cancellation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "subscription",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="cancellations",
                                to="subscriptions.subscription",
                            ),
                        ),
                        ("from_on", models.DateField()),
                        (
                            "reason",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="subscriptions.stopreason"),
                        ),
                        ("remark", models.CharField(blank=True, max_length=200)),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "db_table": "cancellation",
                        "ordering": ["-id"],
                        "indexes": [models.Index(fields=["subscription"], name="cancellation_of_subscription")],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("subscription",),
                                name="cancellation_one_at_a_time",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SubscriptionHistory",
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
                                to="subscriptions.subscription",
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
                        ("number", models.BigIntegerField(db_default=abonent.subscriptions.models.subscription.NextNumber())),
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
                            "promotion",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="its steps price the first terms",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="catalog.promotion",
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
                        ("copies", models.PositiveIntegerField(default=1)),
                        ("weekdays", models.PositiveSmallIntegerField()),
                        (
                            "term_kind",
                            models.CharField(
                                choices=[("fixed", "Fixed term"), ("until_further_notice", "Until further notice")],
                                default="fixed",
                                max_length=20,
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
                                    ("none", "Not delivered"),
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
                        (
                            "reference",
                            models.CharField(blank=True, help_text="the payer's own reference, printed on his invoices", max_length=60),
                        ),
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
                        ("created_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
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
                        ("ordinal", models.IntegerField()),
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
                        ("weekdays", models.PositiveSmallIntegerField()),
                        ("copies", models.PositiveIntegerField()),
                        ("sold_during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                        ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                        ("currency", models.CharField(max_length=3)),
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
                            "trace",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="charges.pricetrace",
                            ),
                        ),
                        ("legal_ground", models.CharField(choices=[("order", "Order"), ("renewal", "Renewal")], max_length=12)),
                        ("run_id", models.BigIntegerField(help_text="the run that made it; empty: made by hand", null=True)),
                        ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                    ],
                    options={
                        "db_table": "term",
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("subscription"), django.db.models.functions.text.Lower("during"), name="term_once_per_start"
                            ),
                            models.CheckConstraint(condition=models.Q(("sold_during__isempty", False)), name="term_of_some_days"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TermAdjustment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "pause",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustments",
                                to="subscriptions.pause",
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="adjustments",
                                to="subscriptions.term",
                            ),
                        ),
                        ("missed", models.PositiveIntegerField()),
                        ("prolonged", models.PositiveIntegerField()),
                        ("credited", models.IntegerField()),
                        (
                            "amount",
                            models.DecimalField(
                                decimal_places=2, help_text="value of the credited issues; empty until valued", max_digits=14, null=True
                            ),
                        ),
                    ],
                    options={
                        "db_table": "term_adjustment",
                        "constraints": [models.UniqueConstraint(fields=("pause", "term"), name="term_adjustment_once")],
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="subscription",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "promotion_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT new_values."anchor_on", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."delivery_method", new_values."entity_id", new_values."id", new_values."number", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."price_list_id", new_values."product_id", new_values."promotion_id", new_values."reference", new_values."sales_channel", new_values."started_on", new_values."subscriber_id", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="d26934f2c4e3e64c7cd4e80c6b707a694e5e169b",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "promotion_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT new_values."anchor_on", new_values."copies", new_values."created_at", new_values."created_by_id", new_values."delivery_method", new_values."entity_id", new_values."id", new_values."number", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."price_list_id", new_values."product_id", new_values."promotion_id", new_values."reference", new_values."sales_channel", new_values."started_on", new_values."subscriber_id", new_values."term_kind", new_values."term_length", new_values."term_unit", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="33f396782fabe7c89ae2ee76b89dc8601e84ed4f",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "subscription_history" ("anchor_on", "copies", "created_at", "created_by_id", "delivery_method", "entity_id", "id", "number", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price_list_id", "product_id", "promotion_id", "reference", "sales_channel", "started_on", "subscriber_id", "term_kind", "term_length", "term_unit", "weekdays") SELECT old_values."anchor_on", old_values."copies", old_values."created_at", old_values."created_by_id", old_values."delivery_method", old_values."entity_id", old_values."id", old_values."number", old_values."payer_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."price_list_id", old_values."product_id", old_values."promotion_id", old_values."reference", old_values."sales_channel", old_values."started_on", old_values."subscriber_id", old_values."term_kind", old_values."term_length", old_values."term_unit", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="e69753414986c00dad1ce42dfaa1932407853769",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_6f877",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="subscription",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pause",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."digital_goes_on", new_values."during", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."remark", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="b1a5c14e8f20d91c02f2ab0afee7c230408f5abd",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT new_values."digital_goes_on", new_values."during", new_values."gives", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."remark", new_values."subscription_id", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="f12a8f044c3bb22793a80f0fa4b20b05cdb2a6a8",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_history" ("digital_goes_on", "during", "gives", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "remark", "subscription_id", "withdrawn_at", "withdrawn_by_id") SELECT old_values."digital_goes_on", old_values."during", old_values."gives", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."remark", old_values."subscription_id", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="2b93bf3c20b50223cf35b12419479d126e4cad9c",
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
                    model_name="pausehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="92650c8ae5e77de3faf9d56ab61c145c69b31a8a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_6327d",
                            table="pause_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pauserule",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT new_values."digital_goes_on", new_values."during", new_values."first_weekdays", new_values."gives", new_values."id", new_values."last_weekdays", new_values."longest_days", new_values."open_ended", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."shortest_days", new_values."yearly_days" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6e8a36e413184506b72263cd321065e5e8b762b7",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT new_values."digital_goes_on", new_values."during", new_values."first_weekdays", new_values."gives", new_values."id", new_values."last_weekdays", new_values."longest_days", new_values."open_ended", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."shortest_days", new_values."yearly_days" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="986317961eab54bdb26f7bfb9c54f3b2e9274bf9",
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
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "pause_rule_history" ("digital_goes_on", "during", "first_weekdays", "gives", "id", "last_weekdays", "longest_days", "open_ended", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "shortest_days", "yearly_days") SELECT old_values."digital_goes_on", old_values."during", old_values."first_weekdays", old_values."gives", old_values."id", old_values."last_weekdays", old_values."longest_days", old_values."open_ended", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."shortest_days", old_values."yearly_days" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="a1ebde016fafd60583110cbd4f9e4d7fae6b7d78",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_f871a",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="pause_rule",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="pauserulehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="d69dc5d6be86a7c7df1e6aa1538a0e0684a8cba7",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_2890e",
                            table="pause_rule_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redirect",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "redirect_history" ("delivery_method", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_at", "placed_by_id", "receiver", "remark", "subscription_id", "weekdays", "withdrawn_at", "withdrawn_by_id") SELECT new_values."delivery_method", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."place_id", new_values."placed_at", new_values."placed_by_id", new_values."receiver", new_values."remark", new_values."subscription_id", new_values."weekdays", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="e399aa654afe520bc6756e39330860dcf249d10c",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_c4836",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="redirect",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redirect",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "redirect_history" ("delivery_method", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_at", "placed_by_id", "receiver", "remark", "subscription_id", "weekdays", "withdrawn_at", "withdrawn_by_id") SELECT new_values."delivery_method", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."place_id", new_values."placed_at", new_values."placed_by_id", new_values."receiver", new_values."remark", new_values."subscription_id", new_values."weekdays", new_values."withdrawn_at", new_values."withdrawn_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="adbf17d647b3d365f1f754abe089601e7b5bd813",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_62c6e",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="redirect",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redirect",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "redirect_history" ("delivery_method", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "placed_at", "placed_by_id", "receiver", "remark", "subscription_id", "weekdays", "withdrawn_at", "withdrawn_by_id") SELECT old_values."delivery_method", old_values."during", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."place_id", old_values."placed_at", old_values."placed_by_id", old_values."receiver", old_values."remark", old_values."subscription_id", old_values."weekdays", old_values."withdrawn_at", old_values."withdrawn_by_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="c6ab0610a85676b4fca266406f5238ed86064fbc",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_7a3ba",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="redirect",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="redirecthistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="93058f450311dca320c45f2ec716b1b4e4730c56",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_b276d",
                            table="redirect_history",
                            when="BEFORE",
                        ),
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
            ],
        ),
    ]
