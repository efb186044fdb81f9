"""EU VIES, REST: whether a VAT number is valid, and whose it is where its country says so.

POST https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number
{"countryCode": "FI", "vatNumber": "01120389", "requesterMemberStateCode": "SE", "requesterNumber": "556036079301"}
"""

from __future__ import annotations

from abonent.connectors.registers.answers import Found, postal_lines
from abonent.connectors.registers.calling import NoAnswer, ask, line_of

BASE = "https://ec.europa.eu/taxation_customs/vies/rest-api"
# A country that tells no names writes this.
_NOT_SAID = "---"


def found(vat_number: str, *, requester: str) -> Found:
    """What VIES says of a VAT number; with our own as requester it gives the request a number that counts as evidence."""
    body = {"countryCode": vat_number[:2], "vatNumber": vat_number[2:]}
    if requester:
        body |= {"requesterMemberStateCode": requester[:2], "requesterNumber": requester[2:]}
    answer = ask("vies", "/check-vat-number", base=BASE, body=body)
    if not isinstance(answer.get("valid"), bool):
        raise NoAnswer(line_of(_error(answer)))
    street_line, postal_code, town = postal_lines(_said(answer.get("address")))
    return Found(
        valid=answer["valid"],
        name=line_of(_said(answer.get("name"))),
        street_line=street_line,
        postal_code=postal_code,
        town=town,
        vat_number=vat_number,
        request_id=line_of(answer.get("requestIdentifier")),
    )


def _said(value: object) -> object:
    return "" if value == _NOT_SAID else value


def _error(answer: dict[str, object]) -> object:
    wrappers = answer.get("errorWrappers")
    first = wrappers[0] if isinstance(wrappers, list) and wrappers else None
    return first.get("error") if isinstance(first, dict) else "no answer"
