"""Poland, Ministry of Finance, list of VAT payers: whether a company is one, and the accounts it may be paid on.

GET https://wl-api.mf.gov.pl/api/search/nip/5252344078?date=2026-07-02
"""

from __future__ import annotations

from datetime import date
from typing import Any

from abonent.connectors.registers.answers import Found, postal_lines
from abonent.connectors.registers.calling import NoAnswer, NotFound, ask, line_of

BASE = "https://wl-api.mf.gov.pl"
_PAYER = "Czynny"
_MOST_ACCOUNTS = 50


def found(nip: str, *, today: date) -> Found:
    """What the list says of a tax number on a day."""
    answer = ask("whitelist", f"/api/search/nip/{nip}?date={today.isoformat()}", base=BASE)
    result = answer.get("result")
    if not isinstance(result, dict):
        raise NoAnswer(line_of(answer.get("code")))
    subject = result.get("subject")
    if not isinstance(subject, dict):
        raise NotFound
    street_line, postal_code, town = postal_lines(subject.get("workingAddress") or subject.get("residenceAddress"))
    return Found(
        valid=subject.get("statusVat") == _PAYER,
        name=line_of(subject.get("name")),
        street_line=street_line,
        postal_code=postal_code,
        town=town,
        company_number=nip,
        vat_number=f"PL{nip}",
        bank_accounts=_accounts(subject.get("accountNumbers")),
        request_id=line_of(result.get("requestId")),
        further_number=line_of(subject.get("krs")),
    )


def _accounts(value: Any) -> tuple[str, ...]:
    return tuple(account for one in value[:_MOST_ACCOUNTS] if (account := line_of(one))) if isinstance(value, list) else ()
