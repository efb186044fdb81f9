"""What stands in the payment code of an invoice: text, not picture. One function per format, and `payment_code` that picks.

Each format is its own little standard; each function names it. All of them refuse with ValueError what the format cannot say, so that no
invoice carries a code that a bank reads wrongly. Amounts are to pay, gross, above zero.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from stdnum import iban as iban_number
from stdnum import iso11649
from stdnum.pl import nip

from abonent.ledger.rules.references import is_viite, make_rf

HUNGARY = ZoneInfo("Europe/Budapest")
HUNGARIAN_CODE_LIVES = timedelta(days=60)  # after the due day: a late payer may still scan it


@dataclass(frozen=True, slots=True)
class PaymentDemand:
    """What an invoice asks for. `account` is a bankgiro or plusgiro number (`account_kind` BG, PG) or an IBAN (IBAN)."""

    country: str
    payee: str
    organisation_number: str
    account_kind: str
    account: str
    bic: str
    reference: str
    amount: Decimal
    vat: Decimal
    currency: str
    invoiced_on: date
    due_on: date


def payment_code(demand: PaymentDemand) -> str | None:
    """The text of the code that banks of the payee's country read; None where there is none, as for a credit note."""
    if demand.amount <= 0:
        return None
    if demand.country == "SE" and demand.currency == "SEK":
        return swedish_code(demand)
    if demand.account_kind != "IBAN":
        return None
    if demand.currency == "PLN":
        return polish_code(demand)
    if demand.currency == "HUF" and demand.bic and demand.amount == int(demand.amount):
        return hungarian_code(demand)
    return epc_code(demand) if demand.currency == "EUR" else None


# -- Sweden --------------------------------------------------------------------------------------------------------


def swedish_code(demand: PaymentDemand) -> str:
    """UsingQR, "Format specification" revision 2 (Visma, June 2014), which Swedish banks' apps scan: one JSON object.

    uqr 1 (version), tp 1 (invoice), nme payee, cid organisation number, iref reference, idt and ddt invoice and due day as YYYYMMDD, due
    and vat amounts with a point, cur, pt account kind (BG, PG, IBAN), acc account.
    """
    if demand.account_kind not in ("BG", "PG", "IBAN"):
        raise ValueError(f"a Swedish payment code knows BG, PG and IBAN, not {demand.account_kind!r}")
    texts = {
        "nme": demand.payee,
        "cid": demand.organisation_number,
        "iref": _bare(demand.reference),
        "idt": f"{demand.invoiced_on:%Y%m%d}",
        "ddt": f"{demand.due_on:%Y%m%d}",
    }
    amounts = {"due": demand.amount, "vat": demand.vat}
    account = {"cur": demand.currency, "pt": demand.account_kind, "acc": demand.account}
    # json has no Decimal, and a float is no amount: the two numbers are written by hand.
    members = [
        '"uqr":1,"tp":1',
        *(f"{json.dumps(name)}:{json.dumps(text, ensure_ascii=False)}" for name, text in texts.items()),
        *(f"{json.dumps(name)}:{amount:.2f}" for name, amount in amounts.items()),
        *(f"{json.dumps(name)}:{json.dumps(text, ensure_ascii=False)}" for name, text in account.items()),
    ]
    return "{" + ",".join(members) + "}"


# -- Finland and the euro area -------------------------------------------------------------------------------------


def finnish_bar_code(*, iban: str, amount: Decimal, reference: str, due_on: date | None) -> str:
    """Finance Finland, "Pankkiviivakoodi-opas": 54 digits, also typed as "virtuaaliviivakoodi".

    Version 4 (viite): 4, account 16, euros 6, cents 2, 000, viite 20, due day YYMMDD. Version 5 (RF): 5, account 16, euros 6, cents 2,
    RF check digits 2, national part 21, due day. An amount above 999,999.99 and no due day are zeros: the payer types them.
    """
    account = iban_number.validate(iban)
    if not account.startswith("FI"):
        raise ValueError(f"a Finnish bar code needs a Finnish IBAN, not {iban!r}")
    cents = int(amount * 100) if 0 < amount < 1_000_000 else 0
    day = f"{due_on:%y%m%d}" if due_on else "000000"
    bare = _bare(reference)
    if iso11649.is_valid(bare) and bare[4:].isdigit():
        return f"5{account[2:]}{cents:08}{bare[2:4]}{bare[4:]:0>21}{day}"
    if is_viite(bare):
        return f"4{account[2:]}{cents:08}000{bare:0>20}{day}"
    raise ValueError(f"a Finnish bar code needs a viite or an RF reference in digits, not {reference!r}")


def epc_code(demand: PaymentDemand) -> str:
    """EPC069-12 version 2.1, "Quick Response Code: guidelines to enable data capture for the initiation of a SCT", version 002, UTF-8.

    Lines: BCD, 002, 1, SCT, BIC (may be empty), payee, IBAN, EUR amount, purpose, structured reference, text. A viite goes as
    the RF reference that stands on it; any other reference that is not RF goes as text.
    """
    bare = _bare(demand.reference)
    if is_viite(bare):
        bare = make_rf(bare)
    structured, text = (bare, "") if iso11649.is_valid(bare) else ("", demand.reference)
    if not Decimal("0.01") <= demand.amount <= Decimal("999999999.99"):
        raise ValueError(f"an EPC code cannot say the amount {demand.amount}")
    lines = [
        *("BCD", "002", "1", "SCT", demand.bic),
        _line(demand.payee, 70),
        iban_number.validate(demand.account),
        f"EUR{demand.amount:.2f}",
        *("", structured, _line(text, 140)),
    ]
    code = "\n".join(lines).rstrip("\n")
    if len(code.encode()) > 331:
        raise ValueError("an EPC code holds 331 bytes")
    return code


# -- Poland --------------------------------------------------------------------------------------------------------


def polish_code(demand: PaymentDemand) -> str:
    """Związek Banków Polskich, "Rekomendacja dotycząca kodu dwuwymiarowego (2D)", version 1.0 of 2013: nine fields, eight `|`.

    NIP 10 (may be empty), PL, account 26, grosze 6, payee 20, title 32, three fields of reserve; 160 characters. Six digits hold no
    more than 9,999.99: a larger amount is zeros, which the payer's bank lets him type.
    """
    account = iban_number.validate(demand.account if demand.account[:2].isalpha() else f"PL{demand.account}")
    if not account.startswith("PL"):
        raise ValueError(f"a Polish payment code needs a Polish account, not {demand.account!r}")
    tax_number = nip.compact(demand.organisation_number)
    grosze = int(demand.amount * 100)
    fields = [
        tax_number if nip.is_valid(tax_number) else "",
        "PL",
        account[2:],
        f"{grosze if grosze <= 999_999 else 0:06}",
        _line(demand.payee.replace("|", " "), 20),
        _line(demand.reference.replace("|", " "), 32),
        *("", "", ""),
    ]
    return "|".join(fields)


# -- Hungary -------------------------------------------------------------------------------------------------------


def hungarian_code(demand: PaymentDemand) -> str:
    """Magyar Nemzeti Bank, "Guidelines on the QR code data entry solution applicable in the instant payment system" (12 July 2019).

    Seventeen fields, each ended by a line feed: HCT, 001, 1 (UTF-8), BIC 11, payee 70, IBAN, HUF amount in whole forints, valid until
    (YYYYMMDDhhmmss and the zone's hours), purpose, message 70, shop, device, invoice 35, customer, transaction, loyalty, check code.
    """
    if demand.amount != int(demand.amount) or demand.amount >= 10**12:
        raise ValueError(f"a Hungarian payment code holds whole forints below 10^12, not {demand.amount}")
    account = iban_number.validate(demand.account)
    if not account.startswith("HU") or len(demand.bic) not in (8, 11):
        raise ValueError("a Hungarian payment code needs a Hungarian IBAN and the BIC of its bank")
    until = datetime.combine(demand.due_on + HUNGARIAN_CODE_LIVES, time(23, 59, 59), HUNGARY)
    offset = until.utcoffset() or timedelta()
    fields = [
        *("HCT", "001", "1", demand.bic.ljust(11, "X")),
        _line(demand.payee, 70),
        account,
        f"HUF{int(demand.amount)}",
        f"{until:%Y%m%d%H%M%S}+{offset // timedelta(hours=1)}",
        "",
        _line(demand.reference, 70),
        *("", "", _line(_bare(demand.reference), 35), "", "", "", ""),
    ]
    code = "".join(f"{field}\n" for field in fields)
    if len(code) > 345:
        raise ValueError("a Hungarian payment code holds 345 characters")
    return code


def _bare(reference: str) -> str:
    return "".join(reference.split())


def _line(text: str, longest: int) -> str:
    """One line of at most so many characters."""
    return " ".join(text.split())[:longest].rstrip()
