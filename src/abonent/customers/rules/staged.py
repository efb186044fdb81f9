"""What the reader of a file of customers makes of its cells: each function takes some values of a row and gives others.

They run in the reader's child process, a million times for a large file. What repeats is remembered.
"""

from __future__ import annotations

from functools import cache, lru_cache

from abonent.customers.rules import registers, telephone
from abonent.customers.rules.accounts import account_number
from abonent.customers.rules.amounts import whole_amount
from abonent.customers.rules.email import normalised_email, normalised_web
from abonent.customers.rules.names import looks_like_an_organisation, split_name
from abonent.customers.rules.postal import postal_code, split_street_line
from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

# Words for what a column may say, folded, in Swedish, Finnish, Polish, Hungarian and English.
_KINDS = {
    "person": "person p private privat privatperson henkilo yksityinen osoba prywatna fizyczna szemely magan consumer",
    "organisation": "organisation organization o company foretag organisaatio yritys firma organizacja instytucja ceg szervezet business bolag",
}
_CHANNELS = {
    "paper": "paper papper pappersfaktura paperi paperilasku papier papierowa papir post brev letter",
    "email": "email e-mail mejl e-post epost mail sahkoposti e-mailem pdf",
    "einvoice": "einvoice e-invoice efaktura e-faktura verkkolasku e-lasku eszamla e-szamla peppol ksef",
    "portal": "portal web sidor verkkopalvelu",
}
_LANGUAGES = {
    "sv": "sv swe svenska swedish ruotsi szwedzki sved",
    "fi": "fi fin finska finnish suomi finski finn",
    "pl": "pl pol polska polish puola polski lengyel",
    "hu": "hu hun ungerska hungarian unkari wegierski magyar",
    "en": "en eng engelska english englanti angielski angol",
}
_COUNTRIES = {
    "SE": "se swe sverige sweden ruotsi szwecja svedorszag",
    "FI": "fi fin finland suomi finlandia finnorszag",
    "PL": "pl pol polen poland puola polska lengyelorszag",
    "HU": "hu hun ungern hungary unkari wegry magyarorszag",
    "NO": "no nor norge norway norja norwegia norvegia",
    "DK": "dk dnk danmark denmark tanska dania",
    "DE": "de deu tyskland germany saksa niemcy nemetorszag",
    "AX": "ax ala aland ahvenanmaa",
}


@cache
def make_ready() -> None:
    """Load the tables of other libraries while files can still be opened."""
    telephone.load_plans()
    registers.load_registers()


def _by_word(table: dict[str, str]) -> dict[str, str]:
    return {word: meaning for meaning, words in table.items() for word in words.split()}


_WORDS = {
    name: _by_word(table)
    for name, table in {"kind": _KINDS, "invoice_channel": _CHANNELS, "language": _LANGUAGES, "country": _COUNTRIES}.items()
}


@lru_cache(maxsize=10_000)
def _meaning(field: str, said: str) -> str:
    word = fold(said).strip(" .")
    if not word:
        return ""
    if field in ("language", "country") and len(word) == 2 and word not in _WORDS[field]:
        return word if field == "language" else word.upper()
    try:
        return _WORDS[field][word]
    except KeyError:
        raise Fault(field, "word.unknown", value=said[:40]) from None


def meanings(kind: str, language: str, country: str, invoice_channel: str) -> tuple[str, str, str, str]:
    """The register's words for what the columns say in any of the languages."""
    return (
        _meaning("kind", kind),
        _meaning("language", language),
        _meaning("country", country),
        _meaning("invoice_channel", invoice_channel),
    )


_LANGUAGE_OF = {"SE": "sv", "AX": "sv", "FI": "fi", "PL": "pl", "HU": "hu"}


def assumed(language: str, country: str, default_language: str, default_country: str) -> tuple[str, str]:
    """(language, country) of a row that does not say: the default's, else the country's own language."""
    country = country or default_country
    if not country:
        raise Fault("country", "country.missing")
    return language or default_language or _LANGUAGE_OF.get(country, "en"), country


def named(
    kind: str, given_name: str, family_name: str, organisation_name: str, name: str, company_number: str, language: str
) -> tuple[str, str, str, str]:
    """(kind, given, family, organisation): a full name is taken apart, and the kind follows from what there is."""
    if kind == "organisation" or (not kind and _is_an_organisation(given_name, family_name, organisation_name, name, company_number)):
        whole = organisation_name or name or " ".join(part for part in (given_name, family_name) if part)
        return "organisation", "", "", whole
    if name and not (given_name or family_name):
        given_name, family_name, _none = split_name(name, language)
    return "person", given_name, family_name or organisation_name, ""


def _is_an_organisation(given_name: str, family_name: str, organisation_name: str, name: str, company_number: str) -> bool:
    if organisation_name:
        return True
    return not given_name and (bool(company_number) or looks_like_an_organisation(name or family_name))


def placed(
    country: str, street_line: str, street: str, number: str, staircase: str, flat: str, code: str
) -> tuple[str, str, str, str, str]:
    """(street, number, staircase, flat, postal code) in the country's writing."""
    written = _code(code, country)
    if not (number or staircase or flat):
        return *split_street_line(street_line or street, country), written
    return street or street_line, number, staircase, flat, written


@lru_cache(maxsize=100_000)
def _code(code: str, country: str) -> str:
    written = postal_code(code, country)
    if code and not written:
        raise Fault("postal_code", "postal_code.unreadable", value=code[:20], country=country)
    return written


def mobile(value: str, country: str) -> tuple[str]:
    """A mobile number in E.164."""
    return (_telephone("mobile", value, country),)


def phone(value: str, country: str) -> tuple[str]:
    """Another telephone number in E.164."""
    return (_telephone("phone", value, country),)


def _telephone(field: str, value: str, country: str) -> str:
    normalised = telephone.e164(value, country)
    if not normalised:
        raise Fault(field, "telephone.unreadable", value=value[:40])
    return normalised


def email(value: str) -> tuple[str]:
    """An e-mail address as it is compared."""
    normalised = normalised_email(value)
    if not normalised:
        raise Fault("email", "email.unreadable", value=value[:60])
    return (normalised,)


def web(value: str) -> tuple[str]:
    """A web address as it is compared."""
    normalised = normalised_web(value)
    if not normalised:
        raise Fault("web", "web.unreadable", value=value[:60])
    return (normalised,)


def registered(national_id: str, company_number: str, vat_number: str, country: str) -> tuple[str, str, str]:
    """Numbers of public registers, checked by their country's rule."""
    return (
        _registered("national_id", national_id, country),
        _registered("company_number", company_number, country),
        _registered("vat_number", vat_number, country),
    )


_REGISTERS = {"national_id": registers.national_id, "company_number": registers.company_number, "vat_number": registers.vat_number}


def _registered(field: str, value: str, country: str) -> str:
    if not value:
        return ""
    written = _REGISTERS[field](value, country)
    if not written:
        raise Fault(field, "register_number.wrong", value=value[:30], country=country)
    return written


def terms(payment_terms_days: str) -> tuple[str]:
    """Days until an invoice is due."""
    if not (payment_terms_days.isdigit() and int(payment_terms_days) <= 365):
        raise Fault("payment_terms_days", "payment_terms.unreadable", value=payment_terms_days[:20])
    return (payment_terms_days,)


def limit(credit_limit: str) -> tuple[str]:
    """What a customer may owe, without cents."""
    amount = whole_amount(credit_limit)
    if amount is None:
        raise Fault("credit_limit", "credit_limit.unreadable", value=credit_limit[:40])
    return (str(amount),)


def accounts(iban: str) -> tuple[str]:
    """Account numbers, bare, with commas between."""
    return (", ".join(sorted(_account(part) for part in iban.split(",") if part.strip())),)


def _account(written: str) -> str:
    number = account_number(written, "iban")
    if not number:
        raise Fault("iban", "iban.wrong", value=written.strip()[:40])
    return number
