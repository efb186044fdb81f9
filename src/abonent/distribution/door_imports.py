"""A register of doors from a file, a list of dwellings: which places are doors of households, where they lie, and which say no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.countries import COUNTRIES
from abonent.customers.import_words import headers
from abonent.customers.models import Place
from abonent.imports.kinds import Derived, ImportField, ImportKind, Step, Subject
from abonent.imports.models import ImportBatch
from abonent.kit import statements
from abonent.organisation.models import LegalEntity

_RULES = "abonent.distribution.rules.door_cells"
_OF_CUSTOMERS = "abonent.customers.rules.staged"


def _field(name: str, label: object, known: str, most_letters: int = 40, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    _field("country", _("Country"), "country, country code, land, landskod, maa, maakoodi, kraj, ország"),
    _field("postal_code", _("Postal code"), "postal code, postcode, zip, postnummer, postnr, postinumero, kod pocztowy, irányítószám", 20),
    _field("town", _("Town"), "town, city, postal town, ort, postort, stad, paikkakunta, kaupunki, postitoimipaikka, miejscowość, miasto, település, város", 60),
    _field("street_line", _("Street and number"), "address, street and number, adress, gatuadress, osoite, katuosoite, adres, cím", 120),
    _field("street", _("Street"), "street, street name, gata, gatunamn, katu, kadunnimi, ulica, nazwa ulicy, utca, utcanév, közterület", 100),
    _field("number", _("Number"), "number, house number, nummer, husnummer, gatunummer, talonumero, numero, numer domu, nr domu, házszám, szám", 20),
    _field("staircase", _("Staircase"), "staircase, entrance, uppgång, trappuppgång, rappu, porras, klatka, lépcsőház", 20),
    _field("flat", _("Flat"), "flat, apartment, lägenhet, lgh, asunto, huoneisto, mieszkanie, lokal, lakás, ajtó", 20),
    _field("households", _("Households"), "households, dwellings, letter boxes, hushåll, bostäder, brevlådor, taloudet, asunnot, postilaatikot, gospodarstwa, mieszkania, skrzynki,"
           " háztartások, lakások, postaládák", 20),
    _field("refuses", _("Says no to what is not addressed"), "refuses, no advertising, no junk mail, nej tack, ingen reklam, reklam nej tack, ei mainoksia, mainoskielto,"
           " bez reklam, nie dla reklam, reklámot nem, nem kér reklámot", 20),
    _field("latitude", _("Latitude"), "latitude, lat, latitud, breddgrad, leveysaste, leveyspiiri, szerokość, szerokość geograficzna, szélesség", 20),
    _field("longitude", _("Longitude"), "longitude, lon, lng, long, longitud, längdgrad, pituusaste, pituuspiiri, długość, długość geograficzna, hosszúság", 20),
    # Not in the file: what holds where the file does not say.
    ImportField(name="default_country", label=_("Country where the file does not say"), headers=(), choices=COUNTRIES),
)  # fmt: skip

SENTENCES = {
    "word.unknown": _("“%(value)s” is not known here."),
    "country.missing": _("The row does not say which country, and neither does the file."),
    "postal_code.unreadable": _("%(value)s is no postal code of %(country)s."),
    "door.no_postal_code": _("The row has no postal code."),
    "door.no_street": _("The row has no street."),
    "door.no_town": _("The row has no town."),
    "door.twice": _("Row %(other)s is the same door. Keep one of them, with all its households."),
    "door.households": _("“%(value)s” is no number of households. Write a number up to %(most)s."),
    "door.yes_no": _("“%(value)s” is neither yes nor no. Write one of the two."),
    "door.degrees": _("“%(value)s” are no degrees. Write both coordinates as 59.32930, at most %(most)s, or leave both empty."),
}


def take_doors(*, batch: ImportBatch, actor: StaffUser | None, today: date) -> None:
    """Have a place for every new door: only then it can be said what is known of it."""
    statements.run("customers/ensure_places", source="distribution/places_of_staged_doors", batch=batch.pk)


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Doors as they are written, and what is said of them."""
    return {place.pk: Subject(str(place), reverse("distribution:door", args=[place.pk])) for place in Place.objects.filter(pk__in=ids)}


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Most doors are in the country of the company."""
    return {"default_country": company.country if company else "SE"}


DOORS = ImportKind(
    code="doors",
    label=_("Doors"),
    permission="distribution.change",
    table="staged_door",
    columns=(
        "country", "postal_code", "town", "street", "number", "staircase", "flat", "households", "refuses", "latitude", "longitude",
    ),
    fields=FIELDS,
    derived=(
        Derived(outputs=("country",), rule=f"{_RULES}:country", inputs=("country", "default_country")),
        Derived(
            outputs=("street", "number", "staircase", "flat", "postal_code"),
            rule=f"{_OF_CUSTOMERS}:placed",
            inputs=("country", "street_line", "street", "number", "staircase", "flat", "postal_code"),
        ),
        Derived(outputs=("households",), rule=f"{_RULES}:households", inputs=("households",)),
        Derived(outputs=("refuses",), rule=f"{_RULES}:refuses", inputs=("refuses",)),
        Derived(outputs=("latitude", "longitude"), rule=f"{_RULES}:coordinates", inputs=("latitude", "longitude")),
    ),
    needs=(("postal_code",), ("town",), ("street_line", "street")),
    checks=("distribution/faults_of_staged_doors",),
    beside="distribution/doors_beside",
    match=(Step(statement="distribution/forget_door_matches"), Step(statement="distribution/match_staged_doors")),
    outcomes="distribution/count_door_outcomes",
    take=take_doors,
    promote=(Step(statement="distribution/write_imported_doors", label=_("Doors")), Step(statement="ANALYZE door place")),
    register="door",
    kept_before="distribution/doors_before_import",
    uses=("distribution/doors_edited_since", "imports/rows_imported_again"),
    locks="distribution/lock_imported_doors",
    undo=(
        Step(statement="distribution/remove_imported_doors", label=_("Doors")),
        Step(statement="distribution/put_back_doors", label=_("Doors")),
    ),
    subjects=subjects,
    usual=usual,
    sentences=SENTENCES,
    done_url_name="distribution:doors",
)  # fmt: skip
