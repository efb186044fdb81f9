"""Which fields a source may overwrite, only fill, or never touch, and what the difference says of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from abonent.access.models import Role, StaffUser
from abonent.access.operations import install_ready_roles
from abonent.customers.models import ContactPoint, Customer
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, SourceRule
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.imports.precedence import keep_rules
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import undo_act

pytestmark = pytest.mark.django_db

TODAY = day("2026-02-01")
HEADERS = "Kundnummer;Förnamn;Efternamn;Adress;Postnummer;Ort;Mobil;E-post\n"
FIRST = HEADERS + "1;Anna;Berg;Storgatan 1;87131;Norrvik;070-174 06 35;\n2;Sven;Ek;;;;;sven@example.org\n"
AGAIN = (
    HEADERS + "1;Anna;Bergman;Nygatan 2;87132;Norrvik;070-174 06 36;anna@example.org\n"
    "2;Sven;Ekman;Nygatan 4;87132;Norrvik;;sven@new.example\n3;Eva;Alm;Nygatan 6;87132;Norrvik;;\n"
)


@pytest.fixture(autouse=True)
def folder_of_files(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}


def brought_in(content: str) -> ImportBatch:
    file = store(name="kunder.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="customers", file=file, source="old", actor=None, defaults={"default_country": "SE"})
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    return commit_batch(batch=batch, actor=None, today=TODAY)


def test_a_source_overwrites_fills_or_leaves_as_somebody_has_said():
    brought_in(FIRST)
    keep_rules(kind_of("customers"), "old", {"family_name": "never", "street_line": "empty", "email": "empty", "mobile": ""})

    batch = brought_in(AGAIN)

    anna, sven, eva = Customer.objects.order_by("external_keys__key")
    assert (anna.name, sven.name, eva.name) == ("Anna Berg", "Sven Ek", "Eva Alm")
    assert [one.addresses.get().place.street for one in (anna, sven, eva)] == ["Storgatan", "Nygatan", "Nygatan"]
    emails = {point.value for point in ContactPoint.objects.filter(kind="email", preferred=True)}
    assert emails == {"anna@example.org", "sven@example.org"}
    assert ContactPoint.objects.get(kind="mobile", preferred=True).normalised == "+46701740636"
    assert batch.layout["held_back"] == {"address": 1, "email": 1, "name": 2}


def test_another_source_has_rules_of_its_own_and_one_taken_away_is_gone():
    kind = kind_of("customers")
    keep_rules(kind, "old", {"email": "never"})
    keep_rules(kind, "new", {"email": "empty"})
    keep_rules(kind, "old", {"email": "", "mobile": "never"})
    assert set(SourceRule.objects.values_list("source", "field", "wins")) == {("new", "email", "empty"), ("old", "mobile", "never")}


def test_a_change_of_rules_is_an_act_that_is_taken_back_unless_somebody_has_changed_them_since():
    kind = kind_of("customers")
    first = keep_rules(kind, "old", {"email": "never", "mobile": ""})
    assert first and keep_rules(kind, "old", {"email": "never"}) is None, "nothing is otherwise"
    second = keep_rules(kind, "old", {"email": "empty", "family_name": "never"})
    assert second
    with pytest.raises(Refusal):
        undo_act(act=first, actor=None, today=TODAY)
    undo_act(act=second, actor=None, today=TODAY)
    assert list(SourceRule.objects.values_list("field", "wins")) == [("email", "never")]
    undo_act(act=first, actor=None, today=TODAY)
    assert not SourceRule.objects.exists()


def test_the_rules_are_said_beside_the_columns_and_the_page_says_what_was_not_overwritten(client: Client):
    entity = LegalEntity.objects.create(
        code="norrvik", name="Norrviks Dagblad AB", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv", company_number="556036-0793",
        vat_number="SE556036079301", street_line="Storgatan 1", postal_code="871 31", town="Norrvik",
    )  # fmt: skip
    install_ready_roles()
    mia = StaffUser.objects.create_user("mia", "mia@example.org", "not used", language="en")
    mia.roles.add(Role.objects.get(code="manager"))
    mia.entities.add(entity)
    client.force_login(mia)
    brought_in(FIRST)
    file = store(name="kunder.csv", media_type="text/csv", content=AGAIN.encode(), owner="import_batch")
    batch = take_file(kind="customers", file=file, source="old", actor=mia, defaults={"default_country": "SE"})
    said = {f"column_{place}": name for name, place in batch.mapping.items()}
    said |= {f"wins_{batch.mapping['given_name']}": "never", "default_country": "SE", "default_language": ""}

    page = client.post(f"/imports/{batch.pk}/check/", said, follow=True).content.decode()

    assert "Not overwritten" in page
    assert "What files from old may overwrite is saved." in page
    assert "2 rows say otherwise and stay as they are here" in page
    assert SourceRule.objects.get().field == "name"
