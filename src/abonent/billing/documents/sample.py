"""The head of an invoice that nobody gets: how a company's letterhead looks before it is used."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from abonent.billing.documents.design import Designs
from abonent.billing.documents.invoice import TEMPLATE, invoice_data
from abonent.billing.models import Invoice, InvoiceLine
from abonent.billing.operations.footing import particulars
from abonent.billing.rules.document_layouts import INVOICE, TemplateDescription
from abonent.kit import documents
from abonent.organisation.models import LegalEntity

SAMPLE = "sample"
# As much of the page as bears the letterhead, the address and the sum.
HEAD = Decimal("0.40")


def sample_head(entity: LegalEntity, *, drawing: str, today: date) -> bytes:
    """The upper part of a page (PNG) as the company would send it today, with a logo it does not have yet."""
    page = sample_data(entity, today, Designs().on(entity.pk, INVOICE, today))
    picture = documents.first_page(TEMPLATE, {**page, "logo": SAMPLE}, pictures={SAMPLE: drawing})
    with Image.open(BytesIO(picture)) as whole:
        head = whole.crop((0, 0, whole.width, int(whole.height * HEAD)))
    written = BytesIO()
    head.save(written, "PNG", optimize=True)
    return written.getvalue()


def sample_data(entity: LegalEntity, today: date, described: TemplateDescription | None) -> dict[str, Any]:
    """An invoice that nobody gets, in the company's language."""
    with override(entity.language):
        return invoice_data(_sample(entity, today), [_line()], described)


def _sample(entity: LegalEntity, today: date) -> Invoice:
    buyer: dict[str, Any] = {
        "number": 1234,
        "name": _("Anna Example"),
        "street": _("Sample Street 1"),
        "postal_code": entity.postal_code,
        "town": entity.town,
        "country": entity.country,
    }
    return Invoice(
        kind=Invoice.INVOICE,
        document_number="1000",
        issued_on=today,
        due_on=today + timedelta(days=30),
        currency=entity.currency,
        basis="gross",
        net=Decimal(80),
        vat=Decimal(20),
        gross=Decimal(100),
        rounding=Decimal(0),
        total=Decimal(100),
        reference="10009",
        language=entity.language,
        seller=particulars(entity),
        buyer=buyer,
    )


def _line() -> InvoiceLine:
    return InvoiceLine(
        ordinal=1,
        charge_id=1,
        description={"text": _("An example")},
        quantity=Decimal(1),
        unit_price=Decimal(100),
        net=Decimal(80),
        vat=Decimal(20),
        gross=Decimal(100),
        rate=Decimal("0.25"),
    )
