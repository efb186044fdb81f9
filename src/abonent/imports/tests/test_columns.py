"""Which column is what: guessed and said how surely, chosen by a person, remembered for the next file of the same shape."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.imports.kinds import kind_of
from abonent.imports.mapping import guessed_mapping
from abonent.imports.models import ImportBatch

pytestmark = pytest.mark.django_db

ODD = "Kundnummer;Namn;Kod X;Fält 7\n1;Åke Öberg;87131;Norrvik\n2;Eva Berg;87132;Storvik\n"


@pytest.fixture
def manager(settings, tmp_path: Path) -> Client:
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    install_ready_roles()
    user = StaffUser.objects.create_user("mia", "mia@example.org", "not used")
    user.roles.add(Role.objects.get(code="manager"))
    client = Client()
    client.force_login(user)
    return client


def brought(client: Client, content: str, *, source: str = "old") -> ImportBatch:
    file = SimpleUploadedFile("kunder.csv", content.encode(), "text/csv")
    client.post(reverse("imports:new", args=["customers"]), {"file": file, "source": source})
    return ImportBatch.objects.latest("id")


def choices(batch: ImportBatch, **chosen: str) -> dict[str, str]:
    """The form of the columns as the browser sends it, with some choices changed: column_2="postal_code"."""
    fields = {place: name for name, place in batch.mapping.items()}
    shown = {f"column_{place}": fields.get(place, "-") for place in range(len(batch.layout["headers"]))}
    return {**shown, "default_country": "SE", "default_language": "", **chosen}


def sureness(headers: list[str], *rows: list[str]) -> dict[str, tuple[int, str]]:
    guesses = guessed_mapping(kind_of("customers"), headers, source="old", sample=rows)
    return {name: (guess.place, guess.sureness) for name, guess in guesses.items()}


def test_a_header_that_is_known_beats_one_that_is_nearly_so():
    assert sureness(["Mobilnumer", "Mobil", "Kundnummer"]) == {"mobile": (1, "known"), "key": (2, "known")}


def test_a_header_mistyped_or_with_more_words_is_likely():
    assert sureness(["Kundnumer", "Telefon dagtid"]) == {"key": (0, "likely"), "phone": (1, "likely")}


def test_a_column_without_a_telling_header_is_known_by_its_cells():
    rows = ["anna@example.org", "070-174 06 35", "7"], ["eva@example.org", "070-174 06 36", "8"]
    assert sureness(["A", "B", "C"], *rows) == {"email": (0, "likely"), "mobile": (1, "likely")}


def test_one_cell_is_no_sign():
    assert sureness(["A"], ["anna@example.org"]) == {}


def test_the_page_shows_cells_beside_each_column_and_what_is_not_known(manager: Client):
    page = manager.get(reverse("imports:batch", args=[brought(manager, ODD).pk])).content.decode()
    assert "87131, 87132" in page
    assert page.count("known header") == 2
    assert page.count("not known") == 2


def test_cells_of_a_foreign_file_are_text_and_no_page_of_ours(manager: Client):
    batch = brought(manager, "Kundnummer;Namn\n1;<b>Åke</b>\n")
    page = manager.get(reverse("imports:batch", args=[batch.pk])).content.decode()
    assert "&lt;b&gt;Åke" in page
    assert "<b>Åke" not in page


def test_a_column_that_is_needed_is_asked_for_plainly_before_and_after_the_check(manager: Client):
    batch = brought(manager, "Nyckel;Förnamn\n1;Åke\n")
    address = reverse("imports:batch", args=[batch.pk])
    assert "No column is the Key yet." in manager.get(address).content.decode()

    answer = manager.post(reverse("imports:check", args=[batch.pk]), choices(batch))

    assert answer.status_code == 422
    assert "No column is the Key yet." in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == "uploaded"


def test_two_columns_cannot_be_one_field(manager: Client):
    batch = brought(manager, ODD)
    answer = manager.post(reverse("imports:check", args=[batch.pk]), choices(batch, column_2="name"))
    assert answer.status_code == 422
    assert "Namn is this already." in answer.content.decode()


def test_the_next_file_of_the_same_shape_maps_itself_and_is_checked_at_once(manager: Client):
    first = brought(manager, ODD)
    manager.post(reverse("imports:check", args=[first.pk]), choices(first, column_2="postal_code", column_3="town"))

    second = brought(manager, ODD)

    assert second.mapping == {"key": 0, "name": 1, "postal_code": 2, "town": 3}
    assert (second.state, second.new_count) == ("checked", 2)


def test_each_source_remembers_its_own_columns_and_a_new_one_begins_with_those_of_another(manager: Client):
    old = brought(manager, ODD)
    manager.post(reverse("imports:check", args=[old.pk]), choices(old, column_2="postal_code"))
    other = brought(manager, ODD, source="other")
    assert other.mapping["postal_code"] == 2
    manager.post(reverse("imports:check", args=[other.pk]), choices(other, column_2="number"))

    assert brought(manager, ODD, source="old").mapping["postal_code"] == 2
    assert brought(manager, ODD, source="other").mapping["number"] == 2
