"""Templates of documents in a real browser: on a desk and a phone, in light and dark; what is typed is seen on a real invoice at once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from abonent.billing.models import DocumentTemplate
from abonent.billing.testing import a_billing, a_charge, a_payer, a_publisher
from abonent.organisation.models import LegalEntity
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def norrvik(transactional_db: None, settings: Any, tmp_path: Path) -> LegalEntity:
    """A company with an invoice."""
    settings.MEDIA_ROOT = tmp_path
    entity = a_publisher()
    a_charge(a_payer("Lars-Göran", "Sjödin"), "1249.00", entity=entity)
    a_billing(entity)
    return entity


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_the_pages_of_templates(page_as: Any, norrvik: LegalEntity, width: int, theme: str):
    page = page_as("finance", width=width, theme=theme)
    wrong = []
    for number, address in enumerate(["/document-templates/", f"/document-templates/{norrvik.pk}/invoice/"]):
        page.goto(address)
        if folder := os.environ.get("ABONENT_SHOTS"):
            page.screenshot(path=f"{folder}/templates-{number:02}-{width}-{theme}.png", full_page=True)
        wrong += [f"{address}: {found}" for found in axe(page)]
        if scrolls_sideways(page):
            wrong.append(f"{address}: scrolls sideways")
    assert not wrong, "\n".join(wrong)


def test_what_is_typed_is_seen_on_the_invoice_and_saved_by_the_keyboard(page_as: Any, norrvik: LegalEntity):
    page = page_as("finance")
    page.goto(f"/document-templates/{norrvik.pk}/invoice/")
    before = page.locator("#document-preview img").first.get_attribute("src")
    page.locator("#id_texts-0-words").fill("Thank you, {name}!")
    page.wait_for_function("before => document.querySelector('#document-preview img')?.src !== before", arg=before)
    page.wait_for_timeout(500)
    page.wait_for_load_state("networkidle")
    page.locator("#id_texts-0-words").press("Control+Enter")
    page.get_by_text("The template is saved").wait_for()
    assert DocumentTemplate.objects.get().texts.get().words == "Thank you, {name}!"
