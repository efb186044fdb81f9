"""Known duplicates for the bench: records of customers who are in the register already, written as people write them the second time.

Typing errors, swapped names, moves and marriages in equal parts; and beside them as many people who merely look alike: husbands and
wives at one telephone, fathers and sons of one name with personal numbers of their own.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection, transaction

_DOUBLES = """
CREATE TABLE made_double AS
SELECT original.id AS original_id, %(base)s::bigint + original.place AS id, (ARRAY['typed', 'swapped', 'moved', 'married'])[1 + original.place %% 4] AS kind,
       original.place / 4 %% 2 = 0 AS has_mobile
FROM (SELECT customer.id, row_number() OVER (ORDER BY hashint8extended(customer.id, 99)) AS place FROM customer) AS original
WHERE original.place <= %(doubles)s::bigint;
CREATE TABLE made_relative AS
SELECT original.id AS original_id, %(base)s::bigint + %(doubles)s::bigint + original.place AS id, original.place %% 2 = 0 AS is_son
FROM (SELECT customer.id, row_number() OVER (ORDER BY hashint8extended(customer.id, 98)) AS place FROM customer) AS original
WHERE original.place <= %(doubles)s::bigint AND NOT EXISTS (SELECT FROM made_double WHERE made_double.original_id = original.id);
"""
_CUSTOMERS = """
INSERT INTO customer (id, canonical_id, number, kind, given_name, family_name, organisation_name, language, country, national_id,
                      company_number, vat_number, invoice_channel)
SELECT made_double.id, made_double.id, 100000 + made_double.id, 'person',
       -- Two letters of the given name change places, or one of the family name is left out, or both.
       CASE
           WHEN made_double.kind = 'swapped' THEN original.family_name
           WHEN made_double.kind = 'typed' AND made_double.id %% 3 > 0
               THEN overlay(original.given_name PLACING substr(original.given_name, 3, 1) || substr(original.given_name, 2, 1) FROM 2 FOR 2)
           ELSE original.given_name END,
       CASE
           WHEN made_double.kind = 'swapped' THEN original.given_name
           WHEN made_double.kind = 'married' THEN other.family_name
           WHEN made_double.kind = 'typed' AND made_double.id %% 3 < 2 THEN overlay(original.family_name PLACING '' FROM 3 FOR 1)
           ELSE original.family_name END,
       '', 'sv', 'SE', '', '', '', 'paper'
FROM made_double
JOIN customer AS original ON original.id = made_double.original_id
JOIN customer AS other ON other.id = 1 + made_double.original_id * 7 %% %(base)s::bigint;
UPDATE customer SET national_id = '19600101-' || (1000 + customer.id %% 9000) FROM made_relative WHERE customer.id = made_relative.original_id AND made_relative.is_son;
INSERT INTO customer (id, canonical_id, number, kind, given_name, family_name, organisation_name, language, country, national_id,
                      company_number, vat_number, invoice_channel)
SELECT made_relative.id, made_relative.id, 100000 + made_relative.id, 'person',
       CASE WHEN made_relative.is_son THEN original.given_name WHEN original.given_name = 'Sixten' THEN 'Ragnhild' ELSE 'Sixten' END, original.family_name,
       '', 'sv', 'SE', CASE WHEN made_relative.is_son THEN '19900101-' || (1000 + original.id %% 9000) ELSE '' END, '', '', 'paper'
FROM made_relative
JOIN customer AS original ON original.id = made_relative.original_id;
"""
_ADDRESSES = """
INSERT INTO address (customer_id, kind, place_id, care_of, during, temporary)
SELECT made_double.id, 'delivery',
       CASE made_double.kind WHEN 'moved' THEN 1 + made_double.original_id * 13 %% %(base)s::bigint ELSE made_double.original_id END,
       '', daterange(%(from)s::date, NULL), false
FROM made_double
UNION ALL
SELECT made_relative.id, 'delivery', made_relative.original_id, '', daterange(%(from)s::date, NULL), false
FROM made_relative
"""
# Two of five doubles gave the mobile again, two the e-mail, one neither: of those who moved or married nothing tells then.
_CONTACTS = """
INSERT INTO contact_point (customer_id, kind, value, normalised, preferred, valid)
SELECT made_double.id, contact_point.kind, contact_point.value, contact_point.normalised, true, true
FROM made_double
JOIN contact_point ON contact_point.customer_id = made_double.original_id AND (contact_point.kind = 'mobile') = made_double.has_mobile
WHERE made_double.id %% 5 > 0
UNION ALL
SELECT made_relative.id, contact_point.kind, contact_point.value, contact_point.normalised, true, true
FROM made_relative
JOIN contact_point ON contact_point.customer_id = made_relative.original_id AND contact_point.kind = 'mobile'
"""
_FOUND = """
SELECT made_double.kind, count(*) AS known, count(duplicate_plan.ordinal) AS found
FROM made_double
LEFT JOIN duplicate_plan ON duplicate_plan.run_id = %(run)s AND duplicate_plan.kept_id = made_double.original_id AND duplicate_plan.merged_id = made_double.id
GROUP BY made_double.kind
ORDER BY made_double.kind
"""
_RIGHT = """
SELECT count(*) AS proposed, count(made_double.id) AS right
FROM duplicate_plan
LEFT JOIN made_double ON made_double.original_id = duplicate_plan.kept_id AND made_double.id = duplicate_plan.merged_id
WHERE duplicate_plan.run_id = %(run)s AND duplicate_plan.score >= %(at_least)s
"""


def add_doubles(customers: int, doubles: int, *, since: date) -> None:
    """Write so many doubles into a register of so many customers, and nearly as many relatives."""
    numbers: dict[str, Any] = {"base": customers, "doubles": doubles, "from": since}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (_DOUBLES, _CUSTOMERS, _ADDRESSES, _CONTACTS):
            cursor.execute(statement, numbers)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) customer, address, contact_point")


def found_by_kind(run: int) -> dict[str, tuple[int, int]]:
    """Kind of double -> how many there are, and how many of them the run found."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND, {"run": run})
        return {kind: (known, found) for kind, known, found in cursor.fetchall()}


def right_of_proposed(run: int, *, at_least: int) -> tuple[int, int]:
    """How many pairs have so many points, and how many of these are made doubles."""
    with connection.cursor() as cursor:
        cursor.execute(_RIGHT, {"run": run, "at_least": at_least})
        proposed, right = cursor.fetchone()
        return proposed, right
