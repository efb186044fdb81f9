"""What is read of tables by a mapping."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from abonent.connectors.bank_csv.layout import DAY_ORDERS, KNOWN, Layout
from abonent.connectors.bank_csv.reader import OwnAccount
from abonent.connectors.bank_csv.refusals import CannotReadTable
from abonent.connectors.bank_csv.tests.tables import LAYOUT, TABLE, read_table
from abonent.connectors.bank_csv.values import amount_of, day_of
from abonent.connectors.line_files.refusals import Unreadable

SAMPLES = Path(__file__).parents[6] / "shared" / "standards" / "samples" / "bank-csv"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample files (../shared/standards/samples) are not on this machine")


def with_columns(**columns: str) -> Layout:
    return replace(LAYOUT, columns=columns)


def test_each_row_is_a_movement():
    statement = read_table()

    assert [(entry.booked_on, entry.amount, entry.structured_reference, entry.counterpart_name) for entry in statement.entries] == [
        (date(2026, 11, 20), Decimal("1299.00"), "1048220", "Åsa Öberg"),
        (date(2026, 11, 20), Decimal("-300.50"), "", "Tryckeriet"),
        (date(2026, 11, 21), Decimal("100.00"), "1048238", "Björk & Söner"),
    ]
    assert statement.entries[1].unstructured == "Faktura 77; två rader"
    assert (statement.totals.credit, statement.totals.debit) == (Decimal("1399.00"), Decimal("300.50"))
    assert (statement.opening.amount, statement.closing.amount) == (Decimal("1000.00"), Decimal("2098.50"))
    assert (statement.starts_on, statement.ends_on) == (date(2026, 11, 20), date(2026, 11, 21))


def test_the_latest_row_may_come_first():
    table = "D;A;S\n2026-11-21;10,00;25,00\n2026-11-20;5,00;15,00\n"
    statement = read_table(table, with_columns(booked_on="D", amount="A", balance="S"))

    assert (statement.opening.amount, statement.closing.amount) == (Decimal("10.00"), Decimal("25.00"))


def test_a_table_in_utf8_is_read_and_said():
    statement = read_table(TABLE.encode())

    assert statement.entries[0].counterpart_name == "Åsa Öberg"
    assert [warning.code for warning in statement.warnings] == ["lines.read_as_utf8"]


def test_money_in_and_money_out_may_have_columns_of_their_own():
    table = "D;In;Ut\n2026-11-20;10,00;\n2026-11-20;;3,00\n2026-11-20;0,00;-4,00\n"

    assert [entry.amount for entry in read_table(table, with_columns(booked_on="D", money_in="In", money_out="Ut")).entries] == [10, -3, -4]


def test_a_word_may_say_that_money_came_in():
    layout = replace(with_columns(booked_on="D", amount="A", direction="K"), direction_in="C")

    assert [entry.amount for entry in read_table("D;A;K\n2026-11-20;10,00;C\n2026-11-20;10,00;D\n", layout).entries] == [10, -10]


def test_rows_of_another_kind_are_passed_by():
    layout = replace(with_columns(booked_on="D", amount="A", row_kind="#3"), payment_rows="20")

    assert [entry.amount for entry in read_table("D;A;\n2026-11-20;10,00;20\n2026-11-20;99,00;82\n", layout).entries] == [10]


def test_a_table_without_rows_is_an_empty_statement():
    assert read_table(TABLE[: TABLE.index("2026-11-20;")]).totals.entries == 0


@pytest.mark.parametrize(
    ("text", "sign", "amount"),
    [
        ("1 299,50", ",", "1299.50"),
        ("1\u00a0299,50", ",", "1299.50"),
        ("1.299,50", ",", "1299.50"),
        ("1,299.50", ".", "1299.50"),
        ("1'299.50", ".", "1299.50"),
        ("-300,5", ",", "-300.50"),
        ("−300", ",", "-300.00"),
        ("300,00-", ",", "-300.00"),
        ("+10,00", ",", "10.00"),
        ("0,100000", ",", "0.10"),
    ],
)
def test_an_amount_is_read_however_the_bank_groups_it(text, sign, amount):
    assert amount_of(text, sign) == Decimal(amount)


@pytest.mark.parametrize("text", ["", "x", "1,299.50", "1.29,50", "12,3456", "1 29,50", "1e3", "NaN", "--1", "1,2,3", "٣"])
def test_what_is_no_amount_with_a_decimal_comma_is_refused(text):
    with pytest.raises(Unreadable):
        amount_of(text, ",")


@given(text=some.text(max_size=20), sign=some.sampled_from(",."))
def test_no_text_makes_an_amount_break(text, sign):
    with suppress(Unreadable):
        amount_of(text, sign)


@given(day=some.dates(min_value=date(1980, 1, 1)), order=some.sampled_from(sorted(DAY_ORDERS)))
def test_a_day_is_read_as_the_mapping_says(day, order):
    written = order.replace("YYYY", f"{day.year:04}").replace("MM", f"{day.month:02}").replace("DD", f"{day.day:02}")

    assert day_of(written, order) == day
    assert day_of(f"{written} 14:30:00", order) == day


@pytest.mark.parametrize(
    ("text", "order"), [("20.11.2026", "YYYY-MM-DD"), ("2026/11/20", "YYYY-MM-DD"), ("2026-02-30", "YYYY-MM-DD"), ("", "YYYYMMDD")]
)
def test_a_day_written_otherwise_is_refused(text, order):
    with pytest.raises(Unreadable):
        day_of(text, order)


@pytest.mark.parametrize(
    ("content", "code", "line", "column"),
    [
        (TABLE.replace("Belopp", "Summa"), "csv.header_missing", 0, 0),
        (TABLE.replace("100,00", "100.00"), "lines.amount_unreadable", 8, 3),
        (TABLE.replace("2026-11-21", "21.11.2026"), "lines.day_unreadable", 8, 1),
        (TABLE.replace("2026-11-21", ""), "lines.day_unreadable", 8, 1),
        (TABLE.replace("1 998,50", "1 998,51"), "csv.balance_differs", 7, 0),
    ],
)
def test_what_does_not_hold_is_refused_with_line_and_column(content, code, line, column):
    with pytest.raises(CannotReadTable) as refused:
        read_table(content)

    assert (refused.value.code, refused.value.parameters["line"], refused.value.parameters["column"]) == (code, line, column)
    assert "Refused:" not in str(refused.value)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"currency": "V"}, "lines.currency_differs"),
        ({"own_account": "K"}, "csv.other_account"),
    ],
)
def test_rows_that_are_not_ours_are_refused(columns, code):
    with pytest.raises(CannotReadTable) as refused:
        read_table("D;A;V;K\n2026-11-20;10,00;EUR;SE1\n", with_columns(booked_on="D", amount="A", **columns))

    assert (refused.value.code, refused.value.parameters["line"]) == (code, 2)


@pytest.mark.parametrize(
    ("columns", "code"),
    [({"amount": "A"}, "csv.nothing_mapped"), ({"booked_on": "D", "amount": "A", "direction": "K"}, "csv.direction_missing")],
)
def test_a_mapping_that_says_too_little_is_refused(columns, code):
    with pytest.raises(CannotReadTable) as refused:
        read_table(layout=with_columns(**columns))

    assert refused.value.code == code


@given(content=some.binary(max_size=300))
def test_what_is_no_table_is_refused_or_holds_nothing(content):
    try:
        read_table(TABLE.encode("cp1252")[:120] + content)
    except CannotReadTable as refusal:
        assert str(refusal).startswith("bank.csv")


# -- samples -------------------------------------------------------------------------------------------------------

OCA = Layout(
    ",",
    "utf-8",
    "MM/DD/YYYY",
    ".",
    {"booked_on": "Date", "message": "Label", "amount": "Amount", "name": "Partner Name", "account": "Bank Account"},
)
WITH_BALANCE = replace(OCA, columns={**OCA.columns, "balance": "Balance"})
DOLLARS = OwnAccount("123", "USD")


def sample(name: str, layout: Layout, account: OwnAccount = DOLLARS):
    return read_table((SAMPLES / name).read_bytes(), layout, account)


@needs_samples
def test_samples_are_read_with_their_own_balances():
    plain = sample("oca-sheet/balance.csv", WITH_BALANCE)
    marked = replace(WITH_BALANCE, columns={**WITH_BALANCE.columns, "direction": "D/C"}, direction_in="C")
    swedbank = sample("swedbank-lt.csv", KNOWN["Swedbank Lietuva"], OwnAccount("LT797300010XXXXXXXXX", "LTL"))

    assert (plain.opening.amount, plain.totals.net, plain.closing.amount) == (Decimal("10.00"), Decimal("1500.00"), Decimal("1510.00"))
    assert sample("oca-sheet/debit_credit.csv", marked).totals == plain.totals
    assert (swedbank.totals.credit, swedbank.totals.debit) == (Decimal("1600.00"), Decimal("541.54"))


@needs_samples
def test_samples_that_contradict_themselves_or_hold_two_currencies_are_refused():
    columns = {name: header for name, header in WITH_BALANCE.columns.items() if name != "amount"}
    apart = replace(WITH_BALANCE, columns={**columns, "money_in": "Credit", "money_out": "Debit"})
    with pytest.raises(CannotReadTable, match="does not follow"):
        sample("oca-sheet/debit_credit_amount.csv", apart)
    for name in ("multi_currency.csv", "sample_statement_en.csv"):
        with pytest.raises(CannotReadTable, match="EUR"):
            sample(f"oca-sheet/{name}", replace(OCA, columns={**OCA.columns, "currency": "Currency"}))


@needs_samples
def test_a_workbook_is_refused_in_words():
    with pytest.raises(CannotReadTable, match="packed file"):
        sample("otp-hu-new-2026-06.xlsx", OCA)
