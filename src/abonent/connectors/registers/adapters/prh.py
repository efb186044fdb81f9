"""Finland, Patent and Registration Office, open data v3: a company by its business id.

GET https://avoindata.prh.fi/opendata-ytj-api/v3/companies?businessId=0112038-9
"""

from __future__ import annotations

from typing import Any

from abonent.connectors.registers.answers import Found
from abonent.connectors.registers.calling import NotFound, ask, line_of

BASE = "https://avoindata.prh.fi/opendata-ytj-api/v3"
_COMPANY_NAME, _POSTAL = "1", 2


def found(business_id: str) -> Found:
    """What the register says of a business id such as 0112038-9."""
    answer = ask("prh", f"/companies?businessId={business_id}", base=BASE)
    company = next((one for one in _listed(answer.get("companies")) if _number(one) == business_id), None)
    if company is None:
        raise NotFound
    address = _address(_listed(company.get("addresses")))
    return Found(
        name=_name(_listed(company.get("names"))),
        street_line=_street_line(address),
        postal_code=line_of(address.get("postCode")),
        town=_town(_listed(address.get("postOffices"))),
        company_number=business_id,
    )


def _listed(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(company: dict[str, Any]) -> str:
    said = company.get("businessId")
    return line_of(said.get("value")) if isinstance(said, dict) else ""


def _name(names: list[dict[str, Any]]) -> str:
    """The present name of the company itself, not one that it also trades under."""
    present = [name for name in names if str(name.get("type")) == _COMPANY_NAME and not name.get("endDate")]
    return line_of(present[0].get("name")) if present else ""


def _address(addresses: list[dict[str, Any]]) -> dict[str, Any]:
    """Where its mail goes, else where it is."""
    return next((one for one in addresses if one.get("type") == _POSTAL), addresses[0] if addresses else {})


def _street_line(address: dict[str, Any]) -> str:
    box = line_of(address.get("postOfficeBox"))
    parts = [line_of(address.get(name)) for name in ("street", "buildingNumber", "entrance", "apartmentNumber")]
    return " ".join(part for part in parts if part) or (f"PL {box}" if box else "")


def _town(offices: list[dict[str, Any]]) -> str:
    """The town in Finnish; language 1 is Finnish, 2 Swedish."""
    chosen = next((one for one in offices if str(one.get("languageCode")) == "1"), offices[0] if offices else {})
    return line_of(chosen.get("city"))
