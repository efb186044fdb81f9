"""Customers from a file: the columns it may have, how its cells are read, and the statements that bring it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.customers.choices import staff_name
from abonent.customers.consent_imports import CONSENTS
from abonent.customers.countries import COUNTRIES
from abonent.customers.import_words import READING_SENTENCES
from abonent.customers.models import Branch, Customer, CustomerCategory, RegisterWord
from abonent.customers.own_imports import OWN_SENTENCES, UNDO_OWN_VALUES, with_own_fields
from abonent.customers.person_imports import CONTACT_PERSONS
from abonent.imports.kinds import Derived, Group, ImportField, ImportKind, Step, Subject
from abonent.organisation.models import LegalEntity

_RULES = "abonent.customers.rules.staged"

COLUMNS = (
    "key", "kind", "given_name", "family_name", "organisation_name", "language", "language_assumed", "country", "country_assumed",
    "national_id", "company_number", "vat_number", "invoice_channel", "payment_terms_days", "credit_limit", "care_of", "street", "number", "staircase", "flat", "postal_code", "town",
    "mobile", "mobile_normalised", "phone", "phone_normalised", "email", "email_normalised", "web", "web_normalised",
    "types", "branch", "responsible", "einvoice_address", "iban", "version", "edited", "emptied",
)  # fmt: skip


def _field(name: str, label: object, headers: str, most_letters: int = 120, looks_like: str = "", **more: Any) -> ImportField:
    known: Sequence[str] = [header.strip() for header in headers.split(",") if header]
    return ImportField(
        name=name,
        label=label,
        headers=known,
        most_letters=most_letters,
        looks_like=looks_like,
        group=_GROUP_OF.get(name, ""),
        may_be_empty=name in _MAY_BE_EMPTY,
        **more,
    )


def _choices(choices: Sequence[tuple[str, Any]]) -> Callable[[], Mapping[str, str]]:
    """Words for codes that never change."""
    return lambda: {code: str(label) for code, label in choices}


def _words(model: type[RegisterWord]) -> Callable[[], Mapping[str, str]]:
    """Words of the register for their ids, as a workbook has them."""
    return lambda: {f"#{word.pk}": str(word) for word in model._default_manager.order_by("pk")}


def _colleagues() -> Mapping[str, str]:
    return {f"#{user.pk}": staff_name(user) for user in StaffUser.objects.order_by("pk")}


# What is changed together in a workbook that comes back: of an address the whole counts, or half of it would be somebody else's.
GROUPS = {
    "name": Group(_("Name"), ("kind", "given_name", "family_name", "organisation_name")),
    "address": Group(_("Delivery address"), ("care_of", "street", "number", "staircase", "flat", "postal_code", "town")),
    **{kind: Group("", (kind, f"{kind}_normalised")) for kind in ("mobile", "phone", "email", "web")},
}
_GROUP_OF = {
    **{column: group for group, said in GROUPS.items() if said.label for column in said.columns}, "name": "name", "street_line": "address",
}  # fmt: skip
_MAY_BE_EMPTY = {
    "given_name", "family_name", "organisation_name", "care_of", "number", "staircase", "flat", "mobile", "phone", "email", "web",
    "national_id", "company_number", "vat_number", "payment_terms_days", "credit_limit", "types", "branch", "responsible", "einvoice_address", "iban",
}  # fmt: skip
GIVEN_FIELDS = (
    "kind", "organisation_name", "given_name", "family_name", "care_of", "street", "number", "staircase", "flat", "postal_code", "town", "country",
    "mobile", "phone", "email", "web", "language", "types", "branch", "responsible", "national_id", "company_number", "vat_number",
    "invoice_channel", "einvoice_address", "payment_terms_days", "credit_limit", "iban",
)  # fmt: skip


# Headers in Swedish, Finnish, Polish, Hungarian and English.
FIELDS = (
    _field("key", _("Key"), "kundnummer, kundnr, asiakasnumero, asiakasnro, numer klienta, nr klienta, ügyfélszám, ügyfélazonosító, customer number,"
           " customer id, customer no, id, nummer, nr, numero, numer, szám, extern id, avain, klucz, kulcs, external key, subscriber number,"
           " prenumerantnummer, tilaajanumero", 60),
    _field("kind", _("Kind"), "kundtyp, asiakastyyppi, typ klienta, ügyféltípus, customer type, type, typ, tyyppi, típus", 20, words=_choices(Customer.Kind.choices)),
    _field("name", _("Full name"), "namn, nimi, imię i nazwisko, név, teljes név, full name, kund, asiakas, klient, ügyfél, customer, customer name", 120),
    _field("given_name", _("Given name"), "förnamn, etunimi, etunimet, imię, imiona, keresztnév, utónév, first name, given names, forename", 80),
    _field("family_name", _("Family name"), "efternamn, sukunimi, nazwisko, vezetéknév, családnév, last name, surname", 80),
    _field("organisation_name", _("Organisation"), "företag, företagsnamn, organisation, bolag, yritys, organisaatio, firma, nazwa firmy, cég, cégnév,"
           " szervezet, company, company name, organization", 120),
    _field("care_of", _("c/o"), "c/o, co, co-adress, c/o osoite, att", 80),
    _field("street_line", _("Street and number"), "adress, gatuadress, utdelningsadress, osoite, katuosoite, lähiosoite, adres, ulica i numer, cím, lakcím,"
           " utca házszám, address, street address, address line 1", 120),
    _field("street", _("Street"), "gata, gatunamn, katu, ulica, utca, közterület, street name", 100),
    _field("number", _("House number"), "gatunummer, husnummer, talo, talonumero, numer domu, nr domu, házszám, house number, street number", 20),
    _field("staircase", _("Staircase"), "uppgång, trappuppgång, rappu, porras, klatka, lépcsőház, stair", 20),
    _field("flat", _("Flat"), "lägenhet, lgh, lägenhetsnummer, asunto, huoneisto, mieszkanie, nr mieszkania, numer lokalu, lakás, ajtó, apartment", 20),
    _field("postal_code", _("Postal code"), "postnummer, postnr, postinumero, kod pocztowy, irányítószám, irsz, zip, zip code, postcode", 12),
    _field("town", _("Town"), "ort, postort, stad, postitoimipaikka, kaupunki, paikkakunta, miejscowość, miasto, poczta, város, település, helység, city,"
           " post town", 60),
    _field("country", _("Country"), "land, landskod, maa, maakoodi, kraj, ország, country code", 40, words=_choices(COUNTRIES)),
    _field("mobile", _("Mobile"), "mobil, mobiltelefon, mobilnummer, matkapuhelin, kännykkä, gsm, telefon komórkowy, komórka, mobilszám, cell phone,"
           " mobile phone, mobile number", 60, r"(\+|0)[\d\s()/.-]{6,}"),
    _field("phone", _("Telephone"), "telefon, telefonnummer, tel, hemtelefon, puhelin, puhelinnumero, numer telefonu, telefonszám, phone number", 60),
    _field("email", _("E-mail"), "e-post, epost, e-postadress, mejl, mail, sähköposti, sähköpostiosoite, adres e-mail, e-mail cím, email cím, e-mail"
           " address", 120, r"[^@\s]+@[^@\s]+\.\w+"),
    _field("web", _("Web"), "webb, webbplats, hemsida, www, kotisivu, strona www, honlap, website, url", 120, r"(https?://|www\.)\S+"),
    _field("language", _("Language"), "språk, kieli, język, nyelv, language code", 40, words=_choices(settings.LANGUAGES)),
    _field("national_id", _("Personal number"), "personnummer, pnr, henkilötunnus, hetu, pesel, személyi szám, national id", 20),
    _field("company_number", _("Company number"), "organisationsnummer, orgnr, org.nr, y-tunnus, nip, adószám, company no, registration number", 20),
    _field("vat_number", _("VAT number"), "momsnummer, momsregistreringsnummer, vat-nummer, alv-numero, numer vat, nip ue, közösségi adószám, vat id", 20),
    _field("invoice_channel", _("Invoice by"), "fakturasätt, faktura, laskutustapa, sposób fakturowania, számlázás módja, invoice type", 40,
           words=_choices(Customer.InvoiceChannel.choices)),
    _field("payment_terms_days", _("Payment terms, days"), "betalningsvillkor, maksuehto, termin płatności, fizetési határidő, payment terms", 5, numeric=True),
    _field("credit_limit", _("Credit limit"), "kreditgräns, kreditlimit, luottoraja, luottolimiitti, limit kredytowy, limit kupiecki, hitelkeret, hitellimit,"
           " max credit, credit", 20, numeric=True),
    _field("types", _("Types"), "kundtyper, kategori, kategorier, ryhmä, asiakasryhmät, luokat, kategorie, typy, kategória, kategóriák, category, categories,"
           " customer types", 200, words=_words(CustomerCategory), several=True),
    _field("branch", _("Branch"), "bransch, toimiala, branża, iparág, ágazat, industry, line of business", 80, words=_words(Branch)),
    _field("responsible", _("Responsible"), "ansvarig, säljare, kundansvarig, vastuuhenkilö, myyjä, opiekun, handlowiec, felelős, ügyintéző, account manager,"
           " salesperson, owner", 120, words=_colleagues),
    _field("einvoice_address", _("E-invoice address"), "e-fakturaadress, peppol-id, peppol id, verkkolaskuosoite, adres e-faktury, e-számla cím, einvoice address,"
           " endpoint id", 60),
    _field("iban", _("Bank account (IBAN)"), "iban, bankkonto, kontonummer, tilinumero, pankkitili, rachunek, numer konta, bankszámla, bankszámlaszám, bank account,"
           " account number", 200, several=True),
    _field("version", _("Version"), "", 40, of_sheets=True),
    # Not in the file: what holds where the file does not say.
    ImportField(name="default_country", label=_("Country where the file does not say"), headers=(), choices=COUNTRIES),
    ImportField(
        name="default_language", label=_("Language where the file does not say"), headers=(), choices=[("", _("that of the country")), *settings.LANGUAGES]
    ),
)  # fmt: skip

DERIVED = (
    Derived(
        outputs=("kind", "language", "country", "invoice_channel"),
        rule=f"{_RULES}:meanings",
        inputs=("kind", "language", "country", "invoice_channel"),
    ),
    Derived(
        outputs=("language_assumed", "country_assumed"),
        rule=f"{_RULES}:assumed",
        inputs=("language", "country", "default_language", "default_country"),
    ),
    Derived(
        outputs=("kind", "given_name", "family_name", "organisation_name"),
        rule=f"{_RULES}:named",
        inputs=("kind", "given_name", "family_name", "organisation_name", "name", "company_number", "language_assumed"),
    ),
    Derived(
        outputs=("street", "number", "staircase", "flat", "postal_code"),
        rule=f"{_RULES}:placed",
        inputs=("country_assumed", "street_line", "street", "number", "staircase", "flat", "postal_code"),
    ),
    Derived(outputs=("mobile_normalised",), rule=f"{_RULES}:mobile", inputs=("mobile", "country_assumed"), only_with=("mobile",)),
    Derived(outputs=("phone_normalised",), rule=f"{_RULES}:phone", inputs=("phone", "country_assumed"), only_with=("phone",)),
    Derived(outputs=("email_normalised",), rule=f"{_RULES}:email", inputs=("email",), only_with=("email",)),
    Derived(outputs=("web_normalised",), rule=f"{_RULES}:web", inputs=("web",), only_with=("web",)),
    Derived(
        outputs=("national_id", "company_number", "vat_number"),
        rule=f"{_RULES}:registered",
        inputs=("national_id", "company_number", "vat_number", "country_assumed"),
        only_with=("national_id", "company_number", "vat_number"),
    ),
    Derived(outputs=("payment_terms_days",), rule=f"{_RULES}:terms", inputs=("payment_terms_days",), only_with=("payment_terms_days",)),
    Derived(outputs=("credit_limit",), rule=f"{_RULES}:limit", inputs=("credit_limit",), only_with=("credit_limit",)),
    Derived(outputs=("iban",), rule=f"{_RULES}:accounts", inputs=("iban",), only_with=("iban",)),
)

SENTENCES = {
    **READING_SENTENCES,
    "name.missing": _("The row has no name."),
    "customer.twice": _("Row %(other)s is the same customer."),
    "country.missing": _("The row has no country. Say in which country customers live where the file does not say."),
    "postal_code.unreadable": _("%(value)s is not a postal code of %(country)s."),
    "web.unreadable": _("%(value)s is not a web address."),
    "register_number.wrong": _("%(value)s is not a valid number of %(country)s."),
    "known_word.type": _("“%(value)s” is no type of customer. Choose one that the register has, or add it to its words."),
    "known_word.branch": _("“%(value)s” is no branch. Choose one that the register has, or add it to its words."),
    "known_word.responsible": _("“%(value)s” is none of the colleagues. Write the name that the colleague is shown by."),
    "iban.wrong": _("%(value)s is not a valid IBAN."),
    "payment_terms.unreadable": _("%(value)s is not a number of days from 0 to 365."),
    "credit_limit.unreadable": _("“%(value)s” is not a whole amount. Write it as 5000."),
    **OWN_SENTENCES,
}

PROMOTE = (
    Step(statement="customers/insert_imported_customers", label=_("New customers")),
    Step(statement="customers/insert_imported_keys", label=_("Keys of other systems")),
    Step(statement="customers/update_imported_customers", label=_("Changed customers")),
    Step(statement="customers/ensure_places", source="customers/imported_doors", label=_("Places")),
    Step(statement="ANALYZE customer external_key place"),
    Step(statement="customers/insert_imported_addresses", label=_("Addresses")),
    Step(statement="customers/end_former_addresses", source="customers/imported_moves", label=_("Moves")),
    Step(statement="customers/correct_addresses", source="customers/imported_moves", label=_("Moves")),
    Step(statement="customers/begin_addresses", source="customers/imported_moves", label=_("Moves")),
    Step(statement="customers/remove_types_gone", label=_("Types and accounts")),
    Step(statement="customers/insert_imported_types", label=_("Types and accounts")),
    Step(statement="customers/remove_accounts_gone", label=_("Types and accounts")),
    Step(statement="customers/insert_imported_accounts", label=_("Types and accounts")),
    Step(statement="customers/remove_emptied_contact_points", label=_("Contacts")),
    Step(statement="customers/step_back_contact_points", source="customers/imported_changed_contacts", label=_("Contacts")),
    Step(statement="customers/prefer_contact_points", source="customers/imported_contacts", label=_("Contacts")),
    Step(statement="ANALYZE address contact_point"),
    Step(statement="customers/refresh_search", source="customers/imported_customers", label=_("Search")),
)


# What a promotion writes is taken away before what it hangs on; of two contact points never both are preferred.
UNDO = (
    Step(statement="customers/remove_imported_search", label=_("Search")),
    *UNDO_OWN_VALUES,
    Step(statement="customers/remove_imported_contact_points", label=_("Contacts")),
    Step(statement="customers/step_back_imported_contact_points", label=_("Contacts")),
    Step(statement="customers/put_back_contact_points", label=_("Contacts")),
    Step(statement="customers/remove_imported_types", label=_("Types and accounts")),
    Step(statement="customers/put_back_types", label=_("Types and accounts")),
    Step(statement="customers/remove_imported_accounts", label=_("Types and accounts")),
    Step(statement="customers/put_back_accounts", label=_("Types and accounts")),
    Step(statement="customers/remove_imported_addresses", label=_("Addresses")),
    Step(statement="customers/put_back_addresses", label=_("Addresses")),
    Step(statement="customers/remove_imported_keys", label=_("Keys of other systems")),
    Step(statement="customers/remove_imported_customers", label=_("New customers")),
    Step(statement="customers/put_back_customers", label=_("Changed customers")),
    Step(statement="customers/refresh_search", source="customers/customers_put_back", label=_("Search")),
)


def subjects(ids: Sequence[int]) -> dict[int, Subject]:
    """Customers in words, and where they are."""
    return {
        customer.pk: Subject(customer.name, reverse("desk:customer", args=[customer.number]))
        for customer in Customer.objects.filter(pk__in=ids)
    }


def usual(company: LegalEntity | None) -> Mapping[str, str]:
    """Most customers live where the company does."""
    return {"default_country": company.country if company else "SE", "default_language": ""}


CUSTOMERS = ImportKind(
    code="customers",
    label=_("Customers"),
    permission="customers.import",
    table="staged_customer",
    columns=COLUMNS,
    fields=FIELDS,
    derived=DERIVED,
    needs=(("key",), ("name", "family_name", "organisation_name", "given_name")),
    checks=(
        "customers/faults_of_reading",
        "customers/faults_of_keys",
        "customers/faults_of_names",
        "customers/faults_of_identity",
        "customers/faults_of_words",
    ),
    beside="customers/rows_beside",
    match=(
        Step(statement="customers/forget_matches"),
        Step(statement="customers/match_staged_customers"),
        Step(statement="ANALYZE staged_customer_match"),
    ),
    outcomes="customers/count_outcomes",
    promote=PROMOTE,
    register="customer",
    parts=("external_key", "address", "contact_point", "customer_search", "categorised_customer", "customer_bank_account", "own_value"),
    kept_before="customers/rows_before_import",
    uses=("customers/customers_edited_since", "imports/rows_imported_again"),
    undo=UNDO,
    vanished="customers/vanished_customers",
    given="customers/given_customers",
    given_fields=GIVEN_FIELDS,
    conflicts="customers/conflicts_of_staged",
    known="customers/known_staged",
    groups=GROUPS,
    set_up=with_own_fields,
    locks="customers/lock_imported_customers",
    subjects=subjects,
    cleared=("staged_customer_match",),
    usual=usual,
    sentences=SENTENCES,
    done_url_name="customers:list",
)

IMPORT_KINDS = [CUSTOMERS, CONTACT_PERSONS, CONSENTS]
