"""Files as banks, mail programs and people leave them: odd in form, right in content."""

from __future__ import annotations

from decimal import Decimal

import pytest

from abonent.connectors.camt.source import looks_like_camt
from abonent.connectors.camt.tests.messages import a_file, a_message, a_statement, an_entry, read

PAYER = "<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Åke Ölänen</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>"
MESSAGE = a_file(an_entry(inner=PAYER))
BODY = MESSAGE.partition("?>")[2].strip()


def declared(encoding: str) -> str:
    return MESSAGE.replace("UTF-8", encoding)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\xef\xbb\xbf" + MESSAGE.encode(), id="byte order mark"),
        pytest.param(b" \r\n\t\n" + MESSAGE.encode(), id="blanks before the declaration"),
        pytest.param(BODY.encode(), id="no declaration"),
        pytest.param(MESSAGE.encode() + b"\n\n\x1a", id="closing Ctrl-Z"),
        pytest.param(MESSAGE.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(declared("ISO-8859-1").encode("iso-8859-1"), id="Latin-1 and says so"),
        pytest.param(declared("ISO-8859-15").encode("iso-8859-15"), id="Latin-9 and says so"),
        pytest.param(declared("UTF-16").encode("utf-16"), id="UTF-16 and says so"),
        pytest.param(declared("UTF-8").encode("utf-16"), id="UTF-16 and says UTF-8"),
        pytest.param(declared("utf-16").encode(), id="UTF-8 and says UTF-16"),
        pytest.param(declared("ISO-8859-1").encode(), id="UTF-8 and says Latin-1"),
        pytest.param(declared("UTF-8").encode("cp1252"), id="Windows letters and says UTF-8"),
        pytest.param(declared("x-unheard-of").encode(), id="UTF-8 and says something unknown"),
        pytest.param(f"<Envelope xmlns='soap'><Body>{BODY}</Body></Envelope>".encode(), id="in a SOAP envelope"),
        pytest.param(f"<BizMsgEnvlp><AppHdr><Fr>x</Fr></AppHdr>{BODY}</BizMsgEnvlp>".encode(), id="with a business header"),
        pytest.param(f"<AppHdr xmlns='head'><Fr/></AppHdr>{BODY}".encode(), id="header and document side by side"),
    ],
)
def test_the_payment_and_its_letters_are_read(content):
    [statement] = read(content)

    assert [(line.amount, line.counterpart_name) for line in statement.entries] == [(Decimal("100.00"), "Åke Ölänen")]


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1"])
def test_a_wrong_encoding_is_said(encoding):
    content = declared("UTF-8").encode(encoding)

    [warning] = [each for each in read(content)[0].warnings if each.code == "camt.encoding_guessed"]

    assert warning.parameters == {"declared": "UTF-8", "used": "cp1252"}


def test_several_messages_in_one_file_are_all_read():
    second = a_message(a_statement(an_entry("7.00"), number="S2"))
    statements = read(MESSAGE + "\n" + second)

    assert [(each.statement_id, each.totals.credit) for each in statements] == [("S1", Decimal("100.00")), ("S2", Decimal("7.00"))]
    assert "camt.several_documents" in [warning.code for warning in statements[1].warnings]


def test_a_file_larger_than_one_piece_is_read_whole_whatever_is_split():
    content = a_file(*(an_entry("1.00", inner=PAYER.replace("Ölänen", f"Ö &amp; {number}")) for number in range(3_000)))
    [statement] = read(content)

    assert statement.totals.credit == Decimal("3000.00")
    assert statement.entries[2_999].counterpart_name == "Åke Ö & 2999"


@pytest.mark.parametrize(
    ("head", "is_camt"),
    [
        (MESSAGE.encode(), True),
        (MESSAGE.encode("utf-16"), True),
        (b"\xef\xbb\xbf \n" + MESSAGE.encode(), True),
        (f"<Envelope><Body>{BODY}</Body></Envelope>".encode(), True),
        (b'<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03">', False),
        (b":20:STARTUMSE\r\n:25:camt.053.001.02", False),
        (b"PK\x03\x04camt.053.001.02", False),
        (b"", False),
    ],
)
def test_a_camt_file_is_known_by_its_beginning(head, is_camt):
    assert looks_like_camt(head) is is_camt
