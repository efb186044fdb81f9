"""Rows with faults mended where they stand: only the row is checked again, with those it touches, and the counts fall."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import Customer
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file, write_error_file
from abonent.imports.queries import rows_to_mend
from abonent.imports.refusals import CannotImport
from abonent.kit.files import read_stored, store
from abonent.kit.periods import day

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
HEADERS = "Kundnummer;Namn;Postnr;Ort;E-post"
KEY, NAME, CODE, TOWN, EMAIL = range(5)


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def checked(*rows: str) -> ImportBatch:
    content = "\n".join([HEADERS, *rows, ""]).encode()
    file = store(name="kunder.csv", media_type="text/csv", content=content, owner="import_batch")
    batch = take_file(kind="customers", file=file, source="old", actor=None, defaults={"default_country": "SE"})
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    keep_faulty_rows(batch=batch)
    return batch


def mended(batch: ImportBatch, line: int, **cells: str) -> set[int]:
    places = {"key": KEY, "name": NAME, "code": CODE, "town": TOWN, "email": EMAIL}
    lines = mend_row(batch=batch, line=line, cells={places[name]: value for name, value in cells.items()}, actor=None, today=TODAY)
    batch.refresh_from_db()
    return lines


def wrong(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field").values_list("line", "field", "code"))


def test_a_mended_cell_makes_the_row_ready_and_the_others_stay_as_they_were():
    batch = checked("1;Åke Öberg;8713;Norrvik;", "2;Eva Berg;87132;Norrvik;", "3;;87132;Norrvik;")
    assert (batch.new_count, batch.error_count) == (1, 2)

    assert mended(batch, 2, code="87131") == {2}

    assert (batch.new_count, batch.error_count) == (2, 1)
    assert wrong(batch) == [(4, "name", "name.missing")]
    commit_batch(batch=batch, actor=None, today=TODAY)
    assert Customer.objects.get(external_keys__key="1").addresses.get().place.postal_code == "871 31"


def test_a_row_with_two_faults_keeps_the_one_that_is_not_mended():
    batch = checked("1;Åke Öberg;8713;Norrvik;ake@")
    mended(batch, 2, code="87131")
    assert wrong(batch) == [(2, "email", "email.unreadable")]
    assert batch.error_count == 1


def test_a_cell_mended_wrongly_says_what_is_wrong_with_it_now():
    batch = checked("1;Åke Öberg;8713;Norrvik;")
    mended(batch, 2, code="=1+1")
    assert wrong(batch) == [(2, "postal_code", "cell.formula")]


def test_of_two_rows_with_one_key_both_are_right_once_one_has_another():
    batch = checked("1;Åke Öberg;87131;Norrvik;", "1;Eva Berg;87131;Norrvik;")
    assert mended(batch, 3, key="2") == {2, 3}
    assert (wrong(batch), batch.new_count) == ([], 2)


def test_a_key_that_another_row_has_makes_that_row_wrong_as_well_and_it_can_be_mended():
    batch = checked("1;Åke Öberg;87131;Norrvik;", ";Eva Berg;87131;Norrvik;")
    mended(batch, 3, key="1")
    assert wrong(batch) == [(2, "key", "key.twice"), (3, "key", "key.twice")]
    mended(batch, 2, key="7")
    assert wrong(batch) == []


def test_a_row_with_too_many_cells_is_mended_by_saying_what_its_cells_are():
    batch = checked("1;Åke Öberg;87131;Norrvik;;one too many")
    (row,) = rows_to_mend(batch, kind_of("customers"), lines=[2])
    assert len(row.at_fault) == 5, "no cell is to blame, so all of them are shown"
    mended(batch, 2, name="Åke Öberg")
    assert (wrong(batch), batch.new_count) == ([], 1)


def test_what_was_mended_holds_when_the_whole_file_is_checked_again_and_in_the_error_file():
    batch = checked("1;Åke Öberg;8713;Norrvik;ake@")
    mended(batch, 2, code="87131")

    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    keep_faulty_rows(batch=batch)

    assert wrong(batch) == [(2, "email", "email.unreadable")]
    file = write_error_file(batch=batch, heading="What is wrong")
    assert file is not None
    assert ";87131;" in read_stored(file).decode("utf-8-sig")


def test_a_cell_with_a_nul_is_refused_and_the_row_stays_as_it_was():
    batch = checked("1;Åke Öberg;8713;Norrvik;")
    with pytest.raises(CannotImport, match="NUL"):
        mended(batch, 2, code="871\x0031")
    batch.refresh_from_db()
    assert (batch.error_count, batch.faulty_rows.get().cells[CODE]) == (1, "8713")


def test_rows_are_mended_only_between_check_and_commit():
    batch = checked("1;Åke Öberg;8713;Norrvik;", "2;Eva Berg;87132;Norrvik;")
    commit_batch(batch=batch, actor=None, today=TODAY)
    with pytest.raises(CannotImport, match="only a checked one"):
        mended(batch, 2, code="87131")


@pytest.fixture
def manager() -> Client:
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used")
    user.roles.add(Role.objects.get(code="manager"))
    client = Client()
    client.force_login(user)
    return client


def test_the_page_shows_the_cell_with_its_reason_and_the_answer_only_what_has_changed(manager: Client):
    batch = checked("1;Åke Öberg;8713;Norrvik;ake@", "2;Eva Berg;87132;Norrvik;")
    page = manager.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "8713 is not a postal code of SE." in page
    assert "Bring 1 in, leave 1 out" in page

    answer = manager.post(
        reverse("imports:mend", args=[batch.pk, 2]), {f"cell_{CODE}": "87131", f"cell_{EMAIL}": "ake@"}, headers={"HX-Request": "true"}
    ).content.decode()

    assert f'id="cell-2-{CODE}"' in answer
    assert f'id="cell-2-{EMAIL}"' not in answer, "somebody may be typing there by now"
    assert "now it is right" in answer


def test_without_script_the_row_is_posted_and_the_page_comes_back(manager: Client):
    batch = checked("1;Åke Öberg;8713;Norrvik;")
    answer = manager.post(reverse("imports:mend", args=[batch.pk, 2]), {f"cell_{CODE}": "87131"})
    assert answer["Location"] == f"{reverse('imports:batch', args=[batch.pk])}#row-2"
    page = manager.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "Bring one row in" in page


def test_after_mending_the_error_file_is_made_anew(manager: Client):
    batch = checked("1;Åke Öberg;8713;Norrvik;", "2;;87132;Norrvik;")
    write_error_file(batch=batch, heading="What is wrong")
    mended(batch, 2, code="87131")
    answer = manager.get(reverse("imports:error_file", args=[batch.pk]))
    assert len(b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()) == 2


def test_a_row_that_is_not_to_mend_is_not_there(manager: Client):
    batch = checked("1;Åke Öberg;87131;Norrvik;")
    assert manager.post(reverse("imports:mend", args=[batch.pk, 2]), {"cell_0": "7"}).status_code == 404
