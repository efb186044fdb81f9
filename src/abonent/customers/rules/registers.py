"""Numbers that public registers give: national identity, company, VAT. Checked by their country's own rule at entry."""

from __future__ import annotations

import re

from stdnum import ean, exceptions
from stdnum.de import vat as ust_id
from stdnum.dk import cvr
from stdnum.eu import vat
from stdnum.fi import hetu, ytunnus
from stdnum.hu import anum
from stdnum.no import orgnr as norwegian
from stdnum.pl import nip, pesel
from stdnum.se import orgnr, personnummer

# Hungary's personal number may be used by few; there is no check of it here.
_NATIONAL = {"SE": personnummer, "FI": hetu, "PL": pesel}
_COMPANY = {"SE": orgnr, "FI": ytunnus, "PL": nip, "HU": anum}

# Schemes of the Peppol participant identifier that are numbers of a register with a check of their own.
_SCHEMES = {
    "0007": orgnr,
    "0088": ean,
    "0184": cvr,
    "0192": norwegian,
    "0212": ytunnus,
    "9910": anum,
    "9930": ust_id,
    "9945": nip,
}
_EINVOICE_ADDRESS = re.compile(r"(\d{4}):([0-9A-Z][0-9A-Z._-]{0,49})(@[0-9A-Z]{2,35})?")


def national_id(text: str, country: str) -> str:
    """The number of a person as his country writes it; the empty text if the check digit or the form is wrong."""
    return _written(_NATIONAL.get(country), text)


def company_number(text: str, country: str) -> str:
    """The number of a company as its country writes it; the empty text if it is wrong."""
    return _written(_COMPANY.get(country), text)


def vat_number(text: str, country: str) -> str:
    """The VAT number with its country; the empty text if it is wrong. The country's letters may be left out."""
    bare = "".join(text.split()).upper()
    with_country = bare if bare[:2].isalpha() else country + bare
    try:
        return str(vat.validate(with_country))
    except exceptions.ValidationError:
        return ""


def einvoice_address(text: str, _country: str) -> str:
    """Scheme and bare number of a Peppol participant, in Finland with his operator behind it; the empty text if the form is wrong, or the
    number in a scheme that has a check.
    """
    found = _EINVOICE_ADDRESS.fullmatch("".join(text.split()).upper())
    if found is None:
        return ""
    scheme, number, operator = found.groups(default="")
    register = _SCHEMES.get(scheme)
    if register is None:
        return f"{scheme}:{number}{operator}"
    try:
        return f"{scheme}:{register.validate(number)}{operator}"
    except exceptions.ValidationError:
        return ""


def load_registers() -> None:
    """Load the rules of all countries of the Union, which the library otherwise does one by one when asked."""
    for country in vat.MEMBER_STATES:
        vat.is_valid(f"{country}0")


def _written(register: object, text: str) -> str:
    bare = text.strip().upper()
    if register is None:
        return bare
    try:
        register.validate(bare)  # type: ignore[attr-defined]
    except exceptions.ValidationError:
        return ""
    style = getattr(register, "format", None) or register.compact  # type: ignore[attr-defined]
    return str(style(bare))
