"""What is read of the dialects of MT940."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.line_files.refusals import CannotReadLines
from abonent.connectors.line_files.tests.fixtures import read, read_own
from abonent.connectors.mt940.fields import Field, looks_like_mt940
from abonent.connectors.mt940.values import account_of, booking_day, movement_of
from abonent.ledger.rules.statement import BankEntry, EntryStatus, StatementKind

HEAD = ":20:S1\n:25:DE89370400440532013000\n:28C:1/1\n:60F:C261119EUR100,00\n"
ENTRY = ":61:2611201120C10,00NTRFNONREF//B1\n"


def a_statement(*fields: str, closing: str = "C261120EUR110,00") -> bytes:
    return (HEAD + "".join(fields) + f":62F:{closing}\n-\n").encode()


def an_entry(*fields: str) -> BankEntry:
    [statement] = read("mt940", a_statement(*fields))
    [entry] = statement.entries
    return entry


def moved(text: str):
    return movement_of(Field("61", 1, text.splitlines()), "EUR")


def refused(content: bytes) -> CannotReadLines:
    with pytest.raises(CannotReadLines) as trouble:
        read("mt940", content)
    return trouble.value


# -- dialects of field :86: ----------------------------------------------------------------------------------------


def test_of_mbank_the_virtual_account_the_payer_and_the_title_are_read():
    [statement] = read_own("mt940", "poland.sta")
    entry = statement.entries[0]

    assert entry.paid_to_account == "XX000000001048"
    assert entry.counterpart_account == "27114020040000300201355387"
    assert entry.counterpart_name == "ŁUCJA ŻÓŁĆ UL. ŚWIĘTEGO JANA 4 31-018 KRAKÓW"
    assert (entry.unstructured, entry.additional_text) == ("PRENUMERATA FV 2026/11/77", "TRANSAKCJA IPH")


def test_of_other_polish_banks_parts_behind_a_tilde_are_read():
    entry = read_own("mt940", "poland.sta")[0].entries[1]

    assert entry.unstructured == "RF18 5390 0754 7034 dziękuję"
    assert (entry.counterpart_name, entry.counterpart_account) == ("JAN KOWALSKI UL. DŁUGA 2", "PL27114020040000300201355387")


@pytest.mark.parametrize("sign", ["?", "~", "<", "^", ">"])
def test_any_sign_may_part_the_details(sign):
    details = f":86:020{sign}00PRZELEW{sign}20Faktura 77{sign}32Jan{sign}33Nowak\n"

    assert (an_entry(ENTRY, details).unstructured, an_entry(ENTRY, details).counterpart_name) == ("Faktura 77", "Jan Nowak")


def test_of_german_banks_the_payers_words_are_told_from_his_own_id():
    entry = read_own("mt940", "germany.sta")[0].entries[0]

    assert (entry.end_to_end_id, entry.unstructured) == ("E2E-4711", "Rechnung 1048 Abo Zeitung vielen Dank")
    assert (entry.counterpart_bic, entry.counterpart_account) == ("COBADEFFXXX", "DE89370400440532013000")
    assert entry.counterpart_name == "Jörg Grünewald Söhne"


def test_a_direct_debit_given_back_has_its_reason():
    entry = read_own("mt940", "germany.sta")[0].entries[1]

    assert (entry.amount, entry.is_reversal, entry.return_reason) == (Decimal("-129.00"), True, "914")


def test_of_dutch_banks_words_between_slashes_are_read():
    entry = read_own("mt940", "netherlands.sta")[0].entries[0]

    assert (entry.unstructured, entry.counterpart_name) == ("Abonnement 1048", "Q JANSEN")
    assert (entry.counterpart_account, entry.counterpart_bic, entry.end_to_end_id) == ("NL91ABNA0417164300", "ABNANL2A", "")


def test_a_text_that_begins_with_an_iban_names_the_counterpart():
    entry = read_own("mt940", "netherlands.sta")[0].entries[1]

    assert (entry.counterpart_account, entry.counterpart_name) == ("NL20INGB0001234567", "drukkerij de pers")
    assert entry.unstructured == "Factuur 77"


def test_a_structured_reference_between_slashes_is_the_reference():
    entry = an_entry(ENTRY, ":86:/NAME/Q JANSEN/REMI/STRD/CUR/RF18539007547034/EREF/X1\n")

    assert entry.structured_reference == "RF18539007547034"


def test_of_hungarian_banks_the_own_field_is_read():
    entries = read_own("mt940", "hungary.sta")[0].entries

    assert entries[0].additional_text == "Csoportos átutalás jóváírása"
    assert entries[0].unstructured == "CAB18D1700041116 Előfizetés Őrség Újság"
    assert (entries[1].counterpart_name, entries[1].counterpart_account) == ("Erste Bank", "109180010000004279070017")


def test_a_full_line_goes_on_in_the_next_without_a_blank():
    words = "x" * 60 + "Abo"

    assert an_entry(ENTRY, f":86:{words}\nnnement 77\nDanke\n").unstructured == f"{words}nnement 77 Danke"


def test_several_fields_of_details_are_one():
    assert an_entry(ENTRY, ":86:Faktuur\n:86:1048\n").unstructured == "Faktuur 1048"


def test_a_time_of_day_at_the_beginning_of_a_line_is_no_field():
    assert an_entry(ENTRY, ":86:Kasse 16\n:26:37 Folge 7\n").unstructured == "Kasse 16 :26:37 Folge 7"


def test_words_after_the_closing_balance_are_of_no_payment():
    [statement] = read("mt940", (HEAD + ENTRY + ":62F:C261120EUR110,00\n:86:Zinsen\n-\n").encode())

    assert statement.entries[0].unstructured == ""


# -- movements and balances ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "amount", "is_reversal"),
    [("C", 10, False), ("D", -10, False), ("RC", -10, True), ("RD", 10, True), ("CR", 10, False), ("RCR", -10, True), ("CN", 10, False)],
)
def test_the_mark_tells_the_direction(mark, amount, is_reversal):
    found = moved(f"2611201120{mark}10,00NTRFNONREF")

    assert (found.amount, found.is_reversal) == (amount, is_reversal)


@pytest.mark.parametrize(
    "text", ["2611201120C10,NTRFA//B", "2611201120C10NTRFA//B", "261120    CD10,00NTRFA//B", "2611201120CR\n10,00NTRFA//B"]
)
def test_a_movement_is_read_however_the_bank_writes_it(text):
    found = moved(text)

    assert (found.amount, found.kind, found.reference, found.bank_reference) == (Decimal("10.00"), "NTRF", "A", "B")


@pytest.mark.parametrize(
    ("entry", "value_on", "booked_on"),
    [
        ("1231", date(2027, 1, 2), date(2026, 12, 31)),
        ("0102", date(2026, 12, 31), date(2027, 1, 2)),
        ("1120", date(2026, 11, 19), date(2026, 11, 20)),
    ],
)
def test_the_booking_day_is_the_nearest_to_the_value_day(entry, value_on, booked_on):
    assert booking_day(entry, value_on) == booked_on


def test_without_a_booking_day_the_value_day_is_taken_and_said():
    [statement] = read("mt940", a_statement(":61:261120C10,00NTRFNONREF\n"))

    assert statement.entries[0].booked_on == date(2026, 11, 20)
    assert [warning.code for warning in statement.warnings] == ["mt940.day_moved"]


@pytest.mark.parametrize(
    ("text", "number", "currency"),
    [
        ("PL61109010140000071219812874", "PL61109010140000071219812874", ""),
        ("/PL61109010140000071219812874", "PL61109010140000071219812874", ""),
        ("50880050/0194774600", "508800500194774600", ""),
        ("45050050/76198810", "450500500076198810", ""),
        ("51210600/9223382012EUR", "512106009223382012", "EUR"),
        ("UBRTHUHB/123456789150ABCDEF002/HUF", "123456789150ABCDEF002", "HUF"),
        ("BPHKPLPK/320000546101", "320000546101", ""),
        ("1291.99.348EUR", "1291.99.348", "EUR"),
    ],
)
def test_the_account_is_read_however_the_bank_writes_it(text, number, currency):
    account, stated = account_of(text)

    assert (account.number, stated) == (number, currency)


def test_each_message_is_a_statement_with_its_own_balances():
    first, second = read_own("mt940", "germany.sta")

    assert [each.statement_id for each in (first, second)] == ["00004/001", "00005/001"]
    assert (first.opening.amount, first.closing.amount) == (Decimal("500.00"), Decimal("500.00"))
    assert second.entries == ()


def test_a_report_within_the_day_is_shown_and_not_booked():
    [report] = read_own("mt940", "interim.sta")

    assert (report.kind, report.message_format, report.totals.entries) == (StatementKind.REPORT, "MT942", 0)
    assert [(entry.status, entry.booked_on) for entry in report.entries] == [(EntryStatus.PENDING, None)]
    assert [warning.code for warning in report.warnings] == ["mt940.interim"]


def test_the_encoding_that_was_taken_is_said():
    for name, used in (("poland.sta", "ISO8859-2"), ("hungary.sta", "CP852"), ("germany.sta", "CP1252")):
        [warning] = [each for each in read_own("mt940", name)[0].warnings if each.code == "mt940.encoding_taken"]
        assert warning.parameters == {"used": used}


# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (a_statement(ENTRY, closing="C261120EUR111,00"), "lines.balance_differs", 6),
        (a_statement(ENTRY, closing="C261120USD110,00"), "lines.currency_differs", 6),
        (a_statement(":61:2602300301C10,00NTRFNONREF\n"), "lines.day_unreadable", 5),
        (a_statement(":61:2611201340C10,00NTRFNONREF\n"), "lines.day_unreadable", 5),
        (a_statement(":61:2611201120X10,00NTRFNONREF\n"), "mt940.field_unreadable", 5),
        (a_statement(":61:2611201120C1,0,0NTRFNONREF\n"), "lines.amount_unreadable", 5),
        (a_statement(":61:2611201120C1,005NTRFNONREF\n"), "lines.amount_too_fine", 5),
        (a_statement(":61:2611201120C1000000000000,00NTRFNONREF\n"), "lines.amount_too_large", 5),
        (a_statement(ENTRY, ":60F:C261119EUR100,00\n"), "mt940.field_twice", 6),
        (a_statement(ENTRY, closing="nullnull"), "mt940.field_unreadable", 6),
        (b":20:S1\n:28C:1\n:60F:C261119EUR1,00\n:62F:C261119EUR1,00\n-\n", "lines.account_missing", 1),
        (b":20:S1\n:25:123\n:28C:1\n" + ENTRY.encode() + b"-\n", "lines.currency_missing", 1),
        (b":20:S1\n" + ENTRY.encode(), "mt940.entry_outside", 2),
        (b":20:S1\n:25:123\n", "mt940.no_statement", 0),
    ],
)
def test_what_does_not_hold_is_refused_with_its_line(content, code, line):
    trouble = refused(content)

    assert (trouble.code, trouble.parameters["line"]) == (code, line)
    assert str(trouble).startswith(f"bank.txt, line {line}: " if line else "bank.txt: ")


def test_a_summary_that_does_not_agree_is_refused():
    content = b":20:S1\n:25:123\n:28C:1\n:34F:EUR0,\n:13D:2611201815+0100\n" + ENTRY.encode()

    assert refused(content + b":90C:2EUR10,00\n-\n").code == "lines.count_differs"
    assert refused(content + b":90C:1EUR11,00\n-\n").code == "lines.sum_differs"


@pytest.mark.parametrize(
    ("head", "is_mt940"),
    [
        (HEAD.encode(), True),
        (b"{1:F01X}{2:O940}{4:\r\n:20:X", True),
        (b"ABNANL2A\n940\nABNANL2A\n:20:X", True),
        (HEAD.encode("utf-16"), True),
        (b"<xml>\n:20:", False),
        (b"01BGMAX", False),
        (b"a:20:b", False),
        (b"", False),
    ],
)
def test_a_statement_is_known_by_its_beginning(head, is_mt940):
    assert looks_like_mt940(head) is is_mt940
