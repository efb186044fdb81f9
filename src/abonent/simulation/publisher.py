"""The two companies of every world: a Swedish daily newspaper and a Finnish monthly magazine. Neither exists.

Numbers pass their checks and belong to nobody: company numbers above those given out, a bankgiro number and accounts
that banks use as examples.
"""

from __future__ import annotations

from abonent.company.operations import install_country_facts
from abonent.desk.operations import OwnAccount, found_company
from abonent.organisation.models import LegalEntity, Unit

DAILY, MAGAZINE = "norrvik", "havulinna"

COMPANIES = {
    DAILY: {
        "name": "Norrviks Tidnings AB",
        "country": "SE",
        "currency": "SEK",
        "zone": "Europe/Stockholm",
        "language": "sv",
        "company_number": "559999-0016",
        "vat_number": "SE559999001601",
        "street_line": "Tidningsgatan 1",
        "postal_code": "852 42",
        "town": "Sundsvall",
        "phone": "+46 60 740 00 00",
        "email": "kundservice@norrviks.example",
        "web": "norrviks.example",
    },
    MAGAZINE: {
        "name": "Havulinnan Lehdet Oy",
        "country": "FI",
        "currency": "EUR",
        "zone": "Europe/Helsinki",
        "language": "fi",
        "company_number": "9999990-9",
        "vat_number": "FI99999909",
        "street_line": "Lehtikuja 3",
        "postal_code": "33100",
        "town": "Tampere",
        "phone": "+358 3 740 0000",
        "email": "asiakaspalvelu@havulinna.example",
        "web": "havulinna.example",
    },
}
UNITS = {
    DAILY: {"paper": "Papperstidningen", "digital": "Digitalt"},
    MAGAZINE: {"paper": "Painettu lehti", "digital": "Digilehti"},
}

BANKGIRO = OwnAccount("Bankgiro", "bankgiro", "9912346", "", "SEK")
SWEDISH_IBAN = OwnAccount("Företagskonto", "iban", "SE3550000000054910000003", "ESSESESS", "SEK")
FINNISH_IBAN = OwnAccount("Yritystili", "iban", "FI2112345600000785", "NDEAFIHH", "EUR")
ACCOUNTS = {DAILY: (BANKGIRO, SWEDISH_IBAN), MAGAZINE: (FINNISH_IBAN,)}
COLLECTING = {DAILY: BANKGIRO, MAGAZINE: FINNISH_IBAN}


def found_companies() -> dict[str, LegalEntity]:
    """Write the companies with their units, bank accounts, number series and charts of accounts; by code."""
    install_country_facts()
    entities = {code: found_company(code=code, facts=facts, accounts=ACCOUNTS[code]) for code, facts in COMPANIES.items()}
    for code, entity in entities.items():
        Unit.objects.bulk_create([Unit(entity=entity, code=unit, name=name) for unit, name in UNITS[code].items()])
    return entities


def companies() -> dict[str, LegalEntity]:
    """The companies of the world at hand, by code."""
    return {entity.code: entity for entity in LegalEntity.objects.filter(code__in=COMPANIES)}
