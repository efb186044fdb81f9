"""Camt messages for tests: the smallest file that is right, and ways to make it wrong."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from abonent.connectors.camt.reader import read_camt
from abonent.ledger.rules.statement import BankStatement

FILES = Path(__file__).parent / "files"
NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:"


def read(content: bytes | str, name: str = "bank.xml") -> list[BankStatement]:
    return read_camt(BytesIO(content.encode() if isinstance(content, str) else content), name)


def read_own_file(name: str) -> BankStatement:
    """The only statement of one of our own files."""
    [statement] = read((FILES / name).read_bytes(), name)
    return statement


def an_entry(amount: str = "100.00", direction: str = "CRDT", status: str = "<Sts>BOOK</Sts>", inner: str = "") -> str:
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{status}<BookgDt><Dt>2026-11-20</Dt></BookgDt>{inner}</Ntry>'
    )


def a_balance(kind: str, amount: str, direction: str = "CRDT", currency: str = "EUR") -> str:
    return (
        f'<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt>'
        f"<CdtDbtInd>{direction}</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>"
    )


ACCOUNT = "<Acct><Id><IBAN>FI2112345600000785</IBAN></Id><Ccy>EUR</Ccy></Acct>"


def a_statement(*parts: str, account: str = ACCOUNT, number: str = "S1") -> str:
    return f"<Stmt><Id>{number}</Id><CreDtTm>2026-11-20T20:00:00+02:00</CreDtTm>{account}{''.join(parts)}</Stmt>"


def a_message(*statements: str, version: str = "camt.053.001.02", root: str = "BkToCstmrStmt", header: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{NAMESPACE}{version}">\n<{root}>'
        f"<GrpHdr><MsgId>M1</MsgId>{header}</GrpHdr>\n{''.join(statements)}</{root}></Document>"
    )


def a_file(*parts: str) -> str:
    """A statement whose only contents beside its account are `parts`."""
    return a_message(a_statement(*parts))
