"""A file that cannot be trusted is refused whole, with file, line, place and cure."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest

from abonent.connectors.camt import reader, source
from abonent.connectors.camt.refusals import CURES, WARNINGS, CannotReadStatement
from abonent.connectors.camt.tests.messages import a_balance, a_file, a_message, a_statement, an_entry, read


def refusal(content: bytes | str) -> CannotReadStatement:
    with pytest.raises(CannotReadStatement) as caught:
        read(content, "november.xml")
    return caught.value


def zipped(content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("november.xml", content)
    return buffer.getvalue()


def summary(inner: str) -> str:
    return f"<TxsSummry>{inner}</TxsSummry>"


def a_listed(amount: str) -> str:
    return an_entry(inner=f'<NtryDtls><TxDtls/><TxDtls><Amt Ccy="EUR">{amount}</Amt></TxDtls></NtryDtls>')


GOOD = an_entry("100.00")
OPENING = a_balance("OPBD", "10.00")


@pytest.mark.parametrize(
    ("parts", "code", "place"),
    [
        ([GOOD, an_entry("1,00")], "camt.amount_unreadable", "Stmt[1]/Ntry[2]/Amt"),
        ([an_entry("-1.00")], "camt.amount_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("1e3")], "camt.amount_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("NaN")], "camt.amount_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("1 000.00")], "camt.amount_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("١٠٠")], "camt.amount_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("")], "camt.amount_missing", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("1000000000000.00")], "camt.amount_too_large", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry("1.005")], "camt.amount_too_fine", "Stmt[1]/Ntry[1]/Amt"),
        ([GOOD.replace("EUR", "euro")], "camt.currency_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([GOOD.replace(' Ccy="EUR"', "")], "camt.currency_unreadable", "Stmt[1]/Ntry[1]/Amt"),
        ([GOOD, GOOD.replace("EUR", "SEK")], "camt.currency_differs", "Stmt[1]/Ntry[2]/Amt"),
        ([GOOD.replace("CRDT", "")], "camt.direction_missing", "Stmt[1]/Ntry[1]/CdtDbtInd"),
        ([an_entry(direction="PLUS")], "camt.direction_unreadable", "Stmt[1]/Ntry[1]/CdtDbtInd"),
        ([an_entry(inner="<CdtDbtInd>DBIT</CdtDbtInd>")], "camt.ambiguous", "Stmt[1]/Ntry[1]/CdtDbtInd"),
        ([an_entry(inner='<Amt Ccy="EUR">200.00</Amt>')], "camt.ambiguous", "Stmt[1]/Ntry[1]/Amt"),
        ([an_entry(inner="<RvslInd>perhaps</RvslInd>")], "camt.yes_no_unreadable", "Stmt[1]/Ntry[1]/RvslInd"),
        ([GOOD.replace("2026-11-20", "2026-02-30")], "camt.day_unreadable", "Stmt[1]/Ntry[1]/BookgDt"),
        ([GOOD.replace("2026-11-20", "20.11.2026")], "camt.day_unreadable", "Stmt[1]/Ntry[1]/BookgDt"),
        ([GOOD, a_listed("7,5")], "camt.amount_unreadable", "Stmt[1]/Ntry[2]/NtryDtls/TxDtls[2]/Amt"),
        ([GOOD, "<Sub>" + GOOD + "</Sub>"], "camt.misplaced", "Stmt[1]/Ntry[2]"),
        ([OPENING, a_balance("CLBD", "1l0.00"), GOOD], "camt.amount_unreadable", "Stmt[1]/Bal[2]/Amt"),
        ([OPENING, a_balance("CLBD", "110.01"), GOOD], "camt.balance_differs", "Stmt[1]/Bal[2]/Amt"),
        ([OPENING, a_balance("CLBD", "110.00", "DBIT"), GOOD], "camt.balance_differs", "Stmt[1]/Bal[2]/Amt"),
        ([OPENING, a_balance("CLBD", "110.00", currency="SEK"), GOOD], "camt.currency_differs", "Stmt[1]/Bal[2]/Amt"),
        (
            [summary("<TtlNtries><NbOfNtries>3</NbOfNtries></TtlNtries>"), GOOD],
            "camt.count_differs",
            "Stmt[1]/TxsSummry/TtlNtries/NbOfNtries",
        ),
        (
            [summary("<TtlCdtNtries><NbOfNtries>1</NbOfNtries><Sum>100.01</Sum></TtlCdtNtries>"), GOOD],
            "camt.sum_differs",
            "Stmt[1]/TxsSummry/TtlCdtNtries/Sum",
        ),
        (
            [summary("<TtlDbtNtries><NbOfNtries>none</NbOfNtries></TtlDbtNtries>"), GOOD],
            "camt.count_unreadable",
            "Stmt[1]/TxsSummry/TtlDbtNtries/NbOfNtries",
        ),
    ],
)
def test_what_is_wrong_with_money_is_refused_at_its_place(parts, code, place):
    refused = refusal(a_file(*parts))

    assert (refused.code, refused.parameters["place"]) == (code, place)
    assert str(refused).startswith(f"november.xml, line 4, {place}: ")


def test_the_line_of_the_wrong_element_is_named():
    content = a_file("\n\n\n", an_entry("1,00").replace("<Amt", "\n<Amt"))

    assert refusal(content).parameters["line"] == 8


def test_the_second_statement_is_counted_as_such():
    content = a_message(a_statement(an_entry()), a_statement(an_entry(), an_entry("x")))

    assert refusal(content).parameters["place"] == "Stmt[2]/Ntry[2]/Amt"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "camt.empty"),
        (b" \n\t ", "camt.empty"),
        (zipped(a_file(GOOD)), "camt.archive"),
        (gzip.compress(a_file(GOOD).encode()), "camt.archive"),
        (b"%PDF-1.7 ...", "camt.archive"),
        (b"date;amount\n2026-11-20;100,00\n", "camt.not_xml"),
        (b":20:START\r\n:25:SE123\r\n", "camt.not_xml"),
        (b"<html><body>Please log in</body></html>", "camt.not_camt"),
        (a_message("<OrgnlGrpInfAndSts/>", version="pain.002.001.03", root="CstmrPmtStsRpt"), "camt.not_camt"),
        (a_message(), "camt.no_statement"),
        (a_file(GOOD)[:-40], "camt.broken"),
        (a_file(GOOD).replace("</Stmt>", ""), "camt.broken"),
        (a_file(GOOD).encode().replace(b"S1", b"S\x001"), "camt.broken"),
        (a_file(GOOD).encode("utf-16")[:-1], "camt.undecodable"),
        (a_file("<a>" * 300 + "</a>" * 300), "camt.broken"),
        (a_file().replace("<IBAN>FI2112345600000785</IBAN>", "<IBAN/>"), "camt.account_missing"),
        (
            a_message(a_statement(GOOD).replace("Stmt>", "Rpt>").replace("<Sts>BOOK</Sts>", ""), root="BkToCstmrAcctRpt"),
            "camt.status_missing",
        ),
        (a_message(a_statement(GOOD), root="BkToCstmrAcctRpt"), "camt.misplaced"),
        (a_file("x" * 3_000_000), "camt.piece_too_large"),
        (a_file("<a " + " ".join(f'b{number}=""' for number in range(300_000)) + "/>"), "camt.piece_too_large"),
    ],
)
def test_what_is_no_readable_bank_file_is_refused_in_clear_words(content, code):
    refused = refusal(content)

    assert refused.code == code
    assert str(refused).startswith("november.xml")


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE Document SYSTEM "bank.dtd">',
        '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        "<!doctype Document>",
    ],
)
def test_a_document_type_is_never_read(declaration):
    content = a_file(GOOD).replace("\n<Document", f"\n\n{declaration}\n<Document")

    refused = refusal(content)

    assert (refused.code, refused.parameters["line"]) == ("camt.doctype", 3)


def test_an_entity_is_never_replaced():
    refused = refusal(a_file(an_entry("1&zeros;")))

    assert (refused.code, refused.parameters["found"]) == ("camt.amount_unreadable", "1&zeros;")


def test_limits_hold(monkeypatch):
    monkeypatch.setattr(reader, "LINE_LIMIT", 3)
    assert refusal(a_file(*[GOOD] * 4)).code == "camt.too_many"

    monkeypatch.setattr(reader, "STATEMENT_LIMIT", 1)
    assert refusal(a_message(a_statement(), a_statement())).code == "camt.too_many"

    monkeypatch.setattr(source, "SIZE_LIMIT", 100)
    assert refusal(a_file(GOOD)).code == "camt.too_large"


def test_parts_that_nobody_reads_may_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(reader, "PILE_CHECK", 1_000)
    monkeypatch.setattr(reader, "PILE_LIMIT", 5_000)

    assert refusal(a_file(GOOD, "<Bal/>" * 200_000)).code == "camt.piece_too_large"


def test_every_sentence_can_be_said():
    parameters = dict.fromkeys(
        [
            "kind",
            "found",
            "problem",
            "encoding",
            "size",
            "limit",
            "currency",
            "expected",
            "stated",
            "opening",
            "booked",
            "declared",
            "used",
            "day",
        ],
        "…",
    )
    for code in CannotReadStatement.sentences:
        sentence = str(CannotReadStatement(code, file="f.xml", line=1, place="Stmt[1]", **parameters))
        assert sentence.startswith("f.xml, line 1, Stmt[1]: ")
    for sentence in WARNINGS.values():
        assert str(sentence) % parameters
    assert set(CURES) <= set(CannotReadStatement.sentences)
