"""Street registers from files: their rows between reading and promotion, and what they mean."""

from django.db import migrations, models

# A route is known by its number among the companies that the file may speak of; a new one belongs to the only company there is.
DESCRIBED = """
CREATE VIEW described_stretch AS
SELECT
    staged.batch_id, staged.line, mine.companies::integer, mine.routes::integer, route.id AS route_id,
    coalesce(route.entity_id, mine.entity_id) AS entity_id,
    coalesce(route.delivery_method, nullif(staged.method, ''), 'carrier') AS delivery_method,
    coalesce(route.weekdays, nullif(staged.weekdays, '')::integer, 127) AS weekdays,
    (
        SELECT min(depot.id)
        FROM depot
        WHERE depot.entity_id = coalesce(route.entity_id, mine.entity_id) AND fold_text(depot.name) = fold_text(staged.depot)
    ) AS depot_id,
    place.id AS place_id,
    coalesce(written.door::text, finding_key(staged.country, staged.postal_code, staged.street, NULL)) AS same_doors,
    CASE WHEN written.door IS NULL THEN finding_key(staged.country, staged.postal_code, staged.street, NULL) ELSE place.id::text END AS finds,
    sides_of(staged.side) AS sides,
    int4range(nullif(staged.from_number, '')::integer, nullif(staged.to_number, '')::integer, '[]') AS numbers
FROM staged_stretch AS staged
JOIN import_batch ON import_batch.id = staged.batch_id
CROSS JOIN LATERAL (
    SELECT
        count(*) AS companies, count(route.id) AS routes, min(route.id) AS route_id,
        CASE WHEN count(*) = 1 THEN min(legal_entity.id) END AS entity_id
    FROM legal_entity
    LEFT JOIN route ON route.entity_id = legal_entity.id AND route.number = staged.route
    WHERE (staged.company = '' OR fold_text(staged.company) IN (fold_text(legal_entity.code), fold_text(legal_entity.name)))
      AND (import_batch.created_by_id IS NULL OR EXISTS (
          SELECT 1
          FROM staff_entity
          WHERE staff_entity.staff_user_id = import_batch.created_by_id AND staff_entity.entity_id = legal_entity.id
      ))
) AS mine
LEFT JOIN route ON route.id = mine.route_id AND mine.routes = 1
CROSS JOIN LATERAL (
    SELECT CASE WHEN staged.number <> '' THEN door_of(
        staged.country, staged.postal_code, staged.town, staged.street, staged.number, staged.staircase, staged.flat
    ) END AS door
) AS written
LEFT JOIN place ON place.door = written.door
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_initial"),
        ("customers", "0008_what_there_is"),
        ("distribution", "0009_rounds"),
        ("imports", "0001_initial"),
        ("organisation", "0002_logo"),
    ]

    operations = [
        migrations.CreateModel(
            name="StagedStretch",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("company", models.TextField()),
                ("route", models.TextField()),
                ("country", models.TextField()),
                ("postal_code", models.TextField()),
                ("town", models.TextField()),
                ("street", models.TextField()),
                ("side", models.TextField()),
                ("from_number", models.TextField()),
                ("to_number", models.TextField()),
                ("number", models.TextField()),
                ("staircase", models.TextField()),
                ("flat", models.TextField()),
                ("direction", models.TextField()),
                ("ordinal", models.TextField()),
                ("weekdays", models.TextField()),
                ("method", models.TextField()),
                ("depot", models.TextField()),
                ("begins", models.TextField()),
                ("whole", models.TextField()),
                ("new_routes", models.TextField()),
                ("faults", models.JSONField(null=True)),
                ("route_id", models.BigIntegerField(null=True)),
                ("stretch_id", models.BigIntegerField(null=True)),
                ("new_id", models.BigIntegerField(null=True)),
                ("outcome", models.TextField(db_default="")),
            ],
            options={"db_table": "staged_stretch"},
        ),
        migrations.CreateModel(
            name="DescribedStretch",
            fields=[
                ("pk", models.CompositePrimaryKey("batch_id", "line", blank=True, editable=False, primary_key=True, serialize=False)),
                ("batch_id", models.BigIntegerField()),
                ("line", models.IntegerField()),
                ("companies", models.IntegerField()),
                ("routes", models.IntegerField()),
                ("route_id", models.BigIntegerField(null=True)),
                ("entity_id", models.BigIntegerField(null=True)),
                ("delivery_method", models.TextField()),
                ("weekdays", models.IntegerField()),
                ("depot_id", models.BigIntegerField(null=True)),
                ("place_id", models.BigIntegerField(null=True)),
                ("same_doors", models.TextField()),
                ("finds", models.TextField(null=True)),
            ],
            options={"db_table": "described_stretch", "managed": False},
        ),
        migrations.RunSQL("ALTER TABLE staged_stretch SET UNLOGGED", migrations.RunSQL.noop),
        migrations.RunSQL(DESCRIBED, "DROP VIEW described_stretch"),
    ]
