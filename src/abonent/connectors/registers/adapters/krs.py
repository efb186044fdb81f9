"""Poland, Ministry of Justice, National Court Register: the present extract of a company.

GET https://api-krs.ms.gov.pl/api/krs/OdpisAktualny/0000028860?rejestr=P&format=json
"""

from __future__ import annotations

from typing import Any

from abonent.connectors.registers.answers import Found
from abonent.connectors.registers.calling import NoAnswer, ask, line_of

BASE = "https://api-krs.ms.gov.pl"


def found(krs: str) -> Found:
    """What the register says of a number of ten digits."""
    answer = ask("krs", f"/api/krs/OdpisAktualny/{krs}?rejestr=P&format=json", base=BASE)
    first = _under(answer, "odpis", "dane", "dzial1")
    subject, address = _under(first, "danePodmiotu"), _under(first, "siedzibaIAdres", "adres")
    if not subject:
        raise NoAnswer("no company in the extract")
    nip = line_of(_under(subject, "identyfikatory").get("nip"))
    flat = line_of(address.get("nrLokalu"))
    number = line_of(address.get("nrDomu"))
    street = line_of(address.get("ulica")) or line_of(address.get("miejscowosc"))
    return Found(
        name=line_of(subject.get("nazwa")),
        street_line=" ".join(part for part in (street, f"{number}/{flat}" if flat else number) if part),
        postal_code=line_of(address.get("kodPocztowy")),
        town=line_of(address.get("poczta")) or line_of(address.get("miejscowosc")),
        company_number=nip,
        vat_number=f"PL{nip}" if nip else "",
    )


def _under(answer: dict[str, Any], *names: str) -> dict[str, Any]:
    """What stands under these names, one inside the other; nothing if any is not there."""
    found: Any = answer
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}
