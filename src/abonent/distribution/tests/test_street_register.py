"""A street register from a file: Swedish and Finnish streets, what is wrong with rows, a whole register again, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client

from abonent.catalog.testing import an_entity
from abonent.distribution.models import Route, RouteStop, RouteStretch
from abonent.distribution.operations import end_stretch
from abonent.distribution.rules.street_register import area, direction, doors, method, ordinal, weekdays
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.distribution.wording import stretch_words
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch, ImportedRow
from abonent.imports.operations import check_batch, commit_batch, keep_faulty_rows, mend_row, take_file
from abonent.imports.reading.trouble import Fault
from abonent.imports.refusals import CannotImport
from abonent.imports.undoing import undo_import
from abonent.kit import clock, statements
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_elsewhere")]

TODAY = day("2026-07-09")
SWEDISH = "Runda;Postnummer;Gata;Sida;Från nummer;Till nummer;Ordning\n"


def checked(content: str, *, encoding: str = "utf-8", **defaults: str) -> ImportBatch:
    file = store(name="gaturegister.csv", media_type="text/csv", content=content.encode(encoding), owner="import_batch")
    said = {"default_country": "SE", "whole": "", "new_routes": "", "begins": "", **defaults}
    batch = take_file(kind="street_register", file=file, source="register", actor=None, defaults=said)
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
    keep_faulty_rows(batch=batch)
    return batch


def brought_in(content: str, **said: str) -> ImportBatch:
    return commit_batch(batch=checked(content, **said), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.vanished_count, batch.error_count


def faults(batch: ImportBatch) -> list[tuple[int, str, str]]:
    return list(batch.faults.order_by("line", "field").values_list("line", "field", "code"))


def walk(number: str, on: date = TODAY) -> list[str]:
    present = RouteStretch.objects.filter(route__number=number, during__contains=on).select_related("place").order_by("ordinal")
    return [stretch_words(one) for one in present]


def rows_of_stretches() -> list[dict[str, object]]:
    return list(RouteStretch.objects.order_by("id").values())


def test_swedish_streets_come_in_and_the_same_file_again_changes_nothing(entity: LegalEntity):
    north, south = a_route(entity=entity, number="14"), a_route(entity=entity, number="15")
    door = a_door("Åsögatan", "7")
    register = (
        SWEDISH
        + "14;111 22;Åsögatan;udda;1;19;2\n14;111 22;Ängsvägen;;;;1\n15;11122;Åsögatan;jämna;2;;\n15;113 30;;;;;\n15;111 22;Örngränd;;1-15;;\n"
    )
    assert counts(brought_in(register)) == (5, 0, 0, 0, 0)
    assert walk("14") == ["Ängsvägen", "Åsögatan 1–19, odd numbers"]
    assert walk("15") == ["Åsögatan from 2, even numbers", "All of 113 30", "Örngränd 1–15"]
    assert RouteStop.objects.get(place=door).stretch.route == north
    assert {one.entity for one in RouteStretch.objects.filter(route=south)} == {entity}
    assert counts(brought_in(register, new_routes="add")) == (0, 0, 5, 0, 0)
    assert RouteStretch.objects.count() == 5


def test_a_file_of_an_old_program_in_finnish_is_read_as_it_is_written(entity: LegalEntity):
    register = (
        "Piiri\tPostinumero\tPaikkakunta\tKatu\tNumero\tPorras\tPuoli\tPäivät\tJakelutapa\n"
        "H7\t00100\tHelsinki\tMannerheimintie\t1-15\t\tparittomat\tma-la\taamujakelu\n"
        "H7\t00100\tHelsinki\tHämeentie\t2A\t\t\tma-la\taamujakelu\n"
        "H7\t00100\tHelsinki\tYrjönkatu\t5\tB\t\tma-la\taamujakelu\n"
    )
    batch = checked(register, encoding="cp1252", default_country="FI", new_routes="add")
    assert (batch.layout["encoding"], batch.layout["separator"]) == ("cp1252", "\t")
    commit_batch(batch=batch, actor=None, today=TODAY)
    route = Route.objects.get(number="H7")
    assert (route.weekdays, route.delivery_method) == (0b0111111, "carrier")
    assert walk("H7") == ["Mannerheimintie 1–15, odd numbers", "Hämeentie 2A, 00100 Helsinki", "Yrjönkatu 5 B, 00100 Helsinki"]


def test_what_is_wrong_with_a_row_is_said_with_its_column_and_nothing_comes_in(entity: LegalEntity):
    a_stretch(a_route(entity=entity, number="14"), "Storgatan", from_number=1, to_number=19)
    a_route(entity=entity, number="15", weekdays=0b0011111)
    batch = checked(
        SWEDISH.strip()
        + ";Veckodagar;Nummer;Depå\n"
        + "15;111 22;Storgatan;;15;25;;;;\n"  # 2: route 14 has 15 to 19
        + "99;111 22;Nygatan;;;;;;;\n"  # 3: no such route
        + "15;111 22;Backen;;9;5;;;;\n"  # 4: ends before it begins
        + "15;111 22;Kajen;;1;9;;;;\n"  # 5 and 6: twice the doors 5 to 9
        + "15;111 22;Kajen;udda;5;;;;;\n"
        + "15;1112;Torget;;;;;;;\n"  # 7: no postal code
        + "15;111 22;Ringen;vänster;;;;;;\n"  # 8: no side
        + "15;111 22;Allén;;;;;1-6;;\n"  # 9: the route is walked on other days
        + "15;111 22;Leden;;2A;2F;;;;\n"  # 10: letters at both ends
        + "15;111 22;Stigen;;;;;;2A;\n"  # 11: one door without a town
        + ";111 22;Planen;;;;;;;Hamnen\n"  # 12: no route, no depot
    )
    assert faults(batch) == [
        (2, "street", "stretch.taken"), (3, "route", "stretch.route_unknown"), (4, "to_number", "stretch.backwards"),
        (5, "street", "stretch.twice"), (6, "street", "stretch.twice"), (7, "postal_code", "stretch.postal_code"), (8, "side", "word.unknown"),
        (9, "weekdays", "stretch.other_weekdays"), (10, "from_number", "stretch.letters"), (11, "town", "stretch.door_needs_town"),
        (12, "depot", "stretch.depot_unknown"), (12, "route", "stretch.no_route"),
    ]  # fmt: skip
    taken = batch.faults.get(line=2)
    assert str(kind_of("street_register").sentences[taken.code]) % taken.parameters == (
        "Route 14 has some of these doors: Storgatan 1–19. End that first, change the numbers, or bring the whole register in."
    )
    with pytest.raises(CannotImport):
        commit_batch(batch=batch, actor=None, today=TODAY)
    assert RouteStretch.objects.count() == 1
    place = batch.mapping["from_number"]
    assert mend_row(batch=batch, line=5, cells={place: "1", batch.mapping["to_number"]: "3"}, actor=None, today=TODAY) >= {5, 6}
    batch.refresh_from_db()
    assert counts(batch) == (2, 0, 0, 0, 9), "the two streets on the quay do not meet any more"


def test_unprintable_characters_and_broken_encodings_refuse_the_file_by_row_and_column(entity: LegalEntity):
    for content, code in (
        ((SWEDISH + "14;111 22;Stor\x07gatan;;;;\n").encode(), "file.control"),
        ((SWEDISH + "14;111 22;Stor\x00gatan;;;;\n").encode(), "file.nul"),
        ((SWEDISH + "14;111 22;Ã…sÃ¶gatan;;;;\n").encode(), "file.decoded_twice"),
    ):
        file = store(name="gator.csv", media_type="text/csv", content=content, owner="import_batch")
        with pytest.raises(CannotImport) as refusal:
            batch = take_file(kind="street_register", file=file, source="register", actor=None, defaults={})
            check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)
        assert refusal.value.code == code
        assert "Gata" in str(refusal.value)


def test_the_whole_register_again_says_what_is_new_changed_and_vanished_and_is_taken_back(entity: LegalEntity):
    for number in ("14", "15"):
        a_route(entity=entity, number=number)
    brought_in(SWEDISH + "14;111 22;Storgatan;udda;1;19;\n14;111 22;Nygatan;;;;\n14;111 22;Kajen;;;;\n15;111 22;Torget;;;;\n")
    door = a_door("Nygatan", "3")
    before, walks = rows_of_stretches(), (walk("14"), walk("15"))
    again = SWEDISH + "14;111 22;Kajen;;;;\n14;111 22;Storgatan;udda;1;19;\n15;111 22;Nygatan;;;;\n15;111 22;Backen;;;;\n"
    batch = checked(again, whole="whole", begins="2026-07-13")
    # Backen is new, Nygatan comes to 15, Kajen and Storgatan change places in the walk of 14, Torget is in it no more.
    assert counts(batch) == (1, 3, 0, 1, 0)
    assert rows_of_stretches() == before, "a check writes nothing"
    commit_batch(batch=batch, actor=None, today=TODAY)
    later = day("2026-07-13")
    assert (walk("14", later), walk("15", later)) == (["Kajen", "Storgatan 1–19, odd numbers"], ["Nygatan", "Backen"])
    assert (set(walk("14")), walk("15")) == (set(walks[0]), walks[1]), "until Monday the routes are as they were"
    assert set(RouteStop.objects.filter(place=door).values_list("stretch__route__number", flat=True)) == {"14", "15"}
    batch.refresh_from_db()
    undo_import(batch=batch, actor=None, today=TODAY)
    assert rows_of_stretches() == before
    assert (walk("14"), walk("15")) == walks
    assert RouteStop.objects.get(place=door).stretch.route.number == "14"


def test_a_whole_register_comes_in_without_errors_only(entity: LegalEntity):
    a_route(entity=entity, number="14")
    batch = checked(SWEDISH + "14;111 22;Storgatan;;;;\n77;111 22;Nygatan;;;;\n", whole="whole")
    with pytest.raises(CannotImport, match="without errors only"):
        commit_batch(batch=batch, actor=None, today=TODAY)
    assert not RouteStretch.objects.exists()


def test_doors_given_away_after_the_check_are_refused_at_the_commit(entity: LegalEntity):
    a_route(entity=entity, number="14")
    batch = checked(SWEDISH + "14;111 22;Storgatan;;;;\n")
    a_stretch(a_route(entity=entity, number="15"), "Storgatan", from_number=1, to_number=5)
    with pytest.raises(CannotImport, match="route 15 meanwhile"):
        commit_batch(batch=batch, actor=None, today=TODAY)
    assert RouteStretch.objects.count() == 1


def test_a_walk_that_was_changed_since_is_not_taken_back(entity: LegalEntity):
    a_route(entity=entity, number="14")
    batch = brought_in(SWEDISH + "14;111 22;Storgatan;;;;\n14;111 22;Nygatan;;;;\n")
    with connection.cursor() as cursor:  # In a transaction of his own, which a test has not.
        cursor.execute("SELECT set_config('abonent.run', '', true)")
    with clock.set_to(clock.now() + timedelta(hours=1)):
        end_stretch(stretch=RouteStretch.objects.get(street="Nygatan"), ends=day("2026-08-01"), actor=None, today=TODAY)
    with pytest.raises(CannotImport, match="Nothing is undone"):
        undo_import(batch=batch, actor=None, today=TODAY)
    assert walk("14") == ["Storgatan", "Nygatan"]
    assert walk("14", day("2026-08-01")) == ["Storgatan"]


def test_two_rows_of_a_new_route_that_say_otherwise_are_told_apart(entity: LegalEntity):
    batch = checked("Runda;Postnummer;Gata;Veckodagar\n20;111 22;Storgatan;1-6\n20;111 22;Nygatan;1-5\n", new_routes="add")
    assert [code for _line, _field, code in faults(batch)] == ["stretch.route_differs", "stretch.route_differs"]


def test_a_route_number_of_two_companies_needs_the_company(entity: LegalEntity):
    for one in (entity, an_entity(code="south")):
        a_route(entity=one, number="14")
    batch = checked("Runda;Bolag;Postnummer;Gata\n14;;111 22;Storgatan\n14;SOUTH;111 22;Nygatan\n14;Norra;111 22;Kajen\n")
    assert faults(batch) == [(2, "route", "stretch.routes"), (4, "company", "stretch.company_unknown")]
    assert counts(batch) == (1, 0, 0, 0, 2)


def test_each_statement_does_its_work_once(entity: LegalEntity):
    a_route(entity=entity, number="14")
    brought_in(SWEDISH + "14;111 22;Storgatan;;;;\n14;111 22;Nygatan;;;;\n")
    batch = checked(
        "Runda;Postnummer;Gata;Nummer;Ort\n15;111 22;Storgatan;;\n15;111 22;Kajen;2A;Stockholm\n", new_routes="add", whole="whole"
    )
    named = {"batch": batch.pk, "kind": "street_register", "key_source": "register", "today": TODAY, "lines": None}
    assert twice("distribution/forget_stretch_matches", **named) == 2
    assert twice("distribution/match_staged_stretches", **named) == 2
    assert twice("distribution/hold_stretches") <= 0
    assert twice("distribution/add_imported_routes", **named) == 1
    assert twice("distribution/name_imported_routes", **named) == 2
    before = ("distribution/stretches_before_import", "distribution/stretches_giving_way")
    assert statements.run("imports/keep_before_values", source=before, **named) == 4
    assert twice("customers/ensure_places", source="distribution/doors_of_staged_stretches", **named) == 1
    assert twice("distribution/give_way", source="distribution/stretches_giving_way", **named) == 0, "what begins today goes whole"
    assert set(RouteStretch.objects.values_list("street", flat=True)) == set()
    assert twice("distribution/insert_imported_stretches", **named) == 2
    assert twice("distribution/walk_as_imported", **named) == 0
    assert len(list(statements.rows("distribution/lock_imported_stretches", **named))) == 2
    assert twice("distribution/remove_imported_stretches", **named) == 2
    assert twice("distribution/put_back_stretches", **named) == 2
    assert ImportedRow.objects.filter(batch_id=batch.pk, is_new=True).count() == 2


def test_a_manager_brings_a_register_in_on_the_screen(signed_in: Callable[..., Client], entity: LegalEntity):
    client = signed_in("manager", entity)
    assert "Import: Street register" in client.get("/imports/").content.decode()
    pasted = "Runda\tPostnummer\tGata\n14\t111 22\tStorgatan\n"
    page = client.post("/imports/new/street_register/", {"source": "register", "pasted": pasted}, follow=True).content.decode()
    assert "What the file does not have" in page
    batch = ImportBatch.objects.get()
    said = {"column_0": "route", "column_1": "postal_code", "column_2": "street", "default_country": "SE", "begins": ""}
    page = client.post(f"/imports/{batch.pk}/check/", said, follow=True).content.decode()
    assert "There is no route 14." in page
    said |= {"whole": "whole", "new_routes": "add"}
    page = client.post(f"/imports/{batch.pk}/check/", said, follow=True).content.decode()
    assert "Vanished" in page
    page = client.post(f"/imports/{batch.pk}/commitment/", follow=True).content.decode()
    assert "Undo the whole import" in page
    stretch = RouteStretch.objects.select_related("route").get()
    assert (stretch.route.number, stretch.street) == ("14", "Storgatan")
    assert kind_of("street_register").subjects([stretch.pk])[stretch.pk].label == "14: Storgatan"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (("Storgatan", "", "", "", "", "", ""), ("all", "", "", "")),
        (("Storgatan", "", "1", "19", "udda", "", ""), ("odd", "1", "19", "")),
        (("Storgatan", "1–15", "", "", "", "", ""), ("all", "1", "15", "")),
        (("Storgatan", "12", "", "", "", "", ""), ("all", "12", "12", "")),
        (("Storgatan", "", "12", "", "parilliset", "", ""), ("even", "12", "", "")),
        (("Storgatan", "2A", "", "", "", "", ""), ("all", "", "", "2A")),
        (("Storgatan", "", "2 B", "2 B", "", "", ""), ("all", "", "", "2 B")),
        (("Yrjönkatu", "5", "", "", "", "C", "12"), ("all", "", "", "5")),
        (("", "", "", "", "", "", ""), ("all", "", "", "")),
    ],
)
def test_numbers_are_read_as_registers_write_them(written: tuple[str, ...], read: tuple[str, ...]):
    assert doors(*written) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (("", "", "1", "9", "", "", ""), "stretch.no_street"),
        (("Storgatan", "5", "1", "", "", "", ""), "stretch.numbers_twice"),
        (("Storgatan", "", "2A", "9", "", "", ""), "stretch.letters"),
        (("Storgatan", "KM 7", "", "", "", "", ""), "stretch.number"),
        (("Storgatan", "15-1", "", "", "", "", ""), "stretch.backwards"),
        (("Storgatan", "12", "", "", "udda", "", ""), "stretch.other_side"),
        (("Storgatan", "", "", "", "", "A", ""), "stretch.one_door"),
        (("Storgatan", "2A", "", "", "jämna", "", ""), "stretch.door_has_no_side"),
    ],
)
def test_numbers_that_are_none_are_refused(written: tuple[str, ...], code: str):
    with pytest.raises(Fault) as fault:
        doors(*written)
    assert fault.value.code == code


def test_words_are_read_in_every_language():
    assert {weekdays(said)[0] for said in ("1-6", "123456", "mån-lör", "ma-la", "pon-sob", "hétfő–szombat", "Mon-Sat", "1,2,3,4,5,6")} == {
        "63"
    }
    assert weekdays("la, su") == weekdays("sobota niedziela") == ("96",)
    assert weekdays("ke") == ("4",) == weekdays("sze")
    assert {direction(said)[0] for said in ("ned", "alas", "w dół", "le", "down")} == {"down"}
    assert {method(said)[0] for said in ("bud", "aamujakelu", "rano", "reggel", "early")} == {"carrier"}
    assert area("Suomi", "00100", "SE") == ("FI", "00100")
    for rule, said in ((weekdays, "so"), (weekdays, "lör-mån"), (weekdays, "8"), (ordinal, "först"), (direction, "left")):
        with pytest.raises(Fault):
            rule(said)
