"""The text of payment codes, against published examples and read back field by field."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as some

from abonent.billing.rules.payment_qr import (
    PaymentDemand,
    epc_code,
    finnish_bar_code,
    hungarian_code,
    payment_code,
    polish_code,
    swedish_code,
)

SWEDISH = PaymentDemand(
    country="SE",
    payee="Norrskensbladet AB",
    organisation_number="556016-0680",
    account_kind="BG",
    account="5318-0001",
    bic="",
    reference="10000073",
    amount=Decimal("1299.00"),
    vat=Decimal("73.53"),
    currency="SEK",
    invoiced_on=date(2026, 11, 20),
    due_on=date(2026, 12, 20),
)
FINNISH = replace(
    SWEDISH, country="FI", payee="Järvikuu Oy", account_kind="IBAN", account="FI37 1590 3000 0007 76", reference="11112", currency="EUR"
)
POLISH = replace(
    SWEDISH,
    country="PL",
    payee="Wydawnictwo Zorza Sp. z o.o. w Krakowie",
    organisation_number="526-000-12-46",
    account_kind="IBAN",
    account="PL92124012340001567890123456",
    reference="RF561000007",
    amount=Decimal("140.50"),
    currency="PLN",
)
HUNGARIAN = replace(
    SWEDISH,
    country="HU",
    payee="Hajnal Lapkiadó Kft.",
    account_kind="IBAN",
    account="HU42 1177 3016 1111 1018 0000 0000",
    bic="OTPVHUHB",
    reference="RF561000007",
    amount=Decimal("4990.00"),
    currency="HUF",
)


def test_a_swedish_code_is_one_json_object_with_amounts_as_numbers():
    code = swedish_code(SWEDISH)

    assert json.loads(code, parse_float=Decimal) == {
        "uqr": 1,
        "tp": 1,
        "nme": "Norrskensbladet AB",
        "cid": "556016-0680",
        "iref": "10000073",
        "idt": "20261120",
        "ddt": "20261220",
        "due": Decimal("1299.00"),
        "vat": Decimal("73.53"),
        "cur": "SEK",
        "pt": "BG",
        "acc": "5318-0001",
    }


def test_a_payee_with_quotes_leaves_a_swedish_code_readable():
    assert json.loads(swedish_code(replace(SWEDISH, payee='Tidningen "Åtta" \\ AB')))["nme"] == 'Tidningen "Åtta" \\ AB'


@pytest.mark.parametrize(
    ("iban", "amount", "reference", "due_on", "expected"),
    [
        ("FI37 1590 3000 0007 76", "12.25", "11112", date(2016, 12, 21), "437159030000007760000122500000000000000000011112161221"),
        ("FI37 1590 3000 0007 76", "1.10", "RF9811112", date(2017, 1, 1), "537159030000007760000011098000000000000000011112170101"),
        ("FI5810171000000122", "482.99", "55958 22432 94671", date(2012, 1, 31), "458101710000001220004829900000000559582243294671120131"),
        ("FI5810171000000122", "1000000.00", "11112", None, "458101710000001220000000000000000000000000011112000000"),
    ],
)
def test_a_finnish_bar_code_is_that_of_the_published_examples(iban, amount, reference, due_on, expected):
    assert finnish_bar_code(iban=iban, amount=Decimal(amount), reference=reference, due_on=due_on) == expected
    assert len(expected) == 54


def test_an_epc_code_is_that_of_the_guidelines():
    """The example of EPC069-12, in version 002, with its amount in two decimals and without its purpose."""
    demand = replace(
        FINNISH,
        payee="Franz Mustermänn",
        account="DE71110220330123456789",
        bic="BHBLDEHHXXX",
        amount=Decimal("12.30"),
        reference="RF18539007547034",
    )

    assert epc_code(demand).split("\n") == [
        "BCD",
        "002",
        "1",
        "SCT",
        "BHBLDEHHXXX",
        "Franz Mustermänn",
        "DE71110220330123456789",
        "EUR12.30",
        "",
        "RF18539007547034",
    ]


def test_a_viite_goes_into_an_epc_code_as_its_rf_reference_and_other_words_as_text():
    assert epc_code(FINNISH).split("\n")[9:] == ["RF9811112"]
    assert epc_code(replace(FINNISH, reference="Lasku 17 / 2026")).split("\n")[9:] == ["", "Lasku 17 / 2026"]


def test_a_polish_code_has_nine_fields_with_the_amount_in_grosze():
    assert polish_code(POLISH) == "5260001246|PL|92124012340001567890123456|014050|Wydawnictwo Zorza Sp|RF561000007|||"
    assert len(polish_code(POLISH)) <= 160


def test_an_amount_too_large_for_a_polish_code_is_left_to_the_payer():
    assert polish_code(replace(POLISH, amount=Decimal("9999.99"))).split("|")[3] == "999999"
    assert polish_code(replace(POLISH, amount=Decimal("10000.00"))).split("|")[3] == "000000"


def test_what_is_no_tax_number_stays_out_of_a_polish_code():
    assert polish_code(replace(POLISH, organisation_number="0000123456")).split("|")[0] == ""


@pytest.mark.parametrize(
    ("due_on", "valid_until"), [(date(2026, 12, 20), "20270218235959+1"), (date(2026, 5, 1), "20260630235959+2")], ids=["winter", "summer"]
)
def test_a_hungarian_code_has_seventeen_ended_fields_and_lives_sixty_days_beyond_the_due_day(due_on, valid_until):
    fields = hungarian_code(replace(HUNGARIAN, due_on=due_on)).split("\n")

    assert fields == [
        *(
            "HCT",
            "001",
            "1",
            "OTPVHUHBXXX",
            "Hajnal Lapkiadó Kft.",
            "HU42117730161111101800000000",
            "HUF4990",
            valid_until,
            "",
            "RF561000007",
        ),
        *("", "", "RF561000007", "", "", "", "", ""),
    ]


@pytest.mark.parametrize(
    ("demand", "beginning"),
    [
        (SWEDISH, '{"uqr":1'),
        (FINNISH, "BCD\n002"),
        (POLISH, "5260001246|PL|"),
        (HUNGARIAN, "HCT\n001"),
        (replace(SWEDISH, country="EE", currency="EUR", account_kind="IBAN", account="FI3715903000000776"), "BCD\n002"),
    ],
)
def test_an_invoice_carries_the_code_that_banks_of_its_country_read(demand, beginning):
    code = payment_code(demand)

    assert code.startswith(beginning)
    assert segno.make(code, error="m", micro=False).version <= 13


@pytest.mark.parametrize(
    "demand",
    [
        replace(SWEDISH, amount=Decimal("0.00")),
        replace(SWEDISH, amount=Decimal("-10.00")),
        replace(SWEDISH, currency="USD", account_kind="IBAN", account="SE3550000000054910000003"),
        replace(HUNGARIAN, amount=Decimal("4990.50")),
        replace(HUNGARIAN, bic=""),
        replace(SWEDISH, country="NO", currency="NOK"),
    ],
)
def test_where_no_code_fits_there_is_none(demand):
    assert payment_code(demand) is None


@pytest.mark.parametrize(
    ("make", "demand"),
    [
        (swedish_code, replace(SWEDISH, account_kind="KONTO")),
        (epc_code, replace(FINNISH, account="FI3715903000000777")),
        (epc_code, replace(FINNISH, amount=Decimal("1000000000.00"))),
        (polish_code, replace(POLISH, account="FI3715903000000776")),
        (hungarian_code, replace(HUNGARIAN, amount=Decimal("0.50"))),
    ],
)
def test_what_a_format_cannot_say_is_not_made(make, demand):
    with pytest.raises(ValueError):  # noqa: PT011
        make(demand)


@given(payee=some.text(max_size=200), cents=some.integers(min_value=1, max_value=99_999_999))
def test_no_name_or_amount_breaks_the_fields(payee, cents):
    amount = Decimal(cents).scaleb(-2)

    assert json.loads(swedish_code(replace(SWEDISH, payee=payee, amount=amount)), parse_float=Decimal)["due"] == amount
    assert polish_code(replace(POLISH, payee=payee, amount=amount)).count("|") == 8
    assert hungarian_code(replace(HUNGARIAN, payee=payee, amount=Decimal(cents))).count("\n") == 17
