"""What the Polish tax office is told is what was posted, in the forms it publishes."""

from __future__ import annotations

import io
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from abonent.billing.models import Invoice, OutboxDocument, OutboxRoute
from abonent.billing.operations import credit_invoice
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.connectors.einvoices.testing import a_buyer
from abonent.connectors.einvoices.tests.documents import random_documents
from abonent.connectors.jpk.invoices import write_invoices
from abonent.connectors.jpk.layouts import INVOICE_FIELDS, LAYOUTS, RECORD_FIELDS, rate_code
from abonent.connectors.jpk.particulars import missing, seat
from abonent.connectors.jpk.reading import outside_ksef, sales, sums
from abonent.connectors.jpk.record import write_record
from abonent.connectors.jpk.tests.schemas import INVOICES, MONTH, QUARTER, SAMPLES, as_former_variant, faults
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.ledger.models import JournalLine
from abonent.organisation.models import LegalEntity

pytestmark = pytest.mark.django_db
JULY = {"first": day("2026-07-01"), "latest": day("2026-07-31")}
MADE_AT = datetime(2026, 8, 20, 9, 30, tzinfo=UTC)
NUMBER = "5260001246-20260701-8BEF280C8D35-4D"


def known_to_the_office(entity: LegalEntity) -> LegalEntity:
    LegalEntity.objects.filter(pk=entity.pk).update(
        tax_office="1208", voivodeship="małopolskie", county="Kraków", municipality="Kraków", street_line="ul. Długa 7A/3"
    )
    entity.refresh_from_db()
    return entity


@pytest.fixture
def wisla() -> LegalEntity:
    return known_to_the_office(a_publisher("PL"))


def a_record(entity: LegalEntity, code: str = "v7m", *, is_correction: bool = False) -> bytes:
    file = io.BytesIO()
    said: dict[str, Any] = {"layout": LAYOUTS[code], "entity": entity, "month": JULY["first"], "made_at": MADE_AT}
    write_record(file, **said, sales=sales(entity=entity, **JULY), is_correction=is_correction)
    return file.getvalue()


def invoices_told(entity: LegalEntity, code: str = "fa3") -> bytes:
    file = io.BytesIO()
    ids = outside_ksef(entity=entity, **JULY)
    write_invoices(file, layout=LAYOUTS[code], entity=entity, **JULY, invoice_ids=ids, made_at=MADE_AT)
    return file.getvalue()


def said(content: bytes, path: str) -> list[str | None]:
    names = "/".join(f"{{*}}{name}" for name in path.split("/"))
    return [element.text for element in etree.fromstring(content).findall(names)]


def rows(content: bytes) -> list[dict[str, str | None]]:
    """The rows of a record as field and text."""
    found = etree.fromstring(content).findall("{*}Ewidencja/{*}SprzedazWiersz")
    return [{etree.QName(field).localname: field.text for field in row} for row in found]


def test_each_row_says_where_ksef_has_the_document(wisla):
    OutboxRoute.objects.create(entity=wisla, format="ksef", address="ksef-out")
    for name in ("Drukarnia Rajska", "Księgarnia Pod Arkadami"):
        a_charge(a_buyer(name, country="PL", language="pl"), "108.00", entity=wisla)
    a_charge(a_payer("Zofia", "Nowak", country="PL", language="pl"), "54.00", entity=wisla)
    a_billing(wisla)
    reported = OutboxDocument.objects.filter(invoice__buyer__name="Drukarnia Rajska")
    stored = store(name="a.xml", media_type="application/xml", content=b"<a/>", owner="e_invoice")
    reported.update(state="accepted", stored_file=stored, receipt=NUMBER)

    by_buyer = {row["NazwaKontrahenta"]: row for row in rows(a_record(wisla))}

    assert by_buyer["Drukarnia Rajska"]["NrKSeF"] == NUMBER
    assert by_buyer["Drukarnia Rajska"]["NrKontrahenta"] == "5252344078"
    assert by_buyer["Księgarnia Pod Arkadami"]["OFF"] == "1"
    zofia = by_buyer["Zofia Nowak"]
    assert (zofia["BFK"], zofia["NrKontrahenta"], zofia["K_17"], zofia["K_18"]) == ("1", "BRAK", "50.00", "4.00")
    assert sums(entity=wisla, **JULY).by_marker == Counter(NrKSeF=1, OFF=1, BFK=1)


def test_what_an_operator_calls_it_is_no_number_of_ksef(wisla):
    OutboxRoute.objects.create(entity=wisla, format="ksef", address="ksef-out")
    a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=wisla)
    a_billing(wisla)
    stored = store(name="a.xml", media_type="application/xml", content=b"<a/>", owner="e_invoice")
    OutboxDocument.objects.update(state="accepted", stored_file=stored, receipt="session-4711")
    assert [row.get("OFF") for row in rows(a_record(wisla))] == ["1"]


def test_net_and_vat_stand_in_the_fields_of_their_rate(wisla):
    parts = [("standard", "123.00"), ("press_print", "108.00"), ("press_local", "105.00"), ("exempt", "50.00")]
    a_charge(a_payer(country="PL", language="pl"), "386.00", entity=wisla, parts=parts)
    a_billing(wisla)
    [row] = rows(a_record(wisla))
    amounts = {field: text for field, text in row.items() if field.startswith("K_")}
    assert amounts == {
        "K_10": "50.00", "K_15": "100.00", "K_16": "5.00", "K_17": "100.00", "K_18": "8.00", "K_19": "100.00", "K_20": "23.00",
    }  # fmt: skip


def test_a_credit_note_is_below_nothing_in_its_own_month(wisla):
    a_charge(a_payer(country="PL", language="pl"), "108.00", entity=wisla)
    a_billing(wisla)
    credit_invoice(invoice=Invoice.objects.get(), actor=None, today=day("2026-07-05"))
    told = rows(a_record(wisla))
    assert [(row["DataWystawienia"], row["K_18"]) for row in told] == [("2026-07-01", "8.00"), ("2026-07-05", "-8.00")]
    assert said(a_record(wisla), "Ewidencja/SprzedazCtrl/PodatekNalezny") == ["0.00"]


@pytest.mark.figure
def test_random_documents_come_to_the_vat_of_the_journal_and_pass_the_schemas(monkeypatch):
    monkeypatch.setattr("abonent.connectors.einvoices.tests.documents.CATEGORIES", ("press_print", "press_local", "standard", "exempt"))
    documents = random_documents("PL", payers=40, seed=7)
    wisla = known_to_the_office(LegalEntity.objects.get())
    record = a_record(wisla)
    vat_lines = JournalLine.objects.filter(account__mappings__purpose="vat").distinct()
    in_journal = -sum((line.amount for line in vat_lines), Decimal(0))

    summed = sums(entity=wisla, **JULY)
    assert (summed.vat, summed.difference) == (in_journal, 0)
    assert said(record, "Ewidencja/SprzedazCtrl/PodatekNalezny") == [f"{in_journal:.2f}"]
    assert said(record, "Ewidencja/SprzedazCtrl/LiczbaWierszySprzedazy") == [str(len(documents))] == [str(summed.documents)]
    assert faults(MONTH, as_former_variant(record)) == []
    assert faults(QUARTER, as_former_variant(a_record(wisla, "v7k"))) == []
    told = invoices_told(wisla)
    assert faults(INVOICES, told) == []
    assert said(told, "FakturaCtrl/LiczbaFaktur") == [str(len(documents))]
    assert said(told, "FakturaCtrl/WartoscFaktur") == [f"{sum(invoice.total for invoice in Invoice.objects.all()):.2f}"]
    assert said(told, "FakturaWierszCtrl/WartoscWierszyFaktur") == [f"{summed.net:.2f}"]


def test_an_empty_month_is_a_record_too(wisla):
    record = a_record(wisla, is_correction=True)
    assert faults(MONTH, as_former_variant(record)) == []
    assert said(record, "Naglowek/CelZlozenia") == ["2"]
    assert said(record, "Naglowek/KodFormularza") == ["JPK_VAT"]
    assert etree.fromstring(record).find("{*}Naglowek/{*}KodFormularza").get("kodSystemowy") == "JPK_V7M (3)"


def test_jpk_fa_tells_a_credit_note_with_what_it_corrects(wisla):
    a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=wisla)
    a_billing(wisla)
    invoice = Invoice.objects.get()
    credit_invoice(invoice=invoice, actor=None, today=day("2026-07-05"))
    told = invoices_told(wisla)
    assert said(told, "Faktura/RodzajFaktury") == ["VAT", "KOREKTA"]
    assert said(told, "Faktura/NrFaKorygowanej") == [invoice.document_number]
    assert said(told, "Faktura/P_15") == ["108.00", "-108.00"]
    assert said(told, "FakturaWiersz/P_11") == ["100.00", "-100.00"]
    assert said(told, "Podmiot1/AdresPodmiotu/Ulica") == ["Długa"]
    assert said(told, "Podmiot1/AdresPodmiotu/NrDomu") == ["7A"]
    assert said(told, "Podmiot1/AdresPodmiotu/NrLokalu") == ["3"]


def test_the_present_form_names_the_company_in_its_own_words(wisla):
    a_charge(a_payer(country="PL", language="pl"), "54.00", entity=wisla)
    a_billing(wisla)
    root = etree.fromstring(invoices_told(wisla, "fa4"))
    number = root.find("{*}Podmiot1/{*}IdentyfikatorPodmiotu/{*}NIP")
    assert etree.QName(number).namespace == etree.QName(root).namespace == LAYOUTS["fa4"].namespace


def test_what_ksef_has_is_not_told_in_jpk_fa(wisla):
    OutboxRoute.objects.create(entity=wisla, format="ksef", address="ksef-out")
    a_charge(a_buyer(country="PL", language="pl"), "108.00", entity=wisla)
    a_charge(a_payer(country="PL", language="pl"), "54.00", entity=wisla)
    a_billing(wisla)
    assert said(invoices_told(wisla), "Faktura/P_15") == ["54.00"]


def test_what_the_company_lacks_is_named(wisla):
    assert not any(missing(wisla, layout) for layout in LAYOUTS.values())
    wisla.tax_office, wisla.county, wisla.street_line = "", "", "ul. Długa"
    assert [str(label) for label in missing(wisla, LAYOUTS["v7m"])] == ["Tax office"]
    assert [str(label) for label in missing(wisla, LAYOUTS["fa4"])] == ["Tax office", "County", "House number, after the street"]
    assert seat(wisla).house == ""


def test_a_rate_without_a_field_is_found_before_the_file_is_made(wisla):
    a_charge(a_payer(country="PL", language="pl"), "54.00", entity=wisla)
    a_billing(wisla)
    assert sums(entity=wisla, **JULY).unknown_rates == []
    assert rate_code(Decimal("0.04000"), is_exempt=False) not in RECORD_FIELDS
    assert RECORD_FIELDS.keys() == INVOICE_FIELDS.keys()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*fa3_valid*")), ids=lambda path: path.stem)
def test_the_schema_of_invoices_takes_what_others_wrote(sample):
    assert faults(INVOICES, sample.read_bytes()) == []


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*v7m2_valid*")), ids=lambda path: path.stem)
def test_the_schema_of_the_record_takes_what_others_wrote(sample):
    assert faults(MONTH, sample.read_bytes()) == []
