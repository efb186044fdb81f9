"""The manual is whole in every language, safe, and to be found."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.test import Client

import abonent
from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.company.operations import choose_business
from abonent.company.parts import TRADE
from abonent.manual import finding, pages
from abonent.manual.contents import CHAPTERS, chapters_for, entry_called
from abonent.manual.pages import FOLDER, page

NAMES = [entry.name for chapter in CHAPTERS for entry in chapter.entries]
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def clerk(db: None) -> StaffUser:
    install_ready_roles()
    user = StaffUser.objects.create_user("clara", language="en")
    user.roles.add(Role.objects.get(code="clerk"))
    return user


@pytest.fixture
def reader(clerk: StaffUser) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def shape_of(name: str, language: str) -> list[tuple[str, int]]:
    return [(block.kind, block.number) for block in page(name, language).blocks]


def test_every_file_is_a_page_and_every_page_a_file():
    for language in LANGUAGES:
        assert sorted(file.stem for file in (FOLDER / language).glob("*.md")) == sorted(NAMES), language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_the_same_headings_steps_and_keys_in_every_language(name: str, language: str):
    assert shape_of(name, language) == shape_of(name, "en")
    keys = [run.text for block in page(name, language).blocks for run in block.runs if run.kind == "key"]
    assert sorted(keys) == sorted(run.text for block in page(name, "en").blocks for run in block.runs if run.kind == "key")
    assert page(name, language).title


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_short_and_has_an_example(name: str):
    shown = page(name, "en")
    assert any(block.kind == "example" for block in shown.blocks)
    assert len(" ".join(block.text for block in shown.blocks).split()) < 230


def test_what_a_page_must_not_bring_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "bad.md").write_text('# Bad\n\n<script>alert(1)</script> <a href="javascript:x" onclick="y">go</a> <kbd>k</kbd>\n')
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    html = page("bad", "en").html
    assert "script" not in html and "onclick" not in html
    assert '<kbd class="ab-key">k</kbd>' in html


def test_links_between_pages_lead_to_pages():
    for language in LANGUAGES:
        for name in NAMES:
            linked = re.findall(r'<a href="([^"]*)"', page(name, language).html)
            assert all(entry_called(link) for link in linked), (language, name, linked)


def test_a_page_opens_in_the_language_of_its_reader(clerk: StaffUser, reader: Client):
    clerk.language = "sv"
    clerk.save(update_fields=["language"])
    assert page("keys", "sv").title in reader.get("/manual/keys/").content.decode()


def test_beside_a_screen_the_page_begins_with_the_help_of_the_screen(reader: Client):
    answer = reader.get("/manual/find-a-customer/?screen=customers:list", headers={"HX-Request": "true", "HX-Target": "help-pane"})
    text = answer.content.decode()
    assert "<html" not in text
    assert "save it as a view" in text


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("how to merge two customers", "doubles"),
        ("undo an import", "import-a-file"),
        ("cancelling", "cancel-a-subscription"),
        ("backup", "backup-and-restore"),
        ("bergström without reference", "bank"),
        ("forgotten password", "your-account"),
        ("summer address", "change-a-customer"),
    ],
)
def test_what_people_ask_is_found_among_the_first(asked: str, name: str):
    assert name in [found.page.name for found in finding.find(asked, "en", NAMES, 3)]


def test_accents_are_forgiven():
    assert finding.find("bergstrom", "en", NAMES, 5) == finding.find("Bergström", "en", NAMES, 5) != []


def test_the_one_search_box_finds_pages_of_the_manual(reader: Client):
    text = reader.get("/search/?q=merge two records", headers={"HX-Request": "true"}).content.decode()
    assert "Help: Merge two records of one customer" in text
    assert "Help:" not in reader.get("/search/?q=zzz merge", headers={"HX-Request": "true"}).content.decode()


def test_a_page_of_a_part_that_is_off_is_not_there(clerk: StaffUser, reader: Client):
    choose_business(kind=TRADE, actor=None)
    assert reader.get("/manual/renewals/").status_code == 404
    assert "renewals" not in reader.get("/manual/").content.decode()
    assert reader.get("/manual/bank/").status_code == 200
    assert [chapter.name for chapter, _entries in chapters_for({"subscriptions", "editions"})].count("subscriptions") == 0


def text_of(content: bytes, tmp_path: Path) -> tuple[int, str]:
    from pypdf import PdfReader

    file = tmp_path / "manual.pdf"
    file.write_bytes(content)
    with pikepdf.open(file) as pdf:
        count = len(pdf.pages)
    return count, " ".join(sheet.extract_text() for sheet in PdfReader(file).pages)


def test_one_page_is_printed_with_version_and_day(reader: Client, tmp_path: Path):
    answer = reader.get("/manual/bank/pdf/")
    assert answer.headers["Content-Type"] == "application/pdf"
    count, text = text_of(answer.content, tmp_path)
    assert count == 1
    assert abonent.__version__ in text
    assert "Bank files and unknown payments" in text


def test_the_whole_manual_is_printed_with_a_table_of_contents(reader: Client, tmp_path: Path):
    count, text = text_of(reader.get("/manual/pdf/").content, tmp_path)
    assert count > 10
    assert "Contents" in text
    assert all(page(name, "en").title.split(":")[0] in text.replace("\n", " ") for name in NAMES)
