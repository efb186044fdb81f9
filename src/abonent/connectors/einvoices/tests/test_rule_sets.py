"""Rules are added by whoever runs the installation, whole or not at all; a dangerous archive leaves nothing behind."""

from __future__ import annotations

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from click.testing import CliRunner

from abonent.config.command_line import abonent
from abonent.connectors.einvoices import rule_sets
from abonent.connectors.einvoices.rule_sets import PEPPOL, UBL, CannotAddRules, add_rules, pack_of, packs
from abonent.kit import clock

FEBRUARY, AUGUST = datetime(2026, 2, 23, 8, tzinfo=UTC), datetime(2026, 8, 17, 8, tzinfo=UTC)
FILES = {"xslt/PEPPOL-EN16931-UBL.xslt": "<a/>", "xslt/CEN-EN16931-UBL.xslt": "<b/>"}


def an_archive(place: Path, files: dict[str, str], name: str = "peppol-2026.5.zip") -> Path:
    with ZipFile(place / name, "w", ZIP_DEFLATED) as archive:
        for member, content in files.items():
            archive.writestr(member, content)
    return place / name


def refused(source: Path) -> str:
    with pytest.raises(CannotAddRules) as refusal:
        add_rules(source)
    assert packs() == []
    assert not list(Path(source.parent / "home" / "rules").glob("*")), "nothing is left behind"
    return refusal.value.code


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.HOME = tmp_path / "home"


def test_an_archive_is_taken_in_under_its_name_and_found_by_what_it_holds(tmp_path):
    pack = add_rules(an_archive(tmp_path, {**FILES, "readme.txt": "read me", "examples/a.xml": "<a/>"}))
    assert pack.name == "peppol-2026.5"
    assert pack_of(PEPPOL) == pack and pack_of(UBL) is None
    assert pack.file("CEN-EN16931-UBL.xslt").read_text() == "<b/>"
    assert {file.suffix for file in Path(pack.folder).rglob("*.*")} == {".xslt", ".json"}


def test_a_folder_is_taken_in_like_an_archive(tmp_path):
    for name, content in FILES.items():
        (tmp_path / "given" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "given" / name).write_text(content)
    assert add_rules(tmp_path / "given").sha256 == add_rules(an_archive(tmp_path, FILES)).sha256
    assert len(packs()) == 1, "the same rules are there once"


def test_the_latest_rules_count(tmp_path):
    with clock.set_to(FEBRUARY):
        add_rules(an_archive(tmp_path, FILES, "peppol-2025.11.zip"))
    with clock.set_to(AUGUST):
        add_rules(an_archive(tmp_path, {**FILES, "xslt/PEPPOL-EN16931-UBL.xslt": "<newer/>"}))
    assert [pack.name for pack in packs()] == ["peppol-2026.5", "peppol-2025.11"]
    assert pack_of(PEPPOL).name == "peppol-2026.5"


@pytest.mark.parametrize("member", ["../outside.xsd", "/etc/rules.xsd", "a/../../b.xsd", "C:\\rules.xsd", "..\\up.xsd"])
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path, member):
    assert refused(an_archive(tmp_path, {**FILES, member: "<x/>"})) == "rules.hostile"
    assert not (tmp_path / "outside.xsd").exists()


def test_an_archive_with_a_link_is_refused(tmp_path):
    source = an_archive(tmp_path, FILES)
    with ZipFile(source, "a") as archive:
        link = ZipInfo("rules.xsd")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(source) == "rules.hostile"


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(rule_sets, "MOST_BYTES", 100_000)
    assert refused(an_archive(tmp_path, {**FILES, "bomb.xsd": "0" * 200_000})) == "rules.too_big"
    assert refused(an_archive(tmp_path, {**FILES, **{f"{number}.xsd": "0" * 20_000 for number in range(6)}})) == "rules.too_big"


def test_an_archive_of_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(rule_sets, "MOST_FILES", 3)
    assert refused(an_archive(tmp_path, {**FILES, "a.xsd": "<a/>", "b.xsd": "<b/>"})) == "rules.too_big"


def test_what_is_no_archive_or_holds_no_rules_is_refused(tmp_path):
    (tmp_path / "rules.zip").write_bytes(b"PK\x03\x04 and then nothing")
    assert refused(tmp_path / "rules.zip") == "rules.no_archive"
    assert refused(an_archive(tmp_path, {"other.xsd": "<a/>"})) == "rules.unknown"


@pytest.mark.django_db
def test_the_command_says_what_it_took_in_and_what_is_missing(tmp_path):
    added = CliRunner().invoke(abonent, ["rules", "add", str(an_archive(tmp_path, FILES))])
    assert (added.exit_code, added.stdout) == (0, "peppol-2026.5 taken in: Peppol BIS Billing 3.\n")
    listed = CliRunner().invoke(abonent, ["rules", "list"]).stdout
    assert "Peppol BIS Billing 3: peppol-2026.5, " in listed
    assert "UBL 2.1: missing. Documents that need it wait." in listed
    [ubl, peppol, *_others] = json.loads(CliRunner().invoke(abonent, ["rules", "list", "--json"]).stdout)["rules"]
    assert (ubl["pack"], peppol["pack"]) == (None, "peppol-2026.5")


@pytest.mark.django_db
def test_the_command_refuses_with_the_reason(tmp_path):
    refused = CliRunner().invoke(abonent, ["rules", "add", str(an_archive(tmp_path, {"../x.xsd": ""}))])
    assert refused.exit_code == 2
    assert "leads out of the archive" in refused.stderr
