"""What invoices and credits come to, held to the worked tables of docs/algorithms/invoicing.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from abonent.billing.models import Invoice
from abonent.billing.operations import credit_invoice, credit_line
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher, invoices_of
from abonent.kit.periods import day

pytestmark = [pytest.mark.django_db, pytest.mark.sql]
PAGE = Path(__file__).resolve().parents[4] / "docs" / "algorithms" / "invoicing.md"
CLASSES = {"print": "press_print", "standard": "standard"}
TODAY = day("2026-07-05")


def table(heading: str) -> list[dict[str, str]]:
    """The rows of the first table after a heading, by column."""
    lines = PAGE.read_text("utf-8").partition(f"## {heading}")[2].splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[: _end(lines)] if line.startswith("|")]
    head, _rule, *rows = cells
    return [dict(zip(head, row, strict=True)) for row in rows]


def _end(lines: list[str]) -> int:
    return next((place for place, line in enumerate(lines) if line.startswith("## ")), len(lines))


def billed(row: dict[str, str]) -> Invoice:
    entity = a_publisher(row["country"])
    payer = a_payer(country=row["country"])
    for line in row["lines"].split(", "):
        amount, category = line.split()
        a_charge(payer, amount, entity=entity, basis=row["basis"], parts=[(CLASSES[category], amount)])
    [invoice] = invoices_of(a_billing(entity))
    return invoice


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=f"{row['country']} {row['basis']} {row['lines']}") for row in table("Worked table: invoices")]
)
def test_an_invoice_comes_to_what_the_table_says(row: dict[str, str]):
    invoice = billed(row)
    assert f"{invoice.net}" == row["net"]
    assert ", ".join(f"{vat}" for vat in invoice.lines.order_by("ordinal").values_list("vat", flat=True)) == row["VAT of the lines"]
    assert (f"{invoice.rounding}", f"{invoice.total}") == (row["rounding"], row["total"])


def test_credits_take_back_what_the_table_says():
    invoice = billed(table("Worked table: invoices")[0])
    for row in table("Worked table: credits"):
        if row["takes"] == "all that is left":
            credit = credit_invoice(invoice=invoice, actor=None, today=TODAY)
        else:
            amount, _of, _line, ordinal = row["takes"].split()
            credit = credit_line(invoice=invoice, ordinal=int(ordinal), amount=Decimal(amount), actor=None, today=TODAY)
        credit = Invoice.objects.get(pk=credit.pk)
        assert [f"{credit.net}", f"{credit.vat}", f"{credit.rounding}", f"{credit.total}"] == [
            row[name] for name in ("net", "VAT", "rounding", "total")
        ]
