"""R7: damaged files of contact persons and of notes. Each comes in whole, row by row with a reason, or not at all."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from django.db.models import Model

from abonent.correspondence.models import Interaction, InteractionKey
from abonent.customers.models import ContactPerson, ContactPersonKey, ContactPoint, Customer, ExternalKey, PositionType
from abonent.customers.tests.test_damaged_files import a_damaged_text
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.imports.refusals import FAULTS, CannotImport, fault_sentence
from abonent.imports.undoing import undo_import
from abonent.kit.files import store
from abonent.kit.periods import day

pytestmark = [pytest.mark.django_db, pytest.mark.figure]

TODAY = day("2026-02-01")
FILES = 30
PERSONS = (
    "Kundnummer;Id;Förnamn;Efternamn;Befattning;Mobil;E-post;Föredrar\n1;e1;Eva;Ek;Inköpare;070-174 06 35;eva@norrvik.example;mejl\n1;o1;Ola;Öberg;;;;\n"
    "2;p1;Per;Ås;;+46 70 111 22 33;per@norrvik.example;mobil\n1;;Pia;Alm;;;;\n"
)  # fmt: skip
NOTES = (
    "Kundnummer;Id;Typ;Riktning;Datum;Skriven av;Anteckning\n1;n1;samtal;in;2025-03-01 14:30;Kajsa Ås;Tidningen kom inte\n1;n2;;;1.4.2025;;Vill ha kaffe\n"
    "2;n3;mejl;ut;2025-05-01T10:00:00+02:00;;Svar: öppet på lördag\n2;;;;2025-06-01;;Flyttar\n"
)  # fmt: skip
REGISTER: dict[str, tuple[str, list[type[Model]]]] = {
    "contact_persons": (PERSONS, [ContactPerson, ContactPoint, ContactPersonKey]),
    "notes": (NOTES, [Interaction, InteractionKey]),
}


@pytest.fixture(autouse=True)
def companies(settings, tmp_path: Path):
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}}
    PositionType.objects.create(name={"sv": "Inköpare"})
    for key in "12":
        company = Customer.objects.create(kind="organisation", organisation_name=f"Bruket {key} AB", language="sv", country="SE")
        ExternalKey.objects.create(source="crm", key=key, customer=company)


@pytest.mark.parametrize("kind", REGISTER)
def test_of_30_damaged_files_none_is_half_loaded_and_each_is_taken_back_whole(kind: str):
    source = random.Random(20260204)
    content, register = REGISTER[kind]
    declared = kind_of(kind)
    outcomes = {"in": 0, "faulty": 0, "refused": 0}
    for number in range(FILES):
        before = [list(model._default_manager.order_by("pk").values()) for model in register]
        file = store(name="rows.csv", media_type="text/csv", content=a_damaged_text(source, content.encode()), owner="import_batch")
        try:
            batch = take_file(kind=kind, file=file, source="crm", actor=None, defaults=declared.usual(None))
            batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
        except CannotImport as refusal:
            assert "rows.csv" in str(refusal)
            outcomes["refused"] += 1
        else:
            assert batch.new_count + batch.changed_count + batch.same_count + batch.error_count == batch.row_count, f"file {number}"
            for fault in batch.faults.all():
                assert fault.code in {**FAULTS, **declared.sentences}, fault.code
                assert fault_sentence(fault.code, fault.parameters, declared.sentences)
            outcomes["faulty" if batch.error_count else "in"] += 1
            if batch.ready_count:
                batch = commit_batch(batch=batch, actor=None, today=TODAY)
                assert register[0]._default_manager.count() == len(before[0]) + batch.new_count, f"file {number}"
                undo_import(batch=batch, actor=None, today=TODAY)
        assert [list(model._default_manager.order_by("pk").values()) for model in register] == before, f"file {number}"
    assert all(outcomes.values()), outcomes
    assert ImportBatch.objects.filter(state="undone").exists()
