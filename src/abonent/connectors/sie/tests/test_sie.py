"""SIE 4I as an independent reader finds it, and that reader on the files of other programs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from abonent.connectors.sie.tests.reader import checksum, read_sie
from abonent.connectors.sie.writer import write_sie
from abonent.ledger.rules.voucher import AccountName, Batch, ObjectName, Remark, Told, Voucher, VoucherLine

SAMPLES = Path(__file__).parents[5].parent / "shared" / "standards" / "samples" / "sie"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files (../shared/standards) are not on this machine")

# What type 4I must have, in this order.
DEMANDED = ["#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN"]
# Broken on purpose by the authors of a parser: a line without its amount; vouchers that do not sum to zero.
BROKEN = {"BLBLOV_SIE4_UTF_8_with_faulty_transaction.SI"}
CROOKED = {"XE_SIE_4_20151125095119.SE": 1, "testWrite.se": 1, "transaktioner_ovnbolag-bad-balance.se": 1}

INVOICE = Voucher(
    7,
    date(2026, 7, 31),
    "Faktura 1001",
    (
        VoucherLine("1510", Decimal("359.00")),
        VoucherLine("2631", Decimal("-20.32")),
        VoucherLine("3011", Decimal("-338.68"), ((1, "north"), (6, "NP"))),
    ),
)


def a_batch(company: str = "Norrviks Tidning AB", **said) -> Batch:
    accounts = [
        AccountName("1510", "Kundfordringar", "asset"),
        AccountName("2631", "Utgående moms 6 %", "liability"),
        AccountName("3011", "Försäljning", "revenue"),
    ]
    objects = [ObjectName(1, "north", "Norra redaktionen"), ObjectName(6, "NP", "Norrposten")]
    around = {"company_number": "556677-8899", "currency": "SEK", "number": 3, "made_on": date(2026, 8, 1), "version": "1.0", "series": "B"}
    return Batch(company=company, **{**around, "accounts": accounts, "objects": objects, **said})


def written(batch: Batch, *vouchers: Voucher) -> tuple[bytes, Told]:
    told = Told()
    return b"".join(write_sie(batch, vouchers, told)), told


@needs_samples
@pytest.mark.parametrize("path", sorted(path for path in SAMPLES.rglob("*") if path.is_file()), ids=lambda path: path.name)
def test_the_reader_reads_what_other_programs_wrote(path: Path):
    if path.name in BROKEN:
        with pytest.raises(ValueError, match="not enough values"):
            read_sie(path.read_bytes())
        return
    file = read_sie(path.read_bytes())
    crooked = [voucher for voucher in file.vouchers if sum(line.amount for line in voucher.lines)]
    assert len(crooked) == CROOKED.get(path.name, 0)


@needs_samples
def test_the_reader_finds_vouchers_objects_and_letters_in_them():
    file = read_sie((SAMPLES / "vendors" / "Sie4.si").read_bytes())
    assert file.of("#FNAMN") == [["Testföretaget AB"]] and len(file.vouchers) == 165
    many = read_sie((SAMPLES / "sie4sdk" / "Sie4I1.SI").read_bytes())
    assert {1, 6} <= {dimension for voucher in many.vouchers for line in voucher.lines for dimension in line.objects}


@needs_samples
def test_the_checksum_is_that_of_other_programs():
    carrying = [path for path in SAMPLES.rglob("*") if path.is_file() and b"#KSUMMA" in path.read_bytes()]
    assert len(carrying) == 4
    for path in carrying:
        assert read_sie(path.read_bytes()).of("#KSUMMA")[-1] == [str(checksum(path.read_bytes()))], path.name


def test_a_file_carries_its_checksum():
    content, _told = written(a_batch('Tidningen "Nu" Ő'), INVOICE)
    assert read_sie(content).of("#KSUMMA") == [[], [str(checksum(content))]]
    assert content.splitlines()[1] == b"#KSUMMA"


def test_a_file_has_the_records_of_its_type_in_their_order():
    content, _told = written(a_batch(), INVOICE)
    file = read_sie(content)
    labels = [label for label, _fields in file.records]
    assert [label for label in labels if label in DEMANDED] == DEMANDED
    assert file.of("#FLAGGA") == [["0"]] and file.of("#FORMAT") == [["PC8"]] and file.of("#SIETYP") == [["4"]]
    assert file.of("#GEN") == [["20260801"]] and file.of("#PROGRAM") == [["Abonent", "1.0"]]
    assert file.of("#ORGNR") == [["556677-8899"]] and file.of("#FNAMN") == [["Norrviks Tidning AB"]]
    assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")


def test_accounts_and_objects_are_declared_before_they_are_used():
    file = read_sie(written(a_batch(), INVOICE)[0])
    assert file.of("#KONTO")[1] == ["2631", "Utgående moms 6 %"]
    assert file.of("#KTYP") == [["1510", "T"], ["2631", "S"], ["3011", "I"]]
    assert file.of("#DIM") == [["1", "Kostnadsställe"], ["6", "Projekt"]]
    assert file.of("#OBJEKT") == [["1", "north", "Norra redaktionen"], ["6", "NP", "Norrposten"]]


def test_a_voucher_has_its_series_number_day_text_and_lines_that_sum_to_zero():
    [voucher] = read_sie(written(a_batch(), INVOICE)[0]).vouchers
    assert (voucher.series, voucher.number, voucher.day, voucher.text) == ("B", "7", "20260731", "Faktura 1001")
    assert [(line.account, str(line.amount)) for line in voucher.lines] == [("1510", "359.00"), ("2631", "-20.32"), ("3011", "-338.68")]
    assert sum(line.amount for line in voucher.lines) == 0
    assert voucher.lines[2].objects == {1: "north", 6: "NP"} and voucher.lines[0].objects == {}


def test_a_series_that_nobody_named_is_left_to_the_accounting_program():
    [voucher] = read_sie(written(a_batch(series=""), INVOICE)[0]).vouchers
    assert voucher.series == ""


def test_letters_are_of_code_page_437():
    content, told = written(a_batch("Åsa Öberg & Märta Événement"))
    assert content.count("Åsa Öberg & Märta Événement".encode("cp437")) == 1
    assert not told.remarks


def test_a_letter_that_the_code_page_lacks_loses_its_accent_or_is_a_question_mark_and_is_remarked():
    content, told = written(a_batch("Tőzsde Łódź Õun"))
    assert read_sie(content).of("#FNAMN") == [["Tozsde ?ódz Oun"]]
    assert list(told.remarks.values()) == [Remark("Tőzsde Łódź Õun", "Tozsde ?ódz Oun")]


def test_quotation_marks_and_ends_of_lines_do_not_break_a_record():
    batch = a_batch('Tidningen "Nu"\nAB')
    assert read_sie(written(batch, INVOICE)[0]).of("#FNAMN") == [['Tidningen "Nu" AB']]
