"""What a statement says once it has been read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from abonent.connectors.camt.reader import stream_camt
from abonent.connectors.camt.tests.messages import (
    ACCOUNT,
    FILES,
    a_balance,
    a_file,
    a_message,
    a_statement,
    an_entry,
    read,
    read_own_file,
)
from abonent.ledger.rules.statement import AccountNumber, BankEntry, EntryStatus, PaymentReference, StatementKind

VERSIONS = [f"camt.053.001.{number:02}" for number in range(1, 14)]


def codes(statement) -> list[str]:
    return [warning.code for warning in statement.warnings]


def a_detail(amount: str, inner: str = "", direction: str = "") -> str:
    return f'<TxDtls><Amt Ccy="EUR">{amount}</Amt>{direction}{inner}</TxDtls>'


def test_a_swedish_deposit_of_three_payments_becomes_three_lines():
    statement = read_own_file("bankgiro_notification.xml")

    assert statement.kind is StatementKind.NOTIFICATION
    assert statement.account == AccountNumber("53180001", "BGNR")
    assert (statement.totals.entries, statement.totals.lines, statement.totals.credit) == (2, 4, Decimal("2946.00"))
    assert [(line.entry_number, line.part, line.amount) for line in statement.entries] == [
        (1, 1, Decimal("1299.00")),
        (1, 2, Decimal("849.00")),
        (1, 3, Decimal("399.00")),
        (2, 1, Decimal("399.00")),
    ]
    assert statement.warnings == ()


def test_a_swedish_payment_carries_its_ocr_payer_and_the_bankgiro_it_was_paid_to():
    payment = read_own_file("bankgiro_notification.xml").entries[0]

    assert payment.structured_reference == "1000074"
    assert payment.references[0].kind == "SCOR"
    assert (payment.counterpart_name, payment.counterpart_account, payment.counterpart_bic) == (
        "Åsa Öberg",
        "SE3550000000054910000003",
        "ESSESESS",
    )
    assert payment.paid_to_account == "53180001"
    assert payment.bank_reference == "T-1"
    assert payment.end_to_end_id == ""
    assert payment.bank_transaction_code == "PMNT/RCDT/VCOM"
    assert not payment.batch_without_details


def test_a_payment_of_an_invoice_less_a_credit_note_names_both_with_their_amounts():
    payment = read_own_file("bankgiro_notification.xml").entries[1]

    assert payment.references == (
        PaymentReference("1000082", "SCOR", "", "7001", Decimal("999.00")),
        PaymentReference("", "", "", "7002", Decimal("-150.00")),
    )


def test_a_payment_without_reference_keeps_the_words_of_the_payer():
    assert read_own_file("bankgiro_notification.xml").entries[2].unstructured == "Tidningen hösten 2026 kund 4711"


def test_a_deposit_whose_payments_are_not_listed_stays_one_line_and_says_so():
    deposit = read_own_file("bankgiro_notification.xml").entries[3]

    assert deposit.batch_without_details
    assert (deposit.batch.size, deposit.batch.reference) == (2, "INS-18")


def test_a_finnish_statement_carries_viite_and_rf_references_and_its_balances():
    statement = read_own_file("viite_statement.xml")

    assert [line.structured_reference for line in statement.entries[:2]] == ["00000000000012345672", "RF521234567897"]
    assert statement.entries[1].references[0].issuer == "ISO"
    assert (statement.opening.amount, statement.closing.amount) == (Decimal("1000.00"), Decimal("1157.30"))
    assert (statement.totals.credit, statement.totals.debit, statement.totals.net) == (
        Decimal("173.80"),
        Decimal("16.50"),
        Decimal("157.30"),
    )
    assert (statement.starts_on, statement.ends_on) == (date(2026, 11, 20), date(2026, 11, 20))
    assert statement.electronic_sequence == "230"


def test_value_day_and_booking_day_are_kept_apart():
    payment = read_own_file("viite_statement.xml").entries[0]

    assert (payment.booked_on, payment.value_on) == (date(2026, 11, 20), date(2026, 11, 19))


def test_who_pays_for_another_is_told_from_the_other():
    payment = read_own_file("viite_statement.xml").entries[0]

    assert (payment.counterpart_name, payment.ultimate_counterpart_name) == ("Väinö Mäkinen", "Aino Mäkinen")


def test_a_text_over_several_lines_becomes_one():
    assert read_own_file("viite_statement.xml").entries[2].additional_text == "Palvelumaksut marraskuu"


def test_a_returned_payment_names_the_customer_and_the_reason():
    returned = read_own_file("viite_statement.xml").entries[3]

    assert returned.is_reversal
    assert returned.amount == Decimal("-14.90")
    assert (returned.counterpart_name, returned.return_reason, returned.additional_text) == ("Liisa Laine", "AC04", "Tili suljettu")


def test_a_return_whose_parties_the_bank_has_turned_round_still_names_the_customer():
    parties = (
        "<RltdPties><Dbtr><Nm>Our paper</Nm></Dbtr><DbtrAcct><Id><IBAN>FI2112345600000785</IBAN></Id></DbtrAcct>"
        "<Cdtr><Nm>Liisa Laine</Nm></Cdtr></RltdPties>"
    )
    content = a_file(
        an_entry("14.90", "DBIT", inner=f"<RvslInd>true</RvslInd><NtryDtls><TxDtls>{parties}</TxDtls></NtryDtls>"),
    )

    assert read(content)[0].entries[0].counterpart_name == "Liisa Laine"


def test_pending_money_is_shown_but_not_counted():
    statement = read_own_file("viite_statement.xml")

    assert statement.entries[4].status is EntryStatus.PENDING
    assert statement.totals.entries == 4


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_is_read(version):
    status = "<Sts>BOOK</Sts>" if version <= "camt.053.001.06" else "<Sts><Cd>BOOK</Cd></Sts>"
    [statement] = read(a_message(a_statement(an_entry(status=status)), version=version))

    assert statement.message_format == version
    assert (statement.entries[0].amount, statement.entries[0].status) == (Decimal("100.00"), EntryStatus.BOOKED)


@pytest.mark.parametrize(
    ("version", "root", "unit", "kind"),
    [
        ("camt.052.001.01", "BkToCstmrAcctRptV01", "Rpt", StatementKind.REPORT),
        ("camt.052.001.06", "BkToCstmrAcctRpt", "Rpt", StatementKind.REPORT),
        ("camt.053.001.01", "BkToCstmrStmtV01", "Stmt", StatementKind.STATEMENT),
        ("camt.054.001.02", "BkToCstmrDbtCdtNtfctn", "Ntfctn", StatementKind.NOTIFICATION),
    ],
)
def test_reports_statements_and_notifications_are_told_apart(version, root, unit, kind):
    content = a_message(a_statement(an_entry()).replace("Stmt>", f"{unit}>"), version=version, root=root)

    assert read(content)[0].kind is kind


def test_a_message_without_namespace_and_one_with_a_prefix_are_read():
    plain = a_file(an_entry()).replace(' xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"', "")
    prefixed = a_file(an_entry()).replace("xmlns=", "xmlns:c=").replace("</", "</c:")
    prefixed = prefixed.replace("<", "<c:").replace("<c:/c:", "</c:").replace("<c:?xml", "<?xml")

    assert read(plain)[0].message_format == "camt.053"
    assert read(prefixed)[0].entries[0].amount == Decimal("100.00")


def test_listed_payments_that_add_up_are_lines_of_their_own_with_their_own_direction():
    details = a_detail("70.00") + a_detail("50.00") + a_detail("20.00", direction="<CdtDbtInd>DBIT</CdtDbtInd>")
    [statement] = read(a_file(an_entry("100.00", inner=f"<NtryDtls>{details}</NtryDtls>")))

    assert [line.amount for line in statement.entries] == [Decimal("70.00"), Decimal("50.00"), Decimal("-20.00")]
    assert (statement.totals.credit, statement.totals.debit) == (Decimal("100.00"), Decimal("0.00"))


def test_listed_payments_that_do_not_add_up_leave_one_line_and_a_warning():
    reference = "<RmtInf><Strd><CdtrRefInf><Ref>1000074</Ref></CdtrRefInf></Strd></RmtInf>"
    content = a_file(an_entry("100.00", inner=f"<NtryDtls>{a_detail('70.00', reference)}{a_detail('20.00')}</NtryDtls>"))
    [statement] = read(content)

    assert [line.amount for line in statement.entries] == [Decimal("100.00")]
    assert statement.entries[0].batch_without_details
    assert statement.entries[0].structured_reference == "1000074"
    [warning] = [each for each in statement.warnings if each.code == "camt.details_do_not_add_up"]
    assert warning.parameters == {"found": Decimal("90.00"), "stated": Decimal("100.00")}


def test_listed_payments_without_amounts_leave_one_line_and_a_warning():
    [statement] = read(a_file(an_entry(inner="<NtryDtls><TxDtls/><TxDtls/></NtryDtls>")))

    assert len(statement.entries) == 1
    assert "camt.details_without_amounts" in codes(statement)


def test_a_payment_in_another_currency_counts_as_what_was_booked():
    detail = '<TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">110.00</Amt></InstdAmt></AmtDtls></TxDtls>'
    [statement] = read(a_file(an_entry("100.00", inner=f"<NtryDtls>{detail}</NtryDtls>")))

    assert (statement.entries[0].amount, statement.entries[0].currency) == (Decimal("100.00"), "EUR")
    assert "camt.detail_differs" not in codes(statement)


def test_several_statements_for_several_accounts_stay_apart():
    other = "<Acct><Id><Othr><Id>4711</Id></Othr></Id><Ccy>SEK</Ccy></Acct>"
    content = a_message(
        a_statement(an_entry("1.00"), an_entry("2.00")),
        a_statement(an_entry("3.00").replace("EUR", "SEK"), account=other, number="S2"),
    )

    first, second = read(content)

    assert [line.amount for line in first.entries] == [Decimal("1.00"), Decimal("2.00")]
    assert [(line.entry_number, line.amount, line.currency) for line in second.entries] == [(1, Decimal("3.00"), "SEK")]
    assert second.account.number == "4711"


def test_two_equal_payments_are_two():
    assert len(read(a_file(an_entry("50.00"), an_entry("50.00")))[0].entries) == 2


def test_the_order_of_the_parts_does_not_matter():
    parts = [ACCOUNT, an_entry("5.00"), a_balance("CLBD", "15.00"), a_balance("OPBD", "10.00"), "<Id>S9</Id>"]
    [statement] = read(a_message(f"<Stmt>{''.join(reversed(parts))}</Stmt>"))

    assert (statement.statement_id, statement.opening.amount, statement.closing.amount) == ("S9", Decimal("10.00"), Decimal("15.00"))


def test_an_entry_of_a_statement_that_does_not_say_it_is_booked_is_booked_with_one_warning():
    [statement] = read(a_file(an_entry(status=""), an_entry(status="")))

    assert statement.totals.entries == 2
    [warning] = [each for each in statement.warnings if each.code == "camt.status_assumed"]
    assert (warning.times, warning.place) == (2, "Stmt[1]/Ntry[1]/Sts")


def test_an_entry_of_an_unknown_status_is_not_booked():
    [statement] = read(a_file(an_entry(status="<Sts><Prtry>MAYBE</Prtry></Sts>")))

    assert statement.totals.entries == 0
    assert "camt.status_unknown" in codes(statement)


def test_an_entry_without_booking_day_takes_the_value_day_else_that_of_the_statement():
    bare = an_entry().replace("<BookgDt><Dt>2026-11-20</Dt></BookgDt>", "{}")
    content = a_file(bare.format("<ValDt><Dt>2026-11-18</Dt></ValDt>"), bare.format(""))

    [statement] = read(content)

    assert [line.booked_on for line in statement.entries] == [date(2026, 11, 18), date(2026, 11, 20)]
    assert "camt.booking_day_taken" in codes(statement)


def test_the_day_is_the_banks_own_day_whatever_zone_it_names():
    moment = an_entry().replace("<Dt>2026-11-20</Dt>", "<DtTm>2026-11-20T23:30:00-05:00</DtTm>")

    assert read(a_file(moment))[0].entries[0].booked_on == date(2026, 11, 20)


def test_an_over_long_text_is_cut_and_an_ampersand_written_wrongly_is_kept():
    text = "<NtryDtls><TxDtls><RmtInf><Ustrd>Björk & Son " + "x" * 600 + "</Ustrd></RmtInf></TxDtls></NtryDtls>"
    [statement] = read(a_file(an_entry(inner=text)))

    assert statement.entries[0].unstructured.startswith("Björk & Son xxx")
    assert len(statement.entries[0].unstructured) == 500
    assert {"camt.text_cut", "camt.stray_ampersand"} <= set(codes(statement))


def test_a_comment_inside_an_amount_does_not_change_the_amount():
    assert read(a_file(an_entry("10<!-- x -->0.00")))[0].entries[0].amount == Decimal("100.00")


def test_a_balance_without_direction_is_read_as_credit_when_that_is_what_adds_up():
    opening, closing = (
        a_balance(kind, amount).replace("<CdtDbtInd>CRDT</CdtDbtInd>", "") for kind, amount in (("OPBD", "10.00"), ("CLBD", "110.00"))
    )
    [statement] = read(a_file(opening, closing, an_entry()))

    assert statement.closing.amount == Decimal("110.00")
    assert "camt.balance_direction_missing" in codes(statement)


def test_one_page_of_several_is_read_though_its_totals_are_those_of_the_whole():
    pages = "<StmtPgntn><PgNb>2</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>"
    [statement] = read(a_file(pages, "<TxsSummry><TtlNtries><NbOfNtries>900</NbOfNtries></TtlNtries></TxsSummry>", an_entry()))

    assert statement.totals.entries == 1
    assert "camt.page_of_several" in codes(statement)


def test_a_stream_gives_the_lines_first_and_then_their_statement():
    with (FILES / "viite_statement.xml").open("rb") as file:
        items = list(stream_camt(file, "viite_statement.xml"))

    assert [isinstance(item, BankEntry) for item in items] == [True] * 5 + [False]
    assert items[-1].entries == ()
    assert items[-1].totals.lines == 4
