"""Where in a message each fact stands, for all versions at once, and the walk that collects them.

The versions differ by a few names (BIC became BICFI, a party's name moved under Pty, a status under Cd), never by
meaning, so one table with all spellings reads them all: `path -> name of the fact`. A fact given twice keeps its first
value; a name ending in `*` collects every value; an amount or a direction given twice with different values is noted under
`AMBIGUOUS`, because choosing would be guessing about money. The walk follows only what is in a table: an address or a tax block
costs nothing, and the order of elements does not matter.

Values: a text fact is a `str`, never empty; an amount is a `(text, currency)` pair; a fact in `ELEMENTS` is the element
itself.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lxml.etree import _Element

Facts = dict[str, Any]
Steps = dict[str, Any]

PARTY_NAME = ("Nm", "Pty/Nm", "Agt/FinInstnId/Nm", "Pty/Agt/FinInstnId/Nm")
ACCOUNT_NUMBER = ("IBAN", "BBAN", "UPIC", "PrtryAcct/Id", "Othr/Id")
BIC = ("BIC", "BICFI", "CmbndId/BIC")


def party(element: str, fact: str) -> dict[str, str]:
    return {f"RltdPties/{element}/{name}": fact for name in PARTY_NAME}


def account(element: str, fact: str) -> dict[str, str]:
    return {f"{element}/Id/{number}": fact for number in ACCOUNT_NUMBER}


def agent(element: str, fact: str) -> dict[str, str]:
    return {f"RltdAgts/{element}/FinInstnId/{bic}": fact for bic in BIC}


TRANSACTION_CODE = {
    "BkTxCd/Domn/Cd": "domain",
    "BkTxCd/Domn/Fmly/Cd": "family",
    "BkTxCd/Domn/Fmly/SubFmlyCd": "subfamily",
    "BkTxCd/Prtry/Cd": "bank_code",
}

DETAIL = {
    "Refs/AcctSvcrRef": "bank_reference",
    "Refs/EndToEndId": "end_to_end_id",
    "Refs/TxId": "transaction_id",
    "Amt": "amount",
    "CdtDbtInd": "direction",
    "AmtDtls/TxAmt/Amt": "transaction_amount",
    "AmtDtls/InstdAmt/Amt": "instructed_amount",
    **TRANSACTION_CODE,
    **party("Dbtr", "debtor"),
    **party("Cdtr", "creditor"),
    **party("UltmtDbtr", "ultimate_debtor"),
    **party("UltmtCdtr", "ultimate_creditor"),
    **account("RltdPties/DbtrAcct", "debtor_account"),
    **account("RltdPties/CdtrAcct", "creditor_account"),
    **agent("DbtrAgt", "debtor_bic"),
    **agent("CdtrAgt", "creditor_bic"),
    "RmtInf/Ustrd": "unstructured*",
    "RmtInf/Strd": "structured*",
    "RtrInf/Rsn/Cd": "return_reason",
    "RtrInf/Rsn/Prtry": "return_reason",
    "RtrInf/RtrRsn/Cd": "return_reason",
    "RtrInf/RtrRsn/Prtry": "return_reason",
    "RtrInf/AddtlInf": "return_text*",
    "RtrInf/AddtlRtrRsnInf": "return_text*",
    "AddtlTxInf": "additional_text",
}

STRUCTURED = {
    "CdtrRefInf/Ref": "reference",
    "CdtrRefInf/CdtrRef": "reference",
    "CdtrRefInf/Tp/CdOrPrtry/Cd": "kind",
    "CdtrRefInf/Tp/CdOrPrtry/Prtry": "kind",
    "CdtrRefInf/Tp/Issr": "issuer",
    "CdtrRefInf/CdtrRefTp/Cd": "kind",
    "CdtrRefInf/CdtrRefTp/Prtry": "kind",
    "CdtrRefInf/CdtrRefTp/Issr": "issuer",
    "RfrdDocInf/Nb": "document",
    "RfrdDocInf/RfrdDocNb": "document",
    "RfrdDocAmt/RmtdAmt": "remitted_amount",
    "RfrdDocAmt/DuePyblAmt": "due_amount",
    "RfrdDocAmt/CdtNoteAmt": "credit_note_amount",
    "AddtlRmtInf": "text*",
}

ENTRY = {
    "NtryRef": "entry_reference",
    "Amt": "amount",
    "CdtDbtInd": "direction",
    "RvslInd": "reversal",
    "Sts": "status",
    "Sts/Cd": "status",
    "Sts/Prtry": "status",
    "BookgDt/Dt": "booked",
    "BookgDt/DtTm": "booked",
    "ValDt/Dt": "value",
    "ValDt/DtTm": "value",
    "AcctSvcrRef": "bank_reference",
    **TRANSACTION_CODE,
    "Btch": "batch*",
    "Btch/MsgId": "batch_reference",
    "Btch/PmtInfId": "batch_reference",
    "Btch/NbOfTxs": "batch_size*",
    "NtryDtls/Btch": "batch*",
    "NtryDtls/Btch/MsgId": "batch_reference",
    "NtryDtls/Btch/PmtInfId": "batch_reference",
    "NtryDtls/Btch/NbOfTxs": "batch_size*",
    "AddtlNtryInf": "additional_text",
}

STATEMENT = {
    "Id": "statement_id",
    "ElctrncSeqNb": "electronic_sequence",
    "LglSeqNb": "legal_sequence",
    "CreDtTm": "created",
    "FrToDt/FrDtTm": "starts",
    "FrToDt/ToDtTm": "ends",
    **{f"{pages}/PgNb": "page" for pages in ("StmtPgntn", "RptPgntn", "NtfctnPgntn")},
    **{f"{pages}/LastPgInd": "last_page" for pages in ("StmtPgntn", "RptPgntn", "NtfctnPgntn")},
    "Acct/Id/IBAN": "iban",
    "Acct/Id/BBAN": "bban",
    "Acct/Id/UPIC": "upic",
    "Acct/Id/PrtryAcct/Id": "account_number",
    "Acct/Id/Othr/Id": "account_number",
    "Acct/Id/Othr/SchmeNm/Cd": "account_scheme",
    "Acct/Id/Othr/SchmeNm/Prtry": "account_scheme",
    "Acct/Ccy": "currency",
    "Acct/Ownr/Nm": "account_owner",
    "Acct/Ownr/Pty/Nm": "account_owner",
    "Bal": "balances*",
    "TxsSummry/TtlNtries/NbOfNtries": "count",
    "TxsSummry/TtlNtries/Sum": "sum",
    "TxsSummry/TtlNtries/TtlNetNtryAmt": "net",
    "TxsSummry/TtlNtries/TtlNetNtry/Amt": "net",
    "TxsSummry/TtlCdtNtries/NbOfNtries": "credit_count",
    "TxsSummry/TtlCdtNtries/Sum": "credit_sum",
    "TxsSummry/TtlDbtNtries/NbOfNtries": "debit_count",
    "TxsSummry/TtlDbtNtries/Sum": "debit_sum",
}

GROUP_HEADER = {
    "MsgId": "message_id",
    "CreDtTm": "created",
    "MsgPgntn/PgNb": "page",
    "MsgPgntn/LastPgInd": "last_page",
}

BALANCE = {
    "Tp/CdOrPrtry/Cd": "kind",
    "Tp/CdOrPrtry/Prtry": "kind",
    "Tp/Cd": "kind",
    "Amt": "amount",
    "CdtDbtInd": "direction",
    "Dt": "on",
    "Dt/Dt": "on",
    "Dt/DtTm": "on",
}

TABLES = {
    "detail": DETAIL,
    "structured": STRUCTURED,
    "entry": ENTRY,
    "statement": STATEMENT,
    "header": GROUP_HEADER,
    "balance": BALANCE,
}
AMOUNTS = frozenset({"Amt", "RmtdAmt", "DuePyblAmt", "CdtNoteAmt"})
ELEMENTS = frozenset({"structured*", "balances*"})
ONCE = frozenset({"amount", "direction"})
TEXT, EVERY_TEXT, AMOUNT, ELEMENT = range(4)
AMBIGUOUS = "ambiguous"
OWN = ""  # under this key a step with further steps keeps the fact that stands in the element itself


@lru_cache(maxsize=256)
def split_name(tag: str) -> tuple[str, str]:
    """Namespace (empty: none) and local name of a qualified name."""
    namespace, _, name = tag.rpartition("}")
    return namespace[1:], name


@lru_cache(maxsize=64)
def steps(table: str, namespace: str) -> Steps:
    """A table as nested steps, keyed by the qualified names of one namespace: a pair is a fact, a dict leads further."""
    root: Steps = {}
    for path, fact in TABLES[table].items():
        *outer, last = (f"{{{namespace}}}{name}" if namespace else name for name in path.split("/"))
        step = root
        for name in outer:
            step = further(step, name)
        found = (fact, kind_of(fact, path.rpartition("/")[2]))
        if isinstance(step.get(last), dict):
            step[last][OWN] = found
        else:
            step[last] = found
    return root


def further(step: Steps, name: str) -> Steps:
    inner = step.get(name, {})
    step[name] = inner if isinstance(inner, dict) else {OWN: inner}
    return step[name]


def kind_of(fact: str, element: str) -> int:
    if fact in ELEMENTS:
        return ELEMENT
    if fact.endswith("*"):
        return EVERY_TEXT
    return AMOUNT if element in AMOUNTS else TEXT


def collect(element: _Element, step: Steps, facts: Facts) -> Facts:
    """Add to `facts` what the table knows below `element`. A hundred thousand entries pass here: no call too many."""
    for child in element:
        inner = step.get(child.tag)
        if inner is None:
            continue
        if inner.__class__ is dict:
            if OWN in inner:
                keep(child, inner[OWN], facts)
            collect(child, inner, facts)
        elif inner[1] == TEXT and inner[0] not in ONCE:
            text = child.text
            if text and inner[0] not in facts and (text := text.strip()):
                facts[inner[0]] = text
        else:
            keep(child, inner, facts)
    return facts


def keep(element: _Element, found: tuple[str, int], facts: Facts) -> None:
    """One fact of any kind."""
    fact, kind = found
    text = (element.text or "").strip()
    if kind == ELEMENT:
        facts.setdefault(fact, []).append(element)
    elif kind == EVERY_TEXT:
        facts.setdefault(fact, []).append(text)
    elif text:
        value = (text, element.get("Ccy")) if kind == AMOUNT else text
        if facts.setdefault(fact, value) != value and fact in ONCE:
            facts[AMBIGUOUS] = split_name(element.tag)[1]
