"""Templates of documents: what a company says stands on its papers from a day on, what the law asks for stays, and what was sent does too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from abonent.billing.documents.design import Addressee, chosen_words
from abonent.billing.models import DocumentTemplate, Invoice
from abonent.billing.operations import credit_invoice
from abonent.billing.operations.account_letters import write_account_letter
from abonent.billing.operations.document_templates import CannotDesign, set_document_template, take_template_back
from abonent.billing.operations.printing import pdf_of, pdf_of_pro_forma
from abonent.billing.operations.pro_formas import make_pro_forma
from abonent.billing.operations.receipts import receipt_pdf
from abonent.billing.rules.document_layouts import KINDS, LAYOUTS, Words, contrast_with_white, usual_description
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.billing.tests.test_pages import page, signed_in
from abonent.kit import clock
from abonent.kit.files import read_stored
from abonent.kit.periods import day
from abonent.ledger.models import Payment
from abonent.ledger.operations import post_payment
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_first_of_july")]
TODAY, LATER = day("2026-07-01"), day("2026-08-01")


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def norrvik() -> LegalEntity:
    return a_publisher()


def an_invoice(entity: LegalEntity, *, as_of: str = "2026-07-01", **said: Any) -> Invoice:
    payer = a_payer(**said)
    a_charge(payer, "100.00", entity=entity)
    return Invoice.objects.get(pk=invoices_of(a_billing(entity, as_of=as_of))[0].pk)


def designed(entity: LegalEntity, kind: str = "invoice", *, from_on: Any = TODAY, **said: Any) -> DocumentTemplate:
    described = replace(usual_description(kind), **said)
    return set_document_template(entity=entity, kind=kind, from_on=from_on, described=described, actor=None, today=clock.today(entity.zone))


def text_of(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ")


def closing(words: str, **said: Any) -> Words:
    return Words("closing", said.pop("language", "sv"), words, **said)


def test_a_text_stands_on_the_paper_with_its_fields_filled(norrvik):
    designed(norrvik, texts=(closing("Tack {name}! Faktura {number} om {total} betalas {due_day}."),))
    invoice = an_invoice(norrvik)
    assert f"Tack Anna Lindqvist! Faktura {invoice.document_number} om 100,00 kr betalas 31 juli 2026." in text_of(pdf_of(invoice))


def test_what_is_typed_is_printed_and_never_carried_out(norrvik):
    designed(norrvik, texts=(closing('#panic("x") $x^2$ *b* {company} \\ @label <tag>'),))
    assert '#panic("x") $x^2$ *b* Norrviks Dagblad AB \\ @label <tag>' in text_of(pdf_of(an_invoice(norrvik)))


@pytest.mark.parametrize(("language", "words"), [("sv", "Tack"), ("fi", "Kiitos"), ("hu", "Tack")])
def test_a_customer_reads_his_language_or_else_that_of_the_company(norrvik, language, words):
    designed(norrvik, texts=(closing("Kiitos", language="fi"), closing("Tack", language="sv")))
    text = text_of(pdf_of(an_invoice(norrvik, language=language)))
    assert [word for word in ("Tack", "Kiitos") if word in text] == [words]


def test_a_text_may_be_for_one_way_or_one_product_alone():
    texts = [closing("all"), closing("mailed", channel="email"), closing("of 7", product_id=7)]
    said = {
        "paper": chosen_words(texts, Addressee(("sv",), "paper")),
        "email": chosen_words(texts, Addressee(("sv",), "email")),
        "seven": chosen_words(texts, Addressee(("sv",), "paper", {7, 8})),
    }
    assert {name: [text.words for text in found] for name, found in said.items()} == {
        "paper": ["all"],
        "email": ["all", "mailed"],
        "seven": ["all", "of 7"],
    }


def test_blocks_and_columns_stand_as_they_are_ordered(norrvik):
    usual = text_of(pdf_of(an_invoice(norrvik)))
    designed(norrvik, blocks=("closing", "lines", "sums", "codes"), columns=("amount", "quantity"), texts=(closing("Först"),))
    other = text_of(pdf_of(an_invoice(norrvik)))
    assert "Så här betalar du" in usual
    assert "Så här betalar du" not in other
    assert other.index("Först") < other.index("Avser") < other.index("Belopp med moms") < other.index("Antal")
    assert "Pris" not in other


def test_what_was_sent_stays_and_a_document_is_set_by_the_version_of_its_day(norrvik):
    sent, waiting = an_invoice(norrvik), an_invoice(norrvik)
    before = pdf_of(sent)
    designed(norrvik, from_on=day("2026-07-02"), texts=(closing("Nytt"),))
    assert pdf_of(sent) == before
    assert "Nytt" not in text_of(pdf_of(waiting))
    assert "Nytt" in text_of(pdf_of(an_invoice(norrvik, as_of="2026-07-02")))


def test_every_kind_of_document_obeys_its_template(norrvik):
    payer = a_payer()
    a_charge(payer, "100.00", entity=norrvik)
    a_billing(norrvik)
    invoice = Invoice.objects.get()
    post_payment(entity=norrvik, customer=payer, amount=Decimal(60), received_on=TODAY, method="cash", actor=None, today=TODAY)
    waiting = a_charge(payer, "50.00", entity=norrvik)
    for kind in KINDS:
        designed(norrvik, kind, texts=(closing(f"Ord om {kind}, {{total}}"),), accent="#7a1f1f", logo_height=0)
    letter = {"entity": norrvik, "customer": payer, "currency": "SEK", "from_on": TODAY, "as_of": TODAY, "actor": None, "today": TODAY}
    credit = credit_invoice(invoice=invoice, actor=None, today=TODAY)
    (pro_forma,) = make_pro_forma(entity=norrvik, charges=[waiting.pk], actor=None, today=TODAY)
    made = {
        "invoice": pdf_of(invoice),
        "credit_note": pdf_of(credit),
        "pro_forma": pdf_of_pro_forma(pro_forma),
        "receipt": receipt_pdf(payment=Payment.objects.get(), today=TODAY),
        "statement": read_stored(write_account_letter(kind="statement", **letter).stored_file),
        "confirmation": read_stored(write_account_letter(kind="confirmation", **letter).stored_file),
    }
    assert {kind for kind, content in made.items() if f"Ord om {kind}," not in text_of(content)} == set()


def test_a_receipt_says_who_received_how_much_and_what_it_settled(norrvik):
    invoice = an_invoice(norrvik)
    post_payment(entity=norrvik, customer=invoice.payer, amount=Decimal(130), received_on=TODAY, method="cash", actor=None, today=TODAY)
    text = text_of(receipt_pdf(payment=Payment.objects.get(), today=TODAY))
    for said in ("Norrviks Dagblad AB", "Anna Lindqvist", "130,00 kr", "1 juli 2026", invoice.document_number, "100,00", "30,00"):
        assert said in text, said


@pytest.mark.parametrize(
    ("kind", "said", "code"),
    [
        ("invoice", {"blocks": ("hero", "lines")}, "template.block_needed"),
        ("credit_note", {"blocks": ("lines", "sums")}, "template.block_needed"),
        ("pro_forma", {"blocks": ("lines", "sums")}, "template.block_needed"),
        ("invoice", {"columns": ("quantity",)}, "template.amount_needed"),
        ("invoice", {"accent": "#ffcc00"}, "template.too_light"),
        ("invoice", {"texts": (closing("{password}"),)}, "template.field_unknown"),
        ("receipt", {"texts": (closing("{due_day}"),)}, "template.field_unknown"),
        ("invoice", {"texts": (closing("a"), closing("b"))}, "template.text_twice"),
        ("invoice", {}, "template.unchanged"),
        ("invoice", {"accent": "#7a1f1f", "from_on": day("2026-06-30")}, "template.past"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(norrvik, kind, said, code):
    with pytest.raises(CannotDesign) as refused:
        designed(norrvik, kind, **said)
    assert refused.value.code == code
    assert not DocumentTemplate.objects.exists()


def test_a_version_after_another_is_refused_and_one_of_the_same_day_goes_before(norrvik):
    designed(norrvik, from_on=LATER, accent="#7a1f1f")
    with pytest.raises(CannotDesign) as refused:
        designed(norrvik, accent="#1f1f7a")
    assert refused.value.code == "template.later_version"
    designed(norrvik, from_on=LATER, accent="#1f1f7a", texts=(closing("Tack"),))
    assert [(one.from_on, one.accent, one.texts.count()) for one in DocumentTemplate.objects.all()] == [(LATER, "#1f1f7a", 1)]


def test_undone_the_version_before_holds_again(norrvik):
    designed(norrvik, texts=(closing("Ett"),))
    designed(norrvik, texts=(closing("Två"),))
    undo_act(act=Act.objects.latest("pk"), actor=None, today=TODAY)
    assert DocumentTemplate.objects.get().described.texts == (closing("Ett"),)
    undo_act(act=Act.objects.order_by("pk").first(), actor=None, today=TODAY)
    assert not DocumentTemplate.objects.exists()


def test_a_version_that_was_changed_since_is_not_taken_back(norrvik):
    designed(norrvik, texts=(closing("Ett"),))
    designed(norrvik, texts=(closing("Två"),))
    said = {name: Act.objects.earliest("pk").inverse[name] for name in ("kind", "said", "before")}
    with pytest.raises(CannotDesign) as refused:
        take_template_back(entity=norrvik, from_on=TODAY, **said, actor=None)
    assert refused.value.code == "template.not_this_way"


def test_every_layout_has_what_it_needs_and_the_usual_colour_can_be_read():
    assert LAYOUTS.keys() == KINDS.keys()
    for kind, layout in LAYOUTS.items():
        assert layout.needed <= set(layout.blocks), kind
    assert contrast_with_white(usual_description("invoice").accent) > 6.9
    assert round(contrast_with_white("#000000"), 2) == 21


@pytest.fixture
def finance(client: Client, norrvik: LegalEntity) -> Client:
    return signed_in(client, norrvik, "finance")


def typed(**said: str) -> dict[str, str]:
    blocks = {f"block_{name}": str(place) for place, name in enumerate(LAYOUTS["invoice"].blocks, start=1)}
    columns = {f"column_{name}": str(place) for place, name in enumerate(LAYOUTS["invoice"].columns, start=1)}
    text = {"place": "closing", "language": "sv", "channel": "", "product": "", "words": "Tack {name}!"}
    return {
        "from_on": "2026-07-01",
        "accent": "#7a1f1f",
        "logo_height": "14",
        "shown": "",
        **blocks,
        **columns,
        "texts-TOTAL_FORMS": "1",
        "texts-INITIAL_FORMS": "0",
        **{f"texts-0-{name}": value for name, value in text.items()},
        **said,
    }


def test_while_it_is_typed_a_real_document_is_shown_and_nothing_is_kept(finance, norrvik):
    address = f"/document-templates/{norrvik.pk}/invoice/"
    assert "data:image/png;base64," in page(finance, address), "without any invoice, a sample"
    invoice = an_invoice(norrvik)
    typing = {"HX-Request": "true", "HX-Target": "document-preview"}
    answer = finance.post(address, typed(), headers=typing)
    assert answer.context["tried"].title.endswith(invoice.document_number)
    assert not DocumentTemplate.objects.exists()
    refused = finance.post(address, typed(accent="#ffffff"), headers=typing)
    assert (refused.status_code, refused.context["tried"]) == (200, None)
    assert "too light" in refused.content.decode()
    assert "no such document" in finance.post(address, typed(shown="9999"), headers=typing).content.decode()


def test_what_was_shown_is_saved_and_undone_from_the_toast(finance, norrvik):
    address = f"/document-templates/{norrvik.pk}/invoice/"
    answer = finance.post(address, typed(), follow=True)
    assert "The template is saved" in answer.content.decode()
    template = DocumentTemplate.objects.get()
    assert (template.accent, template.texts.get().words) == ("#7a1f1f", "Tack {name}!")
    assert "1 Jul" in page(finance, "/document-templates/").replace("\N{NO-BREAK SPACE}", " ")
    finance.post(f"/acts/{Act.objects.latest('pk').pk}/undoing/")
    assert not DocumentTemplate.objects.exists()


def test_a_text_with_a_wrong_field_is_refused_by_name(finance, norrvik):
    answer = finance.post(f"/document-templates/{norrvik.pk}/invoice/", typed(**{"texts-0-words": "{pay_day}"}))
    assert answer.status_code == 422
    assert "{pay_day} is no field" in answer.content.decode()


@pytest.mark.parametrize("kind", [*KINDS])
def test_each_kind_has_its_form_with_a_document_beside_it(finance, norrvik, kind):
    invoice = an_invoice(norrvik)
    post_payment(entity=norrvik, customer=invoice.payer, amount=Decimal(60), received_on=TODAY, method="cash", actor=None, today=TODAY)
    credit_invoice(invoice=an_invoice(norrvik), actor=None, today=TODAY)
    waiting = a_charge(invoice.payer, "50.00", entity=norrvik)
    make_pro_forma(entity=norrvik, charges=[waiting.pk], actor=None, today=TODAY)
    assert "data:image/png;base64," in page(finance, f"/document-templates/{norrvik.pk}/{kind}/")


def test_whose_company_it_is_not_sees_no_template_of_it(finance, norrvik):
    turku = a_publisher("FI")
    assert finance.get(f"/document-templates/{turku.pk}/invoice/").status_code == 404
    assert turku.name not in page(finance, "/document-templates/")
    assert finance.get(f"/document-templates/{norrvik.pk}/anything/").status_code == 404


def test_the_receipt_is_fetched_from_the_payment(finance, norrvik):
    invoice = an_invoice(norrvik)
    post_payment(entity=norrvik, customer=invoice.payer, amount=Decimal(60), received_on=TODAY, method="cash", actor=None, today=TODAY)
    payment = Payment.objects.get()
    assert f"/payments/{payment.pk}/receipt/pdf/" in page(finance, f"/payments/{payment.pk}/")
    assert finance.get(f"/payments/{payment.pk}/receipt/pdf/").content.startswith(b"%PDF")
