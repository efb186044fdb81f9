"""A street register from a file: which route has which streets, sides, numbers and doors, and in which order they are walked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from abonent.customers.countries import COUNTRIES
from abonent.customers.import_words import headers
from abonent.distribution.door_imports import DOORS
from abonent.distribution.models import RouteStretch
from abonent.distribution.operations.street_register import take_street_register
from abonent.distribution.wording import stretch_words
from abonent.imports.kinds import Derived, ImportField, ImportKind, Step, Subject
from abonent.kit import clock
from abonent.organisation.models import LegalEntity
from abonent.ui import wording

_RULES = "abonent.distribution.rules.street_register"
_STOPS = ("distribution/matches_of_places", "distribution/places_of_stretches", "distribution/stretches_imported")


def _field(name: str, label: object, known: str, most_letters: int = 40, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    _field("route", _("Route"), "route, route number, round, runda, rundnummer, distrikt, bud, slinga, jakopiiri, piiri, reitti, reittinumero, trasa, numer trasy, rejon,"
           " körzet, körzetszám, útvonal", 20),
    _field("company", _("Company"), "company, publisher, entity, bolag, utgivare, yhtiö, kustantaja, spółka, wydawca, cég, kiadó", 120),
    _field("country", _("Country"), "country, country code, land, landskod, maa, maakoodi, kraj, ország"),
    _field("postal_code", _("Postal code"), "postal code, postcode, zip, postnummer, postnr, postinumero, kod pocztowy, irányítószám", 20),
    _field("town", _("Town"), "town, city, postal town, ort, postort, stad, paikkakunta, kaupunki, postitoimipaikka, miejscowość, miasto, település, város", 60),
    _field("street", _("Street"), "street, street name, gata, gatunamn, katu, kadunnimi, ulica, nazwa ulicy, utca, utcanév, közterület", 100),
    _field("side", _("Side"), "side, odd even, sida, udda jämna, puoli, pariton parillinen, strona, oldal, páros páratlan"),
    _field("from_number", _("From number"), "from number, from, first number, lowest, från nummer, från nr, från, lägsta, numerosta, alkunumero, pienin, od numeru, od, kezdő szám,"
           " számtól", 20),
    _field("to_number", _("To number"), "to number, to, last number, highest, till nummer, till nr, till, högsta, numeroon, loppunumero, suurin, do numeru, do, záró szám,"
           " számig", 20),
    _field("number", _("Number"), "number, house number, numbers, nummer, husnummer, gatunummer, talonumero, numero, numerot, numer domu, nr domu, házszám, szám", 20),
    _field("staircase", _("Staircase"), "staircase, entrance, uppgång, trappuppgång, rappu, porras, klatka, lépcsőház", 20),
    _field("flat", _("Flat"), "flat, apartment, lägenhet, lgh, asunto, huoneisto, mieszkanie, lokal, lakás, ajtó", 20),
    _field("direction", _("Direction of the walk"), "direction, walked, riktning, gåriktning, suunta, kulkusuunta, kierunek, irány"),
    _field("ordinal", _("Place in the walk"), "ordinal, order, place in the walk, sequence, ordning, gångordning, ordningsnummer, järjestys, kulkujärjestys, kolejność, sorrend,"
           " sorszám", 20),
    _field("weekdays", _("Weekdays of the route"), "weekdays, days, veckodagar, dagar, viikonpäivät, päivät, dni tygodnia, dni, napok, hét napjai", 60),
    _field("method", _("What the route brings"), "method, delivery method, way, delivery, metod, utdelningssätt, distribution, jakelutapa, sposób doręczenia, sposób, mód,"
           " kézbesítés módja"),
    _field("depot", _("Depot"), "depot, depå, utlämningsställe, jakopaikka, varikko, noutopaikka, punkt odbioru, magazyn, depó, lerakat", 60),
    # Not in the file: what holds for all its rows.
    ImportField(name="default_country", label=_("Country where the file does not say"), headers=(), choices=COUNTRIES),
    ImportField(
        name="whole", label=_("What the file does not have"), headers=(),
        choices=[("", _("stays: the file is a part of the register")), ("whole", _("ends: the file is the whole register"))],
    ),
    ImportField(
        name="new_routes", label=_("Routes that are not there yet"), headers=(),
        choices=[("", _("are an error of the row")), ("add", _("are added"))],
    ),
    ImportField(name="begins", label=_("It holds"), headers=(), choices=[("", _("from today"))]),
)  # fmt: skip

SENTENCES = {
    "word.unknown": _("“%(value)s” is not known here."),
    "stretch.no_route": _("The row does not say which route. Write its number."),
    "stretch.no_postal_code": _("The row has no postal code. A street is found by its name and its postal code."),
    "stretch.postal_code": _("%(value)s is no postal code of %(country)s."),
    "stretch.no_street": _("Sides, numbers and doors are of a street. Write its name."),
    "stretch.numbers_twice": _("The row has a number, and a number from or to. Leave one of them empty."),
    "stretch.number": _("“%(value)s” is no house number. Write 12, or 1-15."),
    "stretch.letters": _("A stretch goes from number to number. Give “%(value)s” a row of its own, as one door with its town."),
    "stretch.one_door": _("A staircase or a flat is of one number. Write which, and no other."),
    "stretch.door_has_no_side": _("One door is on no side. Leave the side empty."),
    "stretch.door_needs_town": _("Number %(number)s is one door by itself, and an address needs its town. Write it, or a number without letters."),
    "stretch.other_side": _("Number %(number)s is on the other side of the street. Change the side or the number."),
    "stretch.backwards": _("The street would end before it begins: %(first)s is more than %(latest)s. Change one of them."),
    "stretch.ordinal": _("“%(value)s” is no place in a walk. Write 1, 2, 3."),
    "stretch.weekdays": _("“%(value)s” are no weekdays. Write 1-6 or mon-sat; Monday is 1."),
    "stretch.company_unknown": _("“%(value)s” is none of your companies. Write its code or its name."),
    "stretch.routes": _("Several companies could have the route %(route)s. Write the company."),
    "stretch.route_unknown": _("There is no route %(route)s. Add it, or choose below that routes which are not there yet are added."),
    "stretch.route_differs": _("Row %(other)s says other weekdays, another way or another depot of the new route %(route)s. Say the same in all its rows."),
    "stretch.other_weekdays": _("Route %(route)s is walked on other weekdays. Change the route first, or leave the cell empty."),
    "stretch.other_method": _("Route %(route)s brings papers in another way. Write another route, or leave the cell empty."),
    "stretch.depot_unknown": _("There is no depot “%(value)s”. Add it, or leave the cell empty."),
    "stretch.other_depot": _("Route %(route)s has another depot than “%(value)s”. Change the route first, or leave the cell empty."),
    "stretch.twice": _("Row %(other)s has some of these doors on the same days. A door is on one route: change the numbers or the side of one of them."),
    "stretch.taken": _(
        "Route %(route)s has some of these doors: %(doors)s. End that first, change the numbers, or bring the whole register in."
    ),
    "used.route_changed": _("Route %(route)s was changed since."),
}  # fmt: skip


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Stretches by their routes and doors, and the route they are on."""
    found = RouteStretch.objects.filter(pk__in=ids).select_related("route", "place")
    return {one.pk: Subject(f"{one.route.number}: {stretch_words(one)}", one.route.url) for one in found}


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Most doors are in the country of the company; a file says nothing of what it does not have."""
    return {"default_country": company.country if company else "SE", "whole": "", "new_routes": "", "begins": ""}


def from_days(kind: ImportKind, names: Collection[str] | None) -> ImportKind:
    """With the days from which a register can hold: today, tomorrow, a Monday, the first of a month."""
    today = clock.now().date()
    language = get_language() or "en"
    choices = [("", _("from today")), *((day.isoformat(), wording.long_day(day, language)) for day in _days_after(today))]
    return replace(kind, fields=(*(replace(one, choices=choices) if one.name == "begins" else one for one in kind.fields),))


def _days_after(today: date) -> list[date]:
    mondays = [today + timedelta(days=7 * week - today.weekday()) for week in (1, 2, 3, 4)]
    month = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return sorted({today + timedelta(days=1), *mondays, month})


STREET_REGISTER = ImportKind(
    code="street_register",
    label=_("Street register"),
    permission="distribution.change",
    table="staged_stretch",
    columns=(
        "company", "route", "country", "postal_code", "town", "street", "side", "from_number", "to_number", "number", "staircase", "flat",
        "direction", "ordinal", "weekdays", "method", "depot", "begins", "whole", "new_routes",
    ),
    fields=FIELDS,
    derived=(
        Derived(outputs=("country", "postal_code"), rule=f"{_RULES}:area", inputs=("country", "postal_code", "default_country")),
        Derived(
            outputs=("side", "from_number", "to_number", "number"),
            rule=f"{_RULES}:doors",
            inputs=("street", "number", "from_number", "to_number", "side", "staircase", "flat"),
        ),
        Derived(outputs=("direction",), rule=f"{_RULES}:direction", inputs=("direction",)),
        Derived(outputs=("ordinal",), rule=f"{_RULES}:ordinal", inputs=("ordinal",)),
        Derived(outputs=("weekdays",), rule=f"{_RULES}:weekdays", inputs=("weekdays",)),
        Derived(outputs=("method",), rule=f"{_RULES}:method", inputs=("method",)),
    ),
    needs=(("route",), ("postal_code",)),
    checks=("distribution/faults_of_staged_stretches", "distribution/faults_of_stretches_taken"),
    beside="distribution/stretches_beside",
    match=(Step(statement="distribution/forget_stretch_matches"), Step(statement="distribution/match_staged_stretches")),
    outcomes="distribution/count_stretch_outcomes",
    take=take_street_register,
    promote=(
        Step(statement="customers/ensure_places", source="distribution/doors_of_staged_stretches", label=_("Places")),
        Step(statement="distribution/give_way", source="distribution/stretches_giving_way", label=_("Streets that other routes had")),
        Step(statement="distribution/insert_imported_stretches", label=_("New streets")),
        Step(statement="distribution/walk_as_imported", label=_("Order of the walks")),
        Step(statement="ANALYZE route_stretch"),
        Step(statement="distribution/forget_stops", source="distribution/stretches_imported", label=_("Doors")),
        Step(statement="distribution/write_stops", source=_STOPS, label=_("Doors")),
    ),
    register="route_stretch",
    parts=("route_stop", "route_match"),
    kept_before=("distribution/stretches_before_import", "distribution/stretches_giving_way"),
    uses=("distribution/stretches_used_since",),
    locks="distribution/lock_imported_stretches",
    vanished="distribution/vanished_stretches",
    undo=(
        Step(statement="distribution/remove_imported_stretches", label=_("New streets")),
        Step(statement="distribution/put_back_stretches", label=_("Streets that other routes had")),
        Step(statement="distribution/forget_stops", source="distribution/stretches_imported", label=_("Doors")),
        Step(statement="distribution/write_stops", source=_STOPS, label=_("Doors")),
    ),
    set_up=from_days,
    subjects=subjects,
    usual=usual,
    sentences=SENTENCES,
    done_url_name="distribution:routes",
)  # fmt: skip

IMPORT_KINDS = [STREET_REGISTER, DOORS]
