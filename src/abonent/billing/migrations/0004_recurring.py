"""What is invoiced again and again, the days on which it is due, and what was made of it."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import abonent.kit.models

# The days that are due: from the first on at the interval, counted from the first day so that the end of a short month does not stay; without
# those that are made or paused, until a year ahead. A month that has no such day takes its last.
DUE_RECURRENCE = """
CREATE VIEW due_recurrence AS
WITH paced AS (
    SELECT
        recurring_invoice.id, recurring_invoice.starts_on, recurring_invoice.times, recurring_invoice.covers,
        CASE recurring_invoice.every_unit
            WHEN 'day' THEN make_interval(days => recurring_invoice.every_count)
            WHEN 'week' THEN make_interval(weeks => recurring_invoice.every_count)
            ELSE make_interval(months => recurring_invoice.every_count)
        END AS pace,
        recurring_invoice.every_count * CASE recurring_invoice.every_unit WHEN 'day' THEN 1 WHEN 'week' THEN 7 ELSE 28 END AS fewest_days,
        least(recurring_invoice.ends_on, greatest(recurring_invoice.starts_on, abonent_now()::date) + 400) AS latest_on
    FROM recurring_invoice
), listed AS (
    SELECT
        paced.id, paced.times, paced.covers, (paced.starts_on + step.number * paced.pace)::date AS due_on,
        (paced.starts_on + (step.number + 1) * paced.pace)::date AS next_on,
        (paced.starts_on + (step.number - 1) * paced.pace)::date AS former_on
    FROM paced
    CROSS JOIN LATERAL generate_series(0, (paced.latest_on - paced.starts_on) / paced.fewest_days) AS step (number)
    WHERE (paced.starts_on + step.number * paced.pace)::date <= paced.latest_on
), not_made AS (
    SELECT listed.*, row_number() OVER (PARTITION BY listed.id ORDER BY listed.due_on) AS place
    FROM listed
    WHERE NOT EXISTS (
              SELECT
              FROM recurrence
              WHERE recurrence.recurring_id = listed.id AND recurrence.due_on = listed.due_on AND recurrence.withdrawn_at IS NULL
          )
      AND NOT EXISTS (
              SELECT
              FROM recurring_pause
              WHERE recurring_pause.recurring_id = listed.id AND recurring_pause.during @> listed.due_on
          )
)
SELECT
    not_made.id AS recurring_id, not_made.due_on,
    CASE not_made.covers
        WHEN 'ahead' THEN daterange(not_made.due_on, not_made.next_on)
        WHEN 'behind' THEN daterange(not_made.former_on, not_made.due_on)
    END AS during
FROM not_made
WHERE not_made.times IS NULL
   OR not_made.place <= not_made.times - (
       SELECT count(*)
       FROM recurrence
       WHERE recurrence.recurring_id = not_made.id AND recurrence.withdrawn_at IS NULL
   )
"""

# Prices rise on `indexed_from` and on each anniversary of it; see docs/algorithms/recurring-invoices.md.
DUE_RECURRENCE_LINE = """
CREATE VIEW due_recurrence_line AS
SELECT
    due_recurrence.recurring_id, due_recurrence.due_on, recurring_line.ordinal, recurring_line.quantity, risen.unit_price,
    round(recurring_line.quantity * risen.unit_price, decimals.exponent) AS amount
FROM due_recurrence
JOIN recurring_invoice ON recurring_invoice.id = due_recurrence.recurring_id
JOIN legal_entity ON legal_entity.id = recurring_invoice.entity_id
JOIN recurring_line ON recurring_line.recurring_id = recurring_invoice.id
CROSS JOIN LATERAL (
    SELECT coalesce((
        SELECT currency.exponent
        FROM currency
        WHERE currency.code = legal_entity.currency AND currency.valid_from <= due_recurrence.due_on
        ORDER BY currency.valid_from DESC
        LIMIT 1
    ), 2)::integer AS exponent
) AS decimals
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN recurring_invoice.index_percent = 0 OR due_recurrence.due_on < recurring_invoice.indexed_from THEN recurring_line.unit_price
        ELSE round(
            recurring_line.unit_price
            * power(
                1 + recurring_invoice.index_percent / 100,
                1 + extract(year FROM age(due_recurrence.due_on, recurring_invoice.indexed_from))
            ),
            decimals.exponent
        )
    END AS unit_price
) AS risen
"""

RECURRING_GROUND = """
CREATE VIEW recurring_ground AS
SELECT
    recurring_invoice.id AS recurring_id,
    hashtextextended(
        recurring_invoice::text || (
            SELECT coalesce(string_agg(recurring_line::text, ',' ORDER BY recurring_line.ordinal), '')
            FROM recurring_line
            WHERE recurring_line.recurring_id = recurring_invoice.id
        ),
        0
    ) AS ground
FROM recurring_invoice
"""


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0003_revenue_release"),
        ("catalog", "0006_fewer_seats"),
        ("company", "0001_initial"),
        ("customers", "0008_what_there_is"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("runs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DueRecurrence",
            fields=[
                ("pk", models.CompositePrimaryKey("recurring_id", "due_on", blank=True, editable=False, primary_key=True, serialize=False)),
                ("due_on", models.DateField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
            ],
            options={
                "db_table": "due_recurrence",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="DueRecurrenceLine",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "recurring_id", "due_on", "ordinal", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("due_on", models.DateField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
            ],
            options={
                "db_table": "due_recurrence_line",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="RecurringInvoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(blank=True, help_text="stands under the first line of each invoice", max_length=500)),
                ("basis", models.CharField(choices=[("net", "without VAT"), ("gross", "with VAT")], default="net", max_length=5)),
                ("every_count", models.PositiveSmallIntegerField(default=1)),
                (
                    "every_unit",
                    models.CharField(choices=[("day", "days"), ("week", "weeks"), ("month", "months")], default="month", max_length=5),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("times", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "covers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ahead", "the time that begins with its day"),
                            ("behind", "the time that ends before its day"),
                            ("", "no time"),
                        ],
                        default="ahead",
                        max_length=6,
                    ),
                ),
                ("index_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("indexed_from", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("entity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity")),
                ("payer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.customer")),
            ],
            options={
                "db_table": "recurring_invoice",
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="RecurringGround",
            fields=[
                (
                    "recurring",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="billing.recurringinvoice",
                    ),
                ),
                ("ground", models.BigIntegerField()),
            ],
            options={
                "db_table": "recurring_ground",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Recurrence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "recurring",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recurrences",
                        to="billing.recurringinvoice",
                    ),
                ),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="runs.run")),
                (
                    "withdrawn_by",
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
                "db_table": "recurrence",
                "ordering": ["recurring", "-due_on"],
            },
        ),
        migrations.CreateModel(
            name="RecurrenceLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("charge_id", models.BigIntegerField(unique=True)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=12)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "recurrence",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.recurrence"
                    ),
                ),
            ],
            options={
                "db_table": "recurrence_line",
                "ordering": ["recurrence", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="RecurrencePlan",
            fields=[
                ("pk", models.CompositePrimaryKey("run_id", "ordinal", blank=True, editable=False, primary_key=True, serialize=False)),
                ("ordinal", models.IntegerField()),
                ("due_on", models.DateField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField(null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("ground", models.BigIntegerField()),
                (
                    "recurring",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="billing.recurringinvoice",
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
                "db_table": "recurrence_plan",
            },
        ),
        migrations.CreateModel(
            name="RecurringInvoiceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("text", models.CharField(blank=True, help_text="stands under the first line of each invoice", max_length=500)),
                ("basis", models.CharField(choices=[("net", "without VAT"), ("gross", "with VAT")], default="net", max_length=5)),
                ("every_count", models.PositiveSmallIntegerField(default=1)),
                (
                    "every_unit",
                    models.CharField(choices=[("day", "days"), ("week", "weeks"), ("month", "months")], default="month", max_length=5),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("times", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "covers",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ahead", "the time that begins with its day"),
                            ("behind", "the time that ends before its day"),
                            ("", "no time"),
                        ],
                        default="ahead",
                        max_length=6,
                    ),
                ),
                ("index_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("indexed_from", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
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
                        to="billing.recurringinvoice",
                    ),
                ),
            ],
            options={
                "db_table": "recurring_invoice_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecurringLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.CharField(blank=True, max_length=200)),
                ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=12)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("revenue_class", models.CharField(blank=True, max_length=30)),
                (
                    "product",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalog.product"
                    ),
                ),
                (
                    "recurring",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="billing.recurringinvoice"
                    ),
                ),
                (
                    "tax_category",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.taxcategory",
                    ),
                ),
            ],
            options={
                "db_table": "recurring_line",
                "ordering": ["recurring", "ordinal"],
            },
        ),
        migrations.CreateModel(
            name="RecurringLineHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("text", models.CharField(blank=True, max_length=200)),
                ("quantity", models.DecimalField(decimal_places=3, default=1, max_digits=12)),
                ("unit_price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("revenue_class", models.CharField(blank=True, max_length=30)),
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
                        to="billing.recurringline",
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
                (
                    "recurring",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="billing.recurringinvoice",
                    ),
                ),
                (
                    "tax_category",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="catalog.taxcategory",
                    ),
                ),
            ],
            options={
                "db_table": "recurring_line_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="RecurringPause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
                (
                    "placed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "recurring",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="pauses", to="billing.recurringinvoice"
                    ),
                ),
            ],
            options={
                "db_table": "recurring_pause",
                "ordering": ["recurring", "during"],
            },
        ),
        migrations.CreateModel(
            name="RecurringPauseHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("placed_at", models.DateTimeField(db_default=abonent.kit.models.ClockNow())),
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
                        to="billing.recurringpause",
                    ),
                ),
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
                (
                    "recurring",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="billing.recurringinvoice",
                    ),
                ),
            ],
            options={
                "db_table": "recurring_pause_history",
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(condition=models.Q(("basis__in", ["gross", "net"])), name="recurring_invoice_basis_known"),
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_count__gte", 1), ("every_unit__in", ["day", "week", "month"])), name="recurring_invoice_pace"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("covers__in", ["ahead", "behind", ""])), name="recurring_invoice_covers_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"),
                name="recurring_invoice_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("times", None), ("times__gte", 1), _connector="OR"), name="recurring_invoice_some_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("index_percent", 0), ("indexed_from__isnull", False), _connector="OR"),
                name="recurring_invoice_indexed_from",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringinvoice",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_invoice_history" ("basis", "covers", "ends_on", "entity_id", "every_count", "every_unit", "id", "index_percent", "indexed_from", "made_at", "name", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "text", "times") SELECT new_values."basis", new_values."covers", new_values."ends_on", new_values."entity_id", new_values."every_count", new_values."every_unit", new_values."id", new_values."index_percent", new_values."indexed_from", new_values."made_at", new_values."name", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."starts_on", new_values."text", new_values."times" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9ee160d64fc0ea92646d1a5d458e8decc8acfef4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_846f6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="recurring_invoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringinvoice",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_invoice_history" ("basis", "covers", "ends_on", "entity_id", "every_count", "every_unit", "id", "index_percent", "indexed_from", "made_at", "name", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "text", "times") SELECT new_values."basis", new_values."covers", new_values."ends_on", new_values."entity_id", new_values."every_count", new_values."every_unit", new_values."id", new_values."index_percent", new_values."indexed_from", new_values."made_at", new_values."name", new_values."payer_id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."starts_on", new_values."text", new_values."times" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4943e62bb62267d738ce491d7dfb657f595df04e",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_581f8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="recurring_invoice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringinvoice",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_invoice_history" ("basis", "covers", "ends_on", "entity_id", "every_count", "every_unit", "id", "index_percent", "indexed_from", "made_at", "name", "payer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "text", "times") SELECT old_values."basis", old_values."covers", old_values."ends_on", old_values."entity_id", old_values."every_count", old_values."every_unit", old_values."id", old_values."index_percent", old_values."indexed_from", old_values."made_at", old_values."name", old_values."payer_id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."starts_on", old_values."text", old_values."times" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="056f84cb5eacc8eafb0e35b32b3ba63b08231ad8",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_87cd7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="recurring_invoice",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="recurrence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("recurring", "due_on"), name="recurrence_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurrenceline",
            constraint=models.UniqueConstraint(fields=("recurrence", "ordinal"), name="recurrence_line_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringinvoicehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3c8d2b84d85cf69e9125484349a874eb700dd71f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bff6c",
                    table="recurring_invoice_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringline",
            constraint=models.UniqueConstraint(fields=("recurring", "ordinal"), name="recurring_line_once"),
        ),
        migrations.AddConstraint(
            model_name="recurringline",
            constraint=models.CheckConstraint(condition=models.Q(("quantity", 0), _negated=True), name="recurring_line_of_something"),
        ),
        migrations.AddConstraint(
            model_name="recurringline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("product__isnull", False), ("revenue_class", ""), ("tax_category", None)),
                    models.Q(
                        ("product", None),
                        ("tax_category__isnull", False),
                        models.Q(("revenue_class", ""), _negated=True),
                        models.Q(("text", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recurring_line_has_its_place_in_the_books",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringline",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_line_history" ("id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "recurring_id", "revenue_class", "tax_category_id", "text", "unit_price") SELECT new_values."id", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."product_id", new_values."quantity", new_values."recurring_id", new_values."revenue_class", new_values."tax_category_id", new_values."text", new_values."unit_price" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="29ce6a9a6595de28ff5b69d4f0dbf9cae1b692f6",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_10f36",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="recurring_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringline",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_line_history" ("id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "recurring_id", "revenue_class", "tax_category_id", "text", "unit_price") SELECT new_values."id", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."product_id", new_values."quantity", new_values."recurring_id", new_values."revenue_class", new_values."tax_category_id", new_values."text", new_values."unit_price" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9d98fe8b88e354fdaa6c9298d4364ba0b0e10fe1",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7ff40",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="recurring_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringline",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_line_history" ("id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "quantity", "recurring_id", "revenue_class", "tax_category_id", "text", "unit_price") SELECT old_values."id", old_values."ordinal", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."product_id", old_values."quantity", old_values."recurring_id", old_values."revenue_class", old_values."tax_category_id", old_values."text", old_values."unit_price" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="153a7bc5360ca319f577eb6e4601a6e8cb0f22df",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_fe892",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="recurring_line",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringlinehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5eba9c73e94707028126270c60e56b840f70049c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3627f",
                    table="recurring_line_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringpause",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("recurring", "="), ("during", "&&")], name="recurring_pause_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="recurringpause",
            constraint=models.CheckConstraint(
                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)), name="recurring_pause_on_some_days"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringpause",
            trigger=pgtrigger.compiler.Trigger(
                name="created_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_pause_history" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "recurring_id") SELECT new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."reason", new_values."recurring_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1150b3e5698a9a6b721583a24ac674447c18035c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_created_insert_2c514",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="recurring_pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringpause",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_pause_history" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "recurring_id") SELECT new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."placed_at", new_values."placed_by_id", new_values."reason", new_values."recurring_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ab2e751e2c01615b098bc3e90359a75012c41d28",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_700d6",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="recurring_pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringpause",
            trigger=pgtrigger.compiler.Trigger(
                name="removed_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "recurring_pause_history" ("during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "placed_at", "placed_by_id", "reason", "recurring_id") SELECT old_values."during", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."placed_at", old_values."placed_by_id", old_values."reason", old_values."recurring_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="10d9d1745f313f95dd6eb16161af3439a7ee4290",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_removed_delete_619ff",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="recurring_pause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recurringpausehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c638cfe0d7bd67af7e63a03e8ab53f11b9e8921",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9991f",
                    table="recurring_pause_history",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(DUE_RECURRENCE, "DROP VIEW due_recurrence"),
        migrations.RunSQL(DUE_RECURRENCE_LINE, "DROP VIEW due_recurrence_line"),
        migrations.RunSQL(RECURRING_GROUND, "DROP VIEW recurring_ground"),
    ]
