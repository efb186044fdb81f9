"""Seats, networks, and who may read what when; the views that say so, and the guard of the seats."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models
import abonent.kit.networks

# What each product gives to read: its electronic editions; the product itself where it consists of no issues.
READABLE = """
CREATE VIEW readable_product AS
SELECT DISTINCT product_component.product_id, product_component.edition_id
FROM product_component
JOIN edition ON edition.id = product_component.edition_id
WHERE edition.medium = 'electronic'
UNION ALL
SELECT product.id, NULL
FROM product
WHERE product.kind IN ('subscription', 'service')
  AND NOT EXISTS (
      SELECT FROM product_component WHERE product_component.product_id = product.id AND product_component.edition_id IS NOT NULL
  )
"""

# A term is read on its days, but for those of pauses in which nothing goes on. Asked for one subscription it reads that one alone.
DUE = """
CREATE VIEW entitlement_due AS
SELECT
    sold.subscription_id, reader.source, reader.customer_id, reader.network, sold.product_id, readable_product.edition_id,
    sold.during * reader.during AS during
FROM (
    SELECT bought.subscription_id, bought.product_id, unnest(bought.days - coalesce(resting.days, '{}')) AS during
    FROM (
        SELECT term.subscription_id, term.product_id, range_agg(term.during) AS days
        FROM term
        WHERE NOT isempty(term.during)
          AND term.product_id IN (SELECT readable_product.product_id FROM readable_product)
        GROUP BY term.subscription_id, term.product_id
    ) AS bought
    LEFT JOIN LATERAL (
        SELECT range_agg(pause.during) AS days
        FROM pause
        WHERE pause.subscription_id = bought.subscription_id AND pause.withdrawn_at IS NULL AND NOT pause.digital_goes_on
    ) AS resting ON true
) AS sold
JOIN readable_product ON readable_product.product_id = sold.product_id
JOIN (
    SELECT
        subscription.id AS subscription_id, 'subscriber' AS source, subscription.subscriber_id AS customer_id, NULL::cidr AS network,
        daterange(NULL, NULL) AS during
    FROM subscription
    UNION ALL
    SELECT seat.subscription_id, 'member', seat.customer_id, NULL, seat.during
    FROM seat
    WHERE seat.withdrawn_at IS NULL
    UNION ALL
    SELECT reading_network.subscription_id, 'network', NULL, reading_network.network, reading_network.during
    FROM reading_network
    WHERE reading_network.withdrawn_at IS NULL
) AS reader ON reader.subscription_id = sold.subscription_id AND reader.during && sold.during
"""

# What is sold already is read from the first moment on.
FILL = """
INSERT INTO entitlement (subscription_id, source, customer_id, network, product_id, edition_id, during)
SELECT
    entitlement_due.subscription_id, entitlement_due.source, entitlement_due.customer_id, entitlement_due.network,
    entitlement_due.product_id, entitlement_due.edition_id, entitlement_due.during
FROM entitlement_due
"""

# Where the table of entitlements is not as it should be: how many rows of a subscription are to come, and how many to go.
DIFFERENCE = """
CREATE VIEW entitlement_difference AS
WITH wanted AS (
    SELECT
        entitlement_due.subscription_id, entitlement_due.source, entitlement_due.customer_id, entitlement_due.network,
        entitlement_due.product_id, entitlement_due.edition_id, entitlement_due.during
    FROM entitlement_due
), present AS (
    SELECT
        entitlement.subscription_id, entitlement.source, entitlement.customer_id, entitlement.network, entitlement.product_id,
        entitlement.edition_id, entitlement.during
    FROM entitlement
)
SELECT wrong.subscription_id, sum(wrong.comes) AS comes, sum(wrong.goes) AS goes
FROM (
    SELECT missing.subscription_id, 1 AS comes, 0 AS goes
    FROM (SELECT * FROM wanted EXCEPT SELECT * FROM present) AS missing
    UNION ALL
    SELECT beyond.subscription_id, 0, 1
    FROM (SELECT * FROM present EXCEPT SELECT * FROM wanted) AS beyond
) AS wrong
GROUP BY wrong.subscription_id
"""

COUNT = """
CREATE VIEW seat_count AS
SELECT turn.subscription_id, turn.turns_on, product.seats * present.copies AS seats, present.taken
FROM (
    SELECT seat.subscription_id, lower(seat.during) AS turns_on FROM seat WHERE seat.withdrawn_at IS NULL
    UNION
    SELECT copies_change.subscription_id, copies_change.from_on FROM copies_change WHERE copies_change.withdrawn_at IS NULL
) AS turn
JOIN subscription ON subscription.id = turn.subscription_id
JOIN product ON product.id = subscription.product_id
CROSS JOIN LATERAL (
    SELECT
        coalesce(
            (
                SELECT copies_change.copies
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id
                  AND copies_change.withdrawn_at IS NULL
                  AND copies_change.from_on <= turn.turns_on
                ORDER BY copies_change.from_on DESC
                LIMIT 1
            ),
            (
                SELECT copies_change.copies_before
                FROM copies_change
                WHERE copies_change.subscription_id = turn.subscription_id AND copies_change.withdrawn_at IS NULL
                ORDER BY copies_change.from_on
                LIMIT 1
            ),
            subscription.copies
        ) AS copies,
        (
            SELECT count(*)
            FROM seat
            WHERE seat.subscription_id = turn.subscription_id AND seat.withdrawn_at IS NULL AND seat.during @> turn.turns_on
        ) AS taken
) AS present
"""

# Asked at the end of the transaction, under the lock that every change of a subscription takes: of two who give the latest seat at the
# same moment one is refused.
GUARD = """
CREATE FUNCTION refuse_members_without_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM subscription_expiry WHERE subscription_expiry.subscription_id = NEW.subscription_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM seat_count WHERE seat_count.subscription_id = NEW.subscription_id AND seat_count.taken > seat_count.seats
    ) THEN
        RAISE EXCEPTION 'subscription % has more members than seats', NEW.subscription_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_for_each_member';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER seat_for_each_member AFTER INSERT OR UPDATE ON seat
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_members_without_seat();
CREATE CONSTRAINT TRIGGER seat_for_each_member AFTER INSERT OR UPDATE ON copies_change
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_members_without_seat();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0004_seats"),
        ("customers", "0007_credit_limit"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        ("subscriptions", "0020_premiums"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EntitlementDue",
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
            ],
            options={
                "db_table": "entitlement_due",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="EntitlementDifference",
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
                ("comes", models.IntegerField()),
                ("goes", models.IntegerField()),
            ],
            options={
                "db_table": "entitlement_difference",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ReadableProduct",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="catalog.product",
                    ),
                ),
            ],
            options={
                "db_table": "readable_product",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="SeatCount",
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
                ("turns_on", models.DateField()),
                ("seats", models.IntegerField()),
                ("taken", models.IntegerField()),
            ],
            options={
                "db_table": "seat_count",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="EntitlementPlan",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False)),
                ("ordinal", models.BigIntegerField()),
                ("comes", models.IntegerField()),
                ("goes", models.IntegerField()),
                ("run", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="runs.run")),
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
                "db_table": "entitlement_plan",
            },
        ),
        migrations.CreateModel(
            name="ReadingNetwork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", abonent.kit.networks.NetworkField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("given_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="networks",
                        to="subscriptions.subscription",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        expressions=[
                            ("subscription", "="),
                            (django.contrib.postgres.indexes.OpClass("network", name="inet_ops"), "&&"),
                            ("during", "&&"),
                        ],
                        name="reading_network_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="reading_network_of_some_days"
                    ),
                ],
                "db_table": "reading_network",
                "ordering": ["during", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReadingNetworkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("network", abonent.kit.networks.NetworkField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("given_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "given_by",
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
                        to="subscriptions.readingnetwork",
                    ),
                ),
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
            ],
            options={
                "db_table": "reading_network_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("given_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("customer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="customers.customer")),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="subscriptions.subscription"
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        expressions=[("subscription", "="), ("customer", "="), ("during", "&&")],
                        name="seat_once_for_a_member",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="seat_of_some_days"
                    ),
                ],
                "db_table": "seat",
                "ordering": ["during", "id"],
            },
        ),
        migrations.CreateModel(
            name="SeatHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("given_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "given_by",
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
                        db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="events", to="subscriptions.seat"
                    ),
                ),
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
            ],
            options={
                "db_table": "seat_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Entitlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("network", abonent.kit.networks.NetworkField(null=True)),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "source",
                    models.CharField(choices=[("subscriber", "Subscriber"), ("member", "Member"), ("network", "Network")], max_length=10),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entitlements",
                        to="customers.customer",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.edition",
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="catalog.product",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entitlements",
                        to="subscriptions.subscription",
                    ),
                ),
            ],
            options={
                "db_table": "entitlement",
                "indexes": [
                    django.contrib.postgres.indexes.GistIndex(
                        django.contrib.postgres.indexes.OpClass("network", name="inet_ops"),
                        condition=models.Q(("network__isnull", False)),
                        name="entitlement_by_network",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscription", "source", "customer", "network", "product", "edition", "during"),
                        name="entitlement_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["subscriber", "member", "network"])), name="entitlement_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("customer", None), ("network__isnull", False), ("source", "network")),
                            models.Q(("customer__isnull", False), ("network", None), ("source__in", ["subscriber", "member"])),
                            _connector="OR",
                        ),
                        name="entitlement_of_a_customer_or_a_network",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingnetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_network_history" ("during", "given_at", "given_by_id", "id", "network", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT new_values."during", new_values."given_at", new_values."given_by_id", new_values."id", new_values."network", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."subscription_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ead617e488be94f1288832c9924787bcc4ddd3a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_ec6c8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="reading_network",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingnetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_network_history" ("during", "given_at", "given_by_id", "id", "network", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT new_values."during", new_values."given_at", new_values."given_by_id", new_values."id", new_values."network", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."subscription_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="20ce367f859893216dc696ed2144c66ef4b70d92",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_79a09",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="reading_network",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingnetwork",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reading_network_history" ("during", "given_at", "given_by_id", "id", "network", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT old_values."during", old_values."given_at", old_values."given_by_id", old_values."id", old_values."network", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."subscription_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c8ae18e465bdf08dab685bfe6e135bf5dca04bf1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_5c19a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="reading_network",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="readingnetworkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="79f06028a445222f0f10a597f976513357dfb4c7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_64222",
                    table="reading_network_history",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seat_history" ("customer_id", "during", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT new_values."customer_id", new_values."during", new_values."given_at", new_values."given_by_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."subscription_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="77e37af56b0aa1317574c8499551fb05d1efec94",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_7d8e2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seat_history" ("customer_id", "during", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT new_values."customer_id", new_values."during", new_values."given_at", new_values."given_by_id", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."subscription_id", new_values."withdrawn_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ea4c271a08f58888f51e5d12720da53ead7cbbc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_446ce",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "seat_history" ("customer_id", "during", "given_at", "given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subscription_id", "withdrawn_at") SELECT old_values."customer_id", old_values."during", old_values."given_at", old_values."given_by_id", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."subscription_id", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="30e77eef3792e257ae9a6fd9e6e05641b553c96a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_be47b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seathistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0da7087d2d98e0c86f6e78aaf1790295bc572fda",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7dfad",
                    table="seat_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(READABLE, "DROP VIEW readable_product"),
        migrations.RunSQL(DUE, "DROP VIEW entitlement_due"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(DIFFERENCE, "DROP VIEW entitlement_difference"),
        migrations.RunSQL(COUNT, "DROP VIEW seat_count"),
        migrations.RunSQL(GUARD, "DROP FUNCTION refuse_members_without_seat() CASCADE"),
    ]
