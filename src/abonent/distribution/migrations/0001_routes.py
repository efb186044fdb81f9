"""Depots, carriers, routes and their stretches; how a door is found by them; and the stops that follow."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import abonent.distribution.models.stretch
import abonent.kit.migrating

# How a house number is read, as rules/house_numbers.py has it. SQL-standard bodies, so that a restored dump, which sets no search
# path, finds one from the other.
HOUSE_NUMBERS = r"""
CREATE FUNCTION house_number(written text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (regexp_match(written, '^ *([0-9]{1,5})(?![0-9])'))[1]::integer;

CREATE FUNCTION walking_key(written text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    regexp_replace(regexp_replace(fold_text(written) COLLATE "C", '[^a-z0-9]', '', 'g'), '([0-9]+)', '00000\1', 'g'),
    '[0-9]*([0-9]{5})', '\1', 'g'
);

CREATE FUNCTION walking_position(number text, staircase text, flat text, downwards boolean)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN lpad((CASE WHEN downwards THEN 99999 - coalesce(house_number(number), 0) ELSE coalesce(house_number(number), 0) END)::text, 5, '0')
    || ' ' || walking_key(regexp_replace(number, '^ *[0-9]{1,5}(?![0-9])', ''))
    || ' ' || walking_key(staircase) || ' ' || walking_key(flat);
"""

# What the columns of a stretch say as ranges, so that two of them can be compared, and what a door is looked up by.
STRETCHES = """
CREATE FUNCTION finding_key(country text, postal_code text, street text, place_id bigint)
RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN coalesce(place_id::text, replace(fold_text(country || '|' || postal_code || '|' || street), ' ', ''));

CREATE FUNCTION sides_of(side text) RETURNS int4range LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE side WHEN 'odd' THEN int4range(1, 2) WHEN 'even' THEN int4range(2, 3) ELSE int4range(1, 3) END;

CREATE FUNCTION weekdays_of(mask integer) RETURNS int4multirange LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
    SELECT range_agg(int4range(weekday, weekday + 1)) FROM generate_series(1, 7) AS weekday WHERE mask & (1 << (weekday - 1)) <> 0
);
"""

# Company, way and weekdays of a stretch are those of its route and follow it.
AS_ITS_ROUTE = """
ALTER TABLE route_stretch ADD CONSTRAINT route_stretch_as_its_route
    FOREIGN KEY (route_id, entity_id, delivery_method, weekdays) REFERENCES route (id, entity_id, delivery_method, weekdays)
    ON UPDATE CASCADE
"""

# A door without a number is on whatever has the whole street; which side a number is on, its last figure says.
MATCH = """
CREATE VIEW route_match AS
SELECT
    place.id AS place_id, route_stretch.id AS stretch_id,
    lpad(route_stretch.ordinal::text, 5, '0') || ' '
    || CASE WHEN route_stretch.found_by = 3 THEN replace(fold_text(place.street), ' ', '') || ' ' ELSE '' END
    || walking_position(place.number, place.staircase, place.flat, route_stretch.downwards) AS position
FROM place
CROSS JOIN LATERAL (
    VALUES
        (place.id::text),
        (finding_key(place.country, place.postal_code, nullif(place.street, ''), NULL)),
        (finding_key(place.country, place.postal_code, '', NULL))
) AS door (found_by)
JOIN route_stretch ON route_stretch.finds = door.found_by
WHERE route_stretch.found_by <> 2
   OR CASE
       WHEN house_number(place.number) IS NULL
       THEN route_stretch.side = 'all' AND route_stretch.from_number IS NULL AND route_stretch.to_number IS NULL
       ELSE route_stretch.numbers @> house_number(place.number) AND route_stretch.sides @> 2 - house_number(place.number) % 2
   END
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0008_what_there_is"),
        ("organisation", "0002_logo"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.RunSQL(
            HOUSE_NUMBERS,
            "DROP FUNCTION walking_position(text, text, text, boolean); DROP FUNCTION walking_key(text); DROP FUNCTION house_number(text)",
        ),
        migrations.RunSQL(
            STRETCHES,
            "DROP FUNCTION weekdays_of(integer); DROP FUNCTION sides_of(text); DROP FUNCTION finding_key(text, text, text, bigint)",
        ),
        abonent.kit.migrating.Together(
            operations=[
                migrations.CreateModel(
                    name="RouteMatch",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "place_id", "stretch_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("position", models.TextField()),
                    ],
                    options={
                        "db_table": "route_match",
                        "managed": False,
                    },
                ),
                migrations.CreateModel(
                    name="Carrier",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=80)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("sv", "Swedish"), ("fi", "Finnish"), ("pl", "Polish"), ("hu", "Hungarian")],
                                default="en",
                                max_length=2,
                            ),
                        ),
                        ("gone_from", models.DateField(blank=True, null=True)),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="carriers", to="organisation.legalentity"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "carrier",
                        "ordering": ["entity", "name"],
                        "constraints": [models.UniqueConstraint(fields=("entity", "number"), name="carrier_number_once")],
                    },
                ),
                migrations.CreateModel(
                    name="CarrierHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.CharField(max_length=80)),
                        ("telephone", models.CharField(blank=True, max_length=30)),
                        ("email", models.EmailField(blank=True, max_length=254)),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("sv", "Swedish"), ("fi", "Finnish"), ("pl", "Polish"), ("hu", "Hungarian")],
                                default="en",
                                max_length=2,
                            ),
                        ),
                        ("gone_from", models.DateField(blank=True, null=True)),
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
                                to="distribution.carrier",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "carrier_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Depot",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=60)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("latitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                        ("longitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="depots", to="organisation.legalentity"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "depot",
                        "ordering": ["entity", "name"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "name"), name="depot_name_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                                    _connector="OR",
                                ),
                                name="depot_on_earth_or_not_said",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DepotHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("name", models.CharField(max_length=60)),
                        ("town", models.CharField(blank=True, max_length=60)),
                        ("latitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
                        ("longitude", models.DecimalField(blank=True, decimal_places=5, max_digits=8, null=True)),
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
                                to="distribution.depot",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "depot_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Route",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.CharField(max_length=20)),
                        (
                            "sorts_as",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("number", function="walking_key"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80)),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early in the morning"), ("post", "By day, instead of the post")],
                                default="carrier",
                                max_length=12,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")),
                        (
                            "depot",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="routes",
                                to="distribution.depot",
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="routes", to="organisation.legalentity"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route",
                        "ordering": ["entity", "sorts_as"],
                        "constraints": [
                            models.UniqueConstraint(fields=("entity", "number"), name="route_number_once"),
                            models.UniqueConstraint(
                                fields=("id", "entity", "delivery_method", "weekdays"), name="route_as_its_stretches_know_it"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekdays__gte", 1), ("weekdays__lte", 127)), name="route_weekdays_are_bits"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("delivery_method__in", ["carrier", "post"])), name="route_method_known"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteCarrier",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="routes", to="distribution.carrier"
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carriers",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_carrier",
                        "constraints": [
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[("route", "="), ("during", "&&")], name="route_carrier_one_a_day"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                                name="route_carrier_on_some_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteCarrierHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "carrier",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.carrier",
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
                                to="distribution.routecarrier",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_carrier_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RouteHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("number", models.CharField(max_length=20)),
                        ("name", models.CharField(blank=True, max_length=80)),
                        (
                            "delivery_method",
                            models.CharField(
                                choices=[("carrier", "Early in the morning"), ("post", "By day, instead of the post")],
                                default="carrier",
                                max_length=12,
                            ),
                        ),
                        ("weekdays", models.PositiveSmallIntegerField(default=127, help_text="bits, Monday 1")),
                        (
                            "depot",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.depot",
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
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_history",
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RouteStretch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("ordinal", models.PositiveIntegerField(help_text="its place in the walk")),
                        ("delivery_method", models.CharField(max_length=12)),
                        ("weekdays", models.PositiveSmallIntegerField()),
                        ("country", models.CharField(blank=True, max_length=2)),
                        ("postal_code", models.CharField(blank=True, max_length=12)),
                        ("street", models.CharField(blank=True, max_length=100)),
                        (
                            "side",
                            models.CharField(
                                choices=[("all", "Both sides"), ("odd", "Odd numbers"), ("even", "Even numbers")],
                                default="all",
                                max_length=4,
                            ),
                        ),
                        ("from_number", models.PositiveIntegerField(blank=True, null=True)),
                        ("to_number", models.PositiveIntegerField(blank=True, null=True)),
                        ("downwards", models.BooleanField(default=False)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
                        (
                            "finds",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("country", "postal_code", "street", "place", function="finding_key"),
                                output_field=models.TextField(db_collation="C"),
                            ),
                        ),
                        (
                            "sides",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("side", function="sides_of"),
                                output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                            ),
                        ),
                        (
                            "numbers",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("from_number", "to_number", models.Value("[]"), function="int4range"),
                                output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                            ),
                        ),
                        (
                            "works_on",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func("weekdays", function="weekdays_of"),
                                output_field=abonent.distribution.models.stretch.WeekdaySetField(),
                            ),
                        ),
                        (
                            "found_by",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Case(
                                    models.When(place__isnull=False, then=models.Value(1)),
                                    models.When(street="", then=models.Value(3)),
                                    default=models.Value(2),
                                ),
                                output_field=models.PositiveSmallIntegerField(),
                            ),
                        ),
                        (
                            "entity",
                            models.ForeignKey(
                                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.legalentity"
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.place"
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="stretches",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_stretch",
                        "ordering": ["route", "ordinal"],
                        "indexes": [models.Index(fields=["finds"], name="route_stretch_by_door")],
                        "constraints": [
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("route", "ordinal"),
                                name="route_stretch_in_order",
                            ),
                            django.contrib.postgres.constraints.ExclusionConstraint(
                                expressions=[
                                    ("entity", "="),
                                    ("delivery_method", "="),
                                    ("finds", "="),
                                    ("sides", "&&"),
                                    ("numbers", "&&"),
                                    ("works_on", "&&"),
                                    ("during", "&&"),
                                ],
                                name="route_stretch_of_one_route",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("side__in", ["all", "odd", "even"])), name="route_stretch_side_known"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("during__isempty", False), ("during__lower_inf", False)),
                                name="route_stretch_on_some_days",
                            ),
                            models.CheckConstraint(condition=models.Q(("numbers__isempty", False)), name="route_stretch_of_some_numbers"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("country", ""), ("place__isnull", False), ("postal_code", ""), ("street", "")),
                                    models.Q(
                                        ("place", None),
                                        models.Q(("country", ""), _negated=True),
                                        models.Q(("postal_code", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="route_stretch_somewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("street", ""), _negated=True),
                                    models.Q(("from_number", None), ("side", "all"), ("to_number", None)),
                                    _connector="OR",
                                ),
                                name="route_stretch_numbers_of_a_street",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RouteStop",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "place_id", "stretch_id", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("position", models.TextField(db_collation="C")),
                        (
                            "place",
                            models.ForeignKey(
                                db_constraint=False,
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="customers.place",
                            ),
                        ),
                        (
                            "stretch",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="stops",
                                to="distribution.routestretch",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_stop",
                    },
                ),
                migrations.CreateModel(
                    name="RouteStretchHistory",
                    fields=[
                        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                        ("pgh_label", models.TextField(help_text="The event label.")),
                        ("id", models.BigIntegerField()),
                        ("ordinal", models.PositiveIntegerField(help_text="its place in the walk")),
                        ("delivery_method", models.CharField(max_length=12)),
                        ("weekdays", models.PositiveSmallIntegerField()),
                        ("country", models.CharField(blank=True, max_length=2)),
                        ("postal_code", models.CharField(blank=True, max_length=12)),
                        ("street", models.CharField(blank=True, max_length=100)),
                        (
                            "side",
                            models.CharField(
                                choices=[("all", "Both sides"), ("odd", "Odd numbers"), ("even", "Even numbers")],
                                default="all",
                                max_length=4,
                            ),
                        ),
                        ("from_number", models.PositiveIntegerField(blank=True, null=True)),
                        ("to_number", models.PositiveIntegerField(blank=True, null=True)),
                        ("downwards", models.BooleanField(default=False)),
                        ("during", django.contrib.postgres.fields.ranges.DateRangeField()),
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
                                to="distribution.routestretch",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="customers.place",
                            ),
                        ),
                        (
                            "route",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                related_query_name="+",
                                to="distribution.route",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "route_stretch_history",
                        "abstract": False,
                    },
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carrier_history" ("email", "entity_id", "gone_from", "id", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "telephone") SELECT new_values."email", new_values."entity_id", new_values."gone_from", new_values."id", new_values."language", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."telephone" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="199ba6cd8d13c5152a806fd9a4fb64789444d680",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_de1a2",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carrier_history" ("email", "entity_id", "gone_from", "id", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "telephone") SELECT new_values."email", new_values."entity_id", new_values."gone_from", new_values."id", new_values."language", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."telephone" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="6b38de2a4291fb0506ec9a37f323032d8573bfb9",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_ff7d5",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "carrier_history" ("email", "entity_id", "gone_from", "id", "language", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "telephone") SELECT old_values."email", old_values."entity_id", old_values."gone_from", old_values."id", old_values."language", old_values."name", old_values."number", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."telephone" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="7058e4fe682b3b2b09a5e9bf5566f620e995ba4b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_95bb8",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="carrierhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="7d622e86d691f538ea10d67684946010fba16146",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_abee4",
                            table="carrier_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="depot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "depot_history" ("entity_id", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "town") SELECT new_values."entity_id", new_values."id", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."town" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="32630df734e8dec7643d3466aa598a25bb0f37d6",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_56f63",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="depot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="depot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "depot_history" ("entity_id", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "town") SELECT new_values."entity_id", new_values."id", new_values."latitude", new_values."longitude", new_values."name", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."town" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="50d30565fb61ff783270eca8b29cd265f39b3df3",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_55948",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="depot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="depot",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "depot_history" ("entity_id", "id", "latitude", "longitude", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "town") SELECT old_values."entity_id", old_values."id", old_values."latitude", old_values."longitude", old_values."name", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."town" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="7b4f5399e52645c44a9dae2bc558da8bd94ce54b",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_bad88",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="depot",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="depothistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="9f7873a174d8b6f577f1e5fc08de459eb86262b0",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_17417",
                            table="depot_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="route",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_history" ("delivery_method", "depot_id", "entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT new_values."delivery_method", new_values."depot_id", new_values."entity_id", new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="9195716057eb290e2e755af3e59c3fd4a3b03626",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_a8e9a",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="route",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="route",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_history" ("delivery_method", "depot_id", "entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT new_values."delivery_method", new_values."depot_id", new_values."entity_id", new_values."id", new_values."name", new_values."number", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="4aaba39b092ed36bafc4a57aa4544856f674350e",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_780df",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="route",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="route",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_history" ("delivery_method", "depot_id", "entity_id", "id", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "weekdays") SELECT old_values."delivery_method", old_values."depot_id", old_values."entity_id", old_values."id", old_values."name", old_values."number", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="cbc28fea0a3c79163760d43fdbb26d0e6aa08119",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_6029b",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="route",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routecarrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_carrier_history" ("carrier_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id") SELECT new_values."carrier_id", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."route_id" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="995e925e1a3e971e6cb611ceb9c277f90c871aac",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_df017",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="route_carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routecarrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_carrier_history" ("carrier_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id") SELECT new_values."carrier_id", new_values."during", new_values."id", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."route_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="51a0bf4dea213c8c34b7cd2f3be25776941f6060",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_26bd4",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="route_carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routecarrier",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_carrier_history" ("carrier_id", "during", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "route_id") SELECT old_values."carrier_id", old_values."during", old_values."id", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."route_id" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="bbd2cb907bede42f3972902afb258e4a17035bed",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_69722",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="route_carrier",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routecarrierhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="43fe2a73d6579ccce1c1fa34a3de95954eda3f7a",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_7096b",
                            table="route_carrier_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routehistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="1ece4cec2413796fbff821ecc536cfca38fd0189",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_cb6fc",
                            table="route_history",
                            when="BEFORE",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestretch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="created_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_stretch_history" ("country", "delivery_method", "downwards", "during", "entity_id", "from_number", "id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "postal_code", "route_id", "side", "street", "to_number", "weekdays") SELECT new_values."country", new_values."delivery_method", new_values."downwards", new_values."during", new_values."entity_id", new_values."from_number", new_values."id", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'created\', new_values."id", new_values."place_id", new_values."postal_code", new_values."route_id", new_values."side", new_values."street", new_values."to_number", new_values."weekdays" FROM ( SELECT new_values.* FROM new_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="8992d7b11be09d0d2b3a5299ae3e24699d1b4248",
                            level="STATEMENT",
                            operation="INSERT",
                            pgid="pgtrigger_created_insert_70f5c",
                            referencing="REFERENCING NEW TABLE AS new_values ",
                            table="route_stretch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestretch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="changed_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_stretch_history" ("country", "delivery_method", "downwards", "during", "entity_id", "from_number", "id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "postal_code", "route_id", "side", "street", "to_number", "weekdays") SELECT new_values."country", new_values."delivery_method", new_values."downwards", new_values."during", new_values."entity_id", new_values."from_number", new_values."id", new_values."ordinal", _pgh_attached_context.value, abonent_now(), \'changed\', new_values."id", new_values."place_id", new_values."postal_code", new_values."route_id", new_values."side", new_values."street", new_values."to_number", new_values."weekdays" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL AND old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                            hash="32d84994475236b322d3c62e35179327b728d621",
                            level="STATEMENT",
                            operation="UPDATE",
                            pgid="pgtrigger_changed_update_82901",
                            referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                            table="route_stretch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestretch",
                    trigger=pgtrigger.compiler.Trigger(
                        name="removed_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "route_stretch_history" ("country", "delivery_method", "downwards", "during", "entity_id", "from_number", "id", "ordinal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_id", "postal_code", "route_id", "side", "street", "to_number", "weekdays") SELECT old_values."country", old_values."delivery_method", old_values."downwards", old_values."during", old_values."entity_id", old_values."from_number", old_values."id", old_values."ordinal", _pgh_attached_context.value, abonent_now(), \'removed\', old_values."id", old_values."place_id", old_values."postal_code", old_values."route_id", old_values."side", old_values."street", old_values."to_number", old_values."weekdays" FROM ( SELECT old_values.* FROM old_values WHERE (nullif(current_setting(\'abonent.run\', true), \'\') IS NULL) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                            hash="31887a23bebf547252cd34bf4cad5a535ed977d4",
                            level="STATEMENT",
                            operation="DELETE",
                            pgid="pgtrigger_removed_delete_8e995",
                            referencing="REFERENCING OLD TABLE AS old_values ",
                            table="route_stretch",
                            when="AFTER",
                        ),
                    ),
                ),
                pgtrigger.migrations.AddTrigger(
                    model_name="routestretchhistory",
                    trigger=pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="57943aac98c6e43e12c350f35767c3f8ee588405",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_94282",
                            table="route_stretch_history",
                            when="BEFORE",
                        ),
                    ),
                ),
            ],
        ),
        migrations.RunSQL(AS_ITS_ROUTE, "ALTER TABLE route_stretch DROP CONSTRAINT route_stretch_as_its_route"),
        migrations.RunSQL(MATCH, "DROP VIEW route_match"),
    ]
