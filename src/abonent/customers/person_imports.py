"""Contact persons from a file: of which customer, who, in which position, how he is reached and by which way first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.customers.countries import COUNTRIES
from abonent.customers.import_words import READING_SENTENCES, WHOSE, WHOSE_FIELDS, WHOSE_NEEDED, WHOSE_SENTENCES, headers
from abonent.customers.models import ContactPerson
from abonent.imports.kinds import Derived, Group, ImportField, ImportKind, Step, Subject
from abonent.organisation.models import LegalEntity

_PERSONS = "abonent.customers.rules.persons"
_STAGED = "abonent.customers.rules.staged"


def _field(name: str, label: object, known: str, most_letters: int = 80, **more: Any) -> ImportField:
    return ImportField(name=name, label=label, headers=headers(known), most_letters=most_letters, **more)


GROUPS = {
    "name": Group(_("Name"), ("given_name", "family_name")),
    **{kind: Group("", (kind, f"{kind}_normalised")) for kind in ("mobile", "phone", "email")},
}

# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    *WHOSE_FIELDS,
    _field("key", _("Key of the person"), "key, person key, person id, contact id, contact person id, id, kontaktid, kontaktnummer, nyckel, henkilötunniste, avain,"
           " identyfikator, id osoby, klucz, kapcsolattartó azonosító, azonosító, kulcs", 60),
    _field("name", _("Full name"), "name, full name, contact, contact person, contact name, namn, kontaktperson, kontakt, nimi, yhteyshenkilö, imię i nazwisko,"
           " osoba kontaktowa, név, teljes név, kapcsolattartó", 160, group="name"),
    _field("given_name", _("Given name"), "given name, first name, forename, förnamn, etunimi, imię, keresztnév, utónév", group="name"),
    _field("family_name", _("Family name"), "family name, last name, surname, efternamn, sukunimi, nazwisko, vezetéknév, családnév", group="name"),
    _field("position_type", _("Position"), "position, position type, role, function, befattning, befattningstyp, roll, asema, tehtävä, rooli, stanowisko, funkcja, rola,"
           " beosztás, munkakör, szerepkör"),
    _field("position", _("Title, in his own words"), "title, job title, titel, yrkestitel, titteli, nimike, tytuł, titulus, cím a névjegyen"),
    _field("language", _("Language"), "language, language code, språk, kieli, język, nyelv", 40),
    _field("mobile", _("Mobile"), "mobile, mobile phone, mobile number, cell phone, mobil, mobiltelefon, mobilnummer, matkapuhelin, kännykkä, gsm, telefon komórkowy,"
           " komórka, mobilszám", 60, group="mobile", looks_like=r"(\+|0)[\d\s()/.-]{6,}"),
    _field("phone", _("Telephone"), "telephone, phone, phone number, telefon, telefonnummer, tel, direktnummer, puhelin, puhelinnumero, numer telefonu, telefonszám", 60,
           group="phone"),
    _field("email", _("E-mail"), "e-mail, email, email address, e-post, epost, e-postadress, mejl, mail, sähköposti, sähköpostiosoite, adres e-mail, e-mail cím", 120,
           group="email", looks_like=r"[^@\s]+@[^@\s]+\.\w+"),
    _field("preferred", _("Used first"), "used first, preferred, preferred contact, föredrar, kontaktas helst via, ensisijainen, mieluiten, preferowany, preferowany kontakt,"
           " elsődleges, elsősorban", 40),
    # Not in the file: what holds where the file does not say.
    ImportField(name="default_country", label=_("Country of telephone numbers without +"), headers=(), choices=COUNTRIES),
    ImportField(name="default_language", label=_("Language in which full names are written"), headers=(), choices=settings.LANGUAGES),
)  # fmt: skip

SENTENCES = {
    **READING_SENTENCES,
    **WHOSE_SENTENCES,
    "person.nameless": _("The row has no name."),
    "person.twice": _("Row %(other)s is the same contact person. Keep the one that counts."),
    "person.of_a_person": _("%(name)s is a person and speaks for himself. Bring his telephone and e-mail in with the customers."),
    "person.of_another": _("The key %(key)s is that of %(person)s, who speaks for %(name)s. Give this person a key of his own."),
    "known_word.position": _("“%(value)s” is no position. Choose one that the register has, or add it to its words."),
}


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Contact persons by name, and the customer's page where they stand."""
    return {
        person.pk: Subject(f"{person.name}, {person.customer.name}", reverse("desk:customer", args=[person.customer.number]))
        for person in ContactPerson.objects.filter(pk__in=ids).select_related("customer")
    }


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Most are called from where the company is, and written as one writes there."""
    return {"default_country": company.country if company else "SE", "default_language": company.language if company else "sv"}


CONTACT_PERSONS = ImportKind(
    code="contact_persons",
    label=_("Contact persons"),
    permission="customers.import",
    table="staged_contact_person",
    columns=(
        "customer_source",
        "customer_key",
        "key",
        "called",
        "given_name",
        "family_name",
        "position_type",
        "position",
        "language",
        "mobile",
        "mobile_normalised",
        "phone",
        "phone_normalised",
        "email",
        "email_normalised",
        "preferred",
    ),
    fields=FIELDS,
    derived=(
        WHOSE,
        Derived(outputs=("language",), rule=f"{_PERSONS}:language", inputs=("language",), only_with=("language",)),
        Derived(
            outputs=("given_name", "family_name", "called"),
            rule=f"{_PERSONS}:named",
            inputs=("given_name", "family_name", "name", "language", "default_language"),
        ),
        Derived(outputs=("mobile_normalised",), rule=f"{_STAGED}:mobile", inputs=("mobile", "default_country"), only_with=("mobile",)),
        Derived(outputs=("phone_normalised",), rule=f"{_STAGED}:phone", inputs=("phone", "default_country"), only_with=("phone",)),
        Derived(outputs=("email_normalised",), rule=f"{_STAGED}:email", inputs=("email",), only_with=("email",)),
        Derived(outputs=("preferred",), rule=f"{_PERSONS}:preferred", inputs=("preferred",), only_with=("preferred",)),
    ),
    needs=(WHOSE_NEEDED, ("name", "family_name", "given_name")),
    checks=("customers/faults_of_staged_persons",),
    beside="customers/staged_persons_beside",
    match=(Step(statement="customers/forget_person_matches"), Step(statement="customers/match_staged_persons")),
    outcomes="customers/count_person_outcomes",
    promote=(
        Step(statement="customers/insert_imported_persons", label=_("New contact persons")),
        Step(statement="customers/update_imported_persons", label=_("Changed contact persons")),
        Step(statement="customers/insert_imported_person_keys", label=_("Keys of other systems")),
        Step(statement="customers/step_back_person_points", label=_("Contacts")),
        Step(statement="customers/write_person_points", label=_("Contacts")),
        Step(statement="customers/refresh_search", source="customers/customers_of_staged_persons", label=_("Search")),
    ),
    register="contact_person",
    parts=("contact_point", "contact_person_key"),
    kept_before="customers/persons_before_import",
    uses=("customers/persons_edited_since", "imports/rows_imported_again"),
    locks="customers/lock_imported_persons",
    undo=(
        Step(statement="customers/remove_imported_person_points", label=_("Contacts")),
        Step(statement="customers/put_back_person_points", label=_("Contacts")),
        Step(statement="customers/remove_imported_person_keys", label=_("Keys of other systems")),
        Step(statement="customers/remove_imported_persons", label=_("New contact persons")),
        Step(statement="customers/put_back_persons", label=_("Changed contact persons")),
        Step(statement="customers/refresh_search", source="customers/customers_of_imported_persons", label=_("Search")),
    ),
    known="customers/known_staged_persons",
    given_fields=("given_name", "family_name", "position_type", "position", "language", "mobile", "phone", "email"),
    groups=GROUPS,
    subjects=subjects,
    usual=usual,
    sentences=SENTENCES,
)
