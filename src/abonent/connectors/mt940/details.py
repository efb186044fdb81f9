"""Field :86:, what a bank tells of a payment, in the dialects met.

- fields parted by a sign and two digits: `166?00GUTSCHRIFT?20...?32Name` (Germany, MultiCash), `020~00...`, `<20...`, `^20...` (Poland)
- words and colons: `ID IPH: ...; Z RACH.: ...; OD: ...; TYT.: ...` (mBank)
- words between slashes: `/EREF/.../NAME/.../REMI/...` (Netherlands)
- fields of :NS: of two digits a line (Hungary, old German programs)
- anything else is the payer's message as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from stdnum import iban

from abonent.connectors.mt940.fields import Field

PARTED = re.compile(r"(\d{3})?\s?([?<~>^@])(?=\d{2})")
SEPA = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE)\+")
LABELS = re.compile(r"(?:^|;|\s)\s*(ID IPH|Z RACH\.|NA RACH\.|DO RACH\.|OD|DLA|TYT\.|DATA STEMPLA|TNR):")
WORDS = re.compile(
    r"/(EREF|REMI|NAME|IBAN|BIC|TRTP|CSID|MARF|ISDT|ORDP|BENM|ADDR|PREF|RTRN|ULTD|ULTB|PURP|USTD|STRD|CUR|CDTRREF|ID|PT|PY|SUM|NRTX)/"
)
PURPOSE = [*range(20, 30), *range(60, 66)]
FULL_PART = 27  # columns of a part: a text that fills it goes on in the next without a blank
RETURNED = frozenset({"108", "109"})  # direct debits given back
NOT_GIVEN = frozenset({"NOTPROVIDED", "NOT PROVIDED"})


@dataclass(frozen=True, slots=True)
class Details:
    """Who paid and what for, as far as the bank tells."""

    message: str = ""
    name: str = ""
    account: str = ""
    bic: str = ""
    end_to_end_id: str = ""
    reference: str = ""
    paid_to: str = ""
    text: str = ""
    code: str = ""
    return_reason: str = ""
    bank_reference: str = ""


def details_of(found: Field | None, own: Field | None) -> Details:
    """The details of an entry: of its field :86:, else of the bank's own field :NS:."""
    if found is None:
        return of_own_field(own) if own else Details()
    text = found.glued()
    if parted := PARTED.match(text):
        return of_parts(parted[1] or "", parts_of(text, parted[2]))
    if "TYT.:" in text or "ID IPH:" in text:
        return of_labels(text)
    if WORDS.match(text):
        return of_words(text)
    return of_free_text(found)


def parts_of(text: str, sign: str) -> dict[int, str]:
    """The text of each part by its number; the same number twice is put together."""
    found: dict[int, str] = {}
    for piece in re.split(rf"{re.escape(sign)}(?=\d\d)", text)[1:]:
        number = int(piece[:2])
        found[number] = found.get(number, "") + piece[2:]
    return found


def of_parts(code: str, parts: Mapping[int, str]) -> Details:
    """Germany, MultiCash, most banks of Poland."""
    purpose = "".join(
        part if len(part) >= FULL_PART else part + " " for part in (parts[number] for number in PURPOSE if number in parts)
    ).strip()
    told = sepa_words(purpose)
    bank, account = parts.get(30, "").strip(), "".join(parts.get(38, parts.get(31, "")).split())
    return Details(
        message=told.get("SVWZ") or told[""] or purpose,
        name=" ".join(filter(None, (parts.get(32, "").strip(), parts.get(33, "").strip()))),
        account=account if 38 in parts or not bank.isdigit() else bank + account,
        bic="" if bank.isdigit() else bank,
        end_to_end_id=given(told.get("EREF", "")),
        text=parts.get(0, "").strip(),
        code=code,
        return_reason=parts.get(34, "").strip() if code in RETURNED else "",
    )


def sepa_words(purpose: str) -> dict[str, str]:
    """The texts behind EREF+, SVWZ+ and the like; under the empty word what stands before the first."""
    pieces = SEPA.split(purpose)
    return {"": pieces[0].strip(), **{word: text.strip() for word, text in zip(pieces[1::2], pieces[2::2], strict=True)}}


def of_labels(text: str) -> Details:
    """mBank. The account a payer paid to, of the service of mass payments (IPH), tells whose payment it is."""
    pieces = LABELS.split(text)
    told = {label: value.strip(" ;") for label, value in zip(pieces[1::2], pieces[2::2], strict=True)}
    code, _, words = pieces[0].strip(" ;").partition(" ")
    return Details(
        message=told.get("TYT.", ""),
        name=told.get("OD", told.get("DLA", "")),
        account="".join(told.get("Z RACH.", told.get("NA RACH.", told.get("DO RACH.", ""))).split()),
        paid_to=told.get("ID IPH", ""),
        text=words if code.isdigit() else pieces[0].strip(),
        code=code if code.isdigit() else "",
        bank_reference=told.get("TNR", ""),
    )


def of_words(text: str) -> Details:
    """Netherlands, and banks that follow the recommendations of SWIFT."""
    pieces = WORDS.split(text)
    told: dict[str, str] = {}
    for word, value in zip(pieces[1::2], pieces[2::2], strict=True):
        told[word] = told.get(word) or value.strip(" /")
    return Details(
        message=told.get("USTD") or told.get("REMI") or told.get("PY") or "",
        name=told.get("NAME", ""),
        account=told.get("IBAN", ""),
        bic=told.get("BIC", ""),
        end_to_end_id=given(told.get("EREF", "")),
        reference=told.get("CDTRREF") or told.get("CUR") or "",
        text=told.get("TRTP", ""),
        return_reason=told.get("RTRN", "")[:10],
    )


def of_free_text(found: Field) -> Details:
    """A text that begins with the payer's IBAN names him on that line (ASN, SNS); any other text is all message."""
    account, _, name = found.first.partition(" ")
    if iban.is_valid(account):
        rest = Field(found.tag, found.number, found.lines[1:])
        return Details(message=rest.glued(), name=name.strip(), account=account)
    return Details(message=found.glued())


def of_own_field(found: Field) -> Details:
    """The field :NS:: 01 to 14 the purpose, 15 and 16 the name, 17 what kind, 33 and 34 bank and account."""
    parts: dict[int, str] = {}
    for line in found.lines:
        if line[:2].isascii() and line[:2].isdigit():
            parts.setdefault(int(line[:2]), line[2:].strip())
    return Details(
        message=" ".join(parts[number] for number in range(1, 15) if parts.get(number)),
        name=" ".join(parts[number] for number in (15, 16) if parts.get(number)),
        account=parts.get(33, "") + parts.get(34, ""),
        text=parts.get(17, ""),
    )


def given(text: str) -> str:
    return "" if text.upper() in NOT_GIVEN else text
