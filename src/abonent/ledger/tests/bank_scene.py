"""A morning at the bank: customers who owe, one who has paid before, and a notification (camt.054) with what nobody can match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.sax.saxutils import escape

from abonent.customers.models import Customer
from abonent.customers.testing import a_customer, an_organisation
from abonent.ledger.models import BankLine
from abonent.ledger.operations import Share, accept_bank_line, import_bank_file
from abonent.ledger.testing import BANKGIRO, a_receivable, an_entity
from abonent.organisation.models import LegalEntity

DAY = "2026-07-09"


@dataclass(frozen=True)
class Scene:
    """The seller, and those whose money comes."""

    norrvik: LegalEntity
    anna: Customer
    bygg: Customer
    karin: Customer


def a_morning() -> Scene:
    """Anna owes two invoices and has paid from her account before; others owe one each."""
    norrvik = an_entity()
    anna = a_customer("Anna", "Lindqvist")
    bygg = an_organisation("Bergströms Bygg AB")
    karin = a_customer("Karin", "Wikström")
    a_customer("Anna", "Lindkvist")
    for number, (amount, on) in enumerate((("2649.00", "2026-01-21"), ("2717.00", "2026-05-21")), start=1):
        a_receivable(anna, amount, entity=norrvik, reference=f"10488202{number}7", due_on=on, opened_on=on)
        take_in([{"amount": amount, "name": "LINDQVIST ANNA", "account": "83279412"}], number=f"E{number}", day=on)
        accept(anna)
    a_receivable(anna, "359.00", entity=norrvik, number="2026-118403", due_on="2026-06-30", reference="1184031")
    a_receivable(anna, "2717.00", entity=norrvik, number="2026-131002", reference="1310027")
    a_receivable(bygg, "28776.00", entity=norrvik, number="2026-130991", reference="1048820776")
    a_receivable(karin, "2717.00", entity=norrvik, number="2026-130442", due_on="2026-07-10", reference="1304423")
    for number, name in enumerate(("Maja", "Sven", "Lars")):
        customer = a_customer(name, "Sandberg")
        a_receivable(customer, "1249.00", entity=norrvik, number=f"2026-12500{number}", reference=f"200000{number}6")
    return Scene(norrvik, anna, bygg, karin)


def take_in(lines: list[dict[str, str]], *, number: str, day: str = DAY) -> None:
    """Import a file without matching it."""
    import_bank_file(content=BytesIO(a_camt(lines, number=number, day=day)), name=f"{number}.xml", actor=None)


def accept(customer: Customer) -> None:
    """Book the only unknown line as a customer's payment."""
    line = BankLine.objects.get(unknown__isnull=False)
    accept_bank_line(bank_line=line, shares=[Share(customer, Decimal(line.amount))], actor=None, today=date(2026, 7, 8))


MATCHED = [
    {"amount": "1249.00", "reference": "20000006", "name": "SANDBERG MAJA"},
    {"amount": "1249.00", "reference": "20000016", "name": "SANDBERG SVEN"},
    {"amount": "1249.00", "reference": "20000026", "name": "SANDBERG LARS"},
]
UNKNOWN = [
    {"amount": "3076.00", "name": "LINDQVIST ANNA", "account": "83279412", "text": "2026-118403 och ny faktura"},
    {"amount": "28776.00", "name": "BERGSTROMS BYGG AB", "reference": "1048820771", "account": "51112223"},
    {"amount": "2700.00", "name": "WIKSTRÖM K", "account": "77778888"},
]


def a_camt(lines: list[dict[str, str]], *, number: str = "N1", day: str = DAY) -> bytes:
    """A notification for the bankgiro, as a bank would write it."""
    entries = "".join(_entry(place, line, day) for place, line in enumerate(lines, start=1))
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>{number}</MsgId><CreDtTm>{day}T06:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>{number}</Id><CreDtTm>{day}T06:00:00</CreDtTm>
<Acct><Id><Othr><Id>{BANKGIRO}</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id><Ccy>SEK</Ccy></Acct>
{entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>""".encode()


def _entry(place: int, line: dict[str, str], day: str) -> str:
    amount = Decimal(line["amount"])
    direction = "CRDT" if amount > 0 else "DBIT"
    party = "Dbtr" if amount > 0 else "Cdtr"
    account = f"<{party}Acct><Id><Othr><Id>{line['account']}</Id></Othr></Id></{party}Acct>" if "account" in line else ""
    structured = f"<Strd><CdtrRefInf><Ref>{line['reference']}</Ref></CdtrRefInf></Strd>" if "reference" in line else ""
    text = f"<Ustrd>{escape(line['text'])}</Ustrd>" if "text" in line else ""
    return f"""<Ntry><NtryRef>{place}</NtryRef><Amt Ccy="SEK">{abs(amount)}</Amt><CdtDbtInd>{direction}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>{day}</Dt></BookgDt><BkTxCd><Prtry><Cd>PMNT</Cd></Prtry></BkTxCd><NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
<Amt Ccy="SEK">{abs(amount)}</Amt><CdtDbtInd>{direction}</CdtDbtInd>
<RltdPties><{party}><Pty><Nm>{escape(line["name"])}</Nm></Pty></{party}>{account}</RltdPties>
<RmtInf>{text}{structured}</RmtInf></TxDtls></NtryDtls></Ntry>"""
