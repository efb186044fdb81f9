"""The accounting export in a real browser: looked at, committed, downloaded; on a phone and in the dark; nobody is shut out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from abonent.kit.periods import day
from abonent.ledger.models import AccountingExport
from abonent.ledger.operations.accounting_exports import KIND
from abonent.ledger.tests.bank_scene import Scene, a_morning
from abonent.runs.models import Run
from abonent.runs.operations import approve_run, begin_run, commit_run, plan_run
from abonent.ui.testing.browser import axe, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scene(transactional_db, settings, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    return a_morning()


def planned(scene: Scene) -> Run:
    return plan_run(run=begin_run(kind=KIND, entity=scene.norrvik, as_of=day("2026-08-01"), actor=None))


def test_a_batch_is_looked_at_fetched_and_stays(page_as, scene):
    run = planned(scene)
    page = page_as("finance")
    page.goto(f"/accounting-exports/plans/{run.pk}/")
    expect(page.get_by_text("Nothing has left yet.")).to_be_visible()
    commit_run(run=approve_run(run=run, actor=None))
    page.goto("/accounting-exports/")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_role("button", name="Take back")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the file").click()
    assert download.value.suggested_filename == "norrvik-0001.si"
    content = download.value.path().read_bytes()
    assert content.startswith(b"#FLAGGA 0\r\n") and AccountingExport.objects.get().file.fetched_at
    page.reload()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)


@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (390, "dark")])
def test_nobody_is_shut_out(page_as, scene, width, theme):
    run = planned(scene)
    page = page_as("finance", width=width, theme=theme)
    page.goto(f"/accounting-exports/plans/{run.pk}/")
    assert axe(page) == [] and not scrolls_sideways(page)
    commit_run(run=approve_run(run=run, actor=None))
    export = AccountingExport.objects.get()
    program = f"/accounting-exports/programs/{scene.norrvik.pk}/"
    for address in ("/accounting-exports/", export.url, program, "/accounts/", f"/accounts/of/{scene.norrvik.pk}/mappings/new/"):
        page.goto(address)
        assert axe(page) == [] and not scrolls_sideways(page), address
