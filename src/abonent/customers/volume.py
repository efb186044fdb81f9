"""A register by the million for benches: made-up Swedes as common and as rare as real ones, the same from any run."""

# ruff: noqa: SIM905  (words in a row read better than lists of strings)

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from abonent.kit import statements

GIVEN = (
    "Anna Eva Maria Karin Kristina Lena Sara Emma Kerstin Ingrid Marie Malin Jenny Annika Birgitta Åsa Elin Monica Ulla Inger "
    "Lars Mikael Anders Johan Erik Per Karl Peter Jan Thomas Daniel Fredrik Hans Andreas Bengt Mats Stefan Bo Åke Göran Sven "
    "Ulf Björn Östen Märta Gösta Håkan Sören Alva Nils"
).split()
COMMON = (
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson "
    "Hansson Bengtsson Jönsson"
).split()
FIRST_PARTS = (
    "Lind Berg Ek Sjö Al Ström Ny Sand Åker Öster Hag Holm Grön Sund Wall Hed Dal Lund Björk Ceder Ros Häll Myr Fors Kvarn "
    "Löf Äng Vik Mo Stål"
).split()
LAST_PARTS = "qvist ström berg gren lund dahl man holm blad stedt fors löf kvist ell ius".split()
STREETS = (
    "Stor Ny Kyrk Strand Skol Björk Ängs Berg Sjö Ek Tall Lind Hamn Kungs Drottning Järnvägs Väster Öster Norr Söder Kvarn Åker"
).split()
WAYS = "gatan vägen stigen backen gränd torget".split()
TOWNS = (
    "Norrvik Ängsholmen Storvik Sundby Björknäs Hallsta Lövhult Åmåsen Östersund Älvkarleby Göteborg Malmö Uppsala Örebro "
    "Västerås Sundsvall"
).split()

# A place in a list that depends on the number alone; squared, so that the first of a list are the common ones.
_DICE = """
CREATE FUNCTION pg_temp.dice(number bigint, seed bigint, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT 1 + mod(abs(hashint8extended(number, seed)), sides)::int
$$;
CREATE FUNCTION pg_temp.skewed(number bigint, seed bigint, sides int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
    SELECT 1 + floor(power(mod(abs(hashint8extended(number, seed)), 10000) / 10000.0, 2) * sides)::int
$$;
"""
_CUSTOMERS = """
INSERT INTO customer (id, canonical_id, number, kind, given_name, family_name, organisation_name, language, country, national_id,
                      company_number, vat_number, invoice_channel)
SELECT numbered.id, numbered.id, 100000 + numbered.id, 'person',
       (%(given)s::text[])[pg_temp.skewed(numbered.id, 1, %(givens)s)],
       CASE WHEN pg_temp.dice(numbered.id, 2, 10) <= 4 THEN (%(common)s::text[])[pg_temp.skewed(numbered.id, 3, %(commons)s)]
            ELSE (%(first)s::text[])[pg_temp.dice(numbered.id, 4, %(firsts)s)] || (%(last)s::text[])[pg_temp.dice(numbered.id, 5, %(lasts)s)] END,
       '', 'sv', 'SE', '', '', '', 'paper'
FROM generate_series(1, %(count)s::bigint) AS numbered (id)
"""
_PLACES = """
INSERT INTO place (id, country, postal_code, town, street, number, staircase, flat)
SELECT numbered.id, 'SE', overlay((10000 + pg_temp.dice(numbered.id, 6, 88000))::text PLACING ' ' FROM 4 FOR 0),
       (%(town)s::text[])[pg_temp.skewed(numbered.id, 7, %(towns)s)],
       (%(street)s::text[])[pg_temp.dice(numbered.id, 8, %(streets)s)] || (%(way)s::text[])[pg_temp.skewed(numbered.id, 9, %(ways)s)],
       pg_temp.dice(numbered.id, 10, 120)::text, '', 'lgh ' || (1000 + numbered.id)
FROM generate_series(1, %(count)s::bigint) AS numbered (id)
"""
_ADDRESSES = """
INSERT INTO address (customer_id, kind, place_id, care_of, during, temporary)
SELECT numbered.id, 'delivery', numbered.id, '', daterange(%(from)s::date, NULL), false
FROM generate_series(1, %(count)s::bigint) AS numbered (id)
"""
_CONTACTS = """
INSERT INTO contact_point (customer_id, kind, value, normalised, preferred, valid)
SELECT customer.id, point.kind, point.value, point.normalised, true, true
FROM customer
CROSS JOIN LATERAL (VALUES
    ('mobile', '07' || (20000000 + mod(customer.id * 7919, 79999999)), '+467' || (20000000 + mod(customer.id * 7919, 79999999))),
    ('email', NULL, fold_text(customer.given_name || '.' || customer.family_name) || customer.id || '@example.org')
) AS written (kind, value, normalised)
CROSS JOIN LATERAL (SELECT written.kind, coalesce(written.value, written.normalised) AS value, written.normalised) AS point
"""
_KEYS = "INSERT INTO external_key (source, key, customer_id) SELECT 'old', 'K' || customer.id, customer.id FROM customer"
TABLES = ("customer", "place", "address", "contact_point", "external_key", "customer_search")


def fill_register(count: int, *, since: date) -> None:
    """That many customers with a place, an address, a mobile, an e-mail, a key and a search row each."""
    lists = {"given": GIVEN, "common": COMMON, "first": FIRST_PARTS, "last": LAST_PARTS, "town": TOWNS, "street": STREETS, "way": WAYS}
    numbers: dict[str, Any] = {"count": count, "from": since, **lists, **{f"{name}s": len(items) for name, items in lists.items()}}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('abonent.run', 'volume', true)")
        for statement in (_DICE, _CUSTOMERS, _PLACES, _ADDRESSES, _CONTACTS, _KEYS):
            cursor.execute(statement, numbers)
        cursor.execute("SELECT setval(pg_get_serial_sequence('customer', 'id'), %(count)s)", {"count": count})
        cursor.execute("SELECT setval(pg_get_serial_sequence('place', 'id'), %(count)s)", {"count": count})
        cursor.execute("ANALYZE customer, place, address, contact_point, external_key")
        statements.run("customers/refresh_search", source="customers/all_customers")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) customer, place, address, contact_point, external_key, customer_search")


def file_lines(count: int, *, changed_each: int = 0) -> Iterator[str]:
    """A file of that many customers, as another system would export it: names, street line, code, town, telephone, e-mail.

    With `changed_each` 10, every tenth has another given name and another mobile.
    """
    yield "Kundnummer;Förnamn;Efternamn;Adress;Postnummer;Ort;Mobil;E-post\n"
    for number in range(1, count + 1):
        given = GIVEN[number * 7919 % len(GIVEN)]
        family = (
            COMMON[number % len(COMMON)]
            if number % 10 < 4
            else FIRST_PARTS[number * 31 % len(FIRST_PARTS)] + LAST_PARTS[number * 17 % len(LAST_PARTS)]
        )
        street = STREETS[number * 13 % len(STREETS)] + WAYS[number * 5 % len(WAYS)]
        code = 10000 + number * 7907 % 88000
        mobile = f"07{20000000 + number * 7919 % 79999999}"
        if changed_each and not number % changed_each:
            given, mobile = f"{given}-Maj", f"07{20000000 + number * 7907 % 79999999}"
        yield (
            f"K{number};{given};{family};{street} {number % 120 + 1} lgh {1000 + number};{code};{TOWNS[number % len(TOWNS)]};"
            f"{mobile[:3]}-{mobile[3:]};{given}.{family}{number}@example.org\n"
        )
