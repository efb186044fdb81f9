"""The register of doors: a list of dwellings comes in, is changed at the desk, and is taken back; and the map that it makes of a route."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from abonent.customers.models import Place
from abonent.distribution.models import Depot, Door, Route
from abonent.distribution.operations.doors import CannotSetDoor, DoorDescription, say_of_door
from abonent.distribution.route_map import route_map
from abonent.distribution.rules.map_projection import Sheet, kilometres_between, projection
from abonent.distribution.testing import a_door, a_route, a_stretch
from abonent.imports.kinds import kind_of
from abonent.imports.models import ImportBatch
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.imports.undoing import undo_import
from abonent.kit import statements
from abonent.kit.files import store
from abonent.kit.periods import day
from abonent.kit.testing import twice
from abonent.organisation.models import LegalEntity
from abonent.runs.models import Act
from abonent.runs.operations import undo_act

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_elsewhere")]

TODAY = day("2026-07-09")
HEADERS = "Adress;Postnummer;Ort;Hushåll;Ingen reklam;Latitud;Longitud\n"
ROWS = (
    "Åsögatan 7 A lgh 1101;111 22;Stockholm;1;ja;59,3141;18.0735\n"
    "Örngränd 3;11122;Stockholm;12;;;\n"
    "Ängsvägen 2;111 22;Stockholm;;nej;59.3142;18.0740\n"
)  # fmt: skip


def checked(content: str) -> ImportBatch:
    file = store(name="bostäder.csv", media_type="text/csv", content=content.encode(), owner="import_batch")
    batch = take_file(kind="doors", file=file, source="municipality", actor=None, defaults={"default_country": "SE"})
    return check_batch(batch=batch, mapping=batch.mapping, actor=None, today=TODAY)


def brought_in(content: str) -> ImportBatch:
    return commit_batch(batch=checked(content), actor=None, today=TODAY)


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    return batch.new_count, batch.changed_count, batch.same_count, batch.error_count


def said() -> list[tuple[str, int, bool, Decimal | None]]:
    doors = Door.objects.select_related("place").order_by("place__street")
    return [(one.place.street_line, one.households, one.refuses, one.latitude) for one in doors]


def test_a_list_of_dwellings_comes_in_and_again_nothing_changes():
    assert counts(brought_in(HEADERS + ROWS)) == (3, 0, 0, 0)
    assert sorted(said()) == [
        ("Ängsvägen 2", 1, False, Decimal("59.31420")),
        ("Åsögatan 7 A lgh 1101", 1, True, Decimal("59.31410")),
        ("Örngränd 3", 12, False, None),
    ]
    assert counts(brought_in(HEADERS + ROWS)) == (0, 0, 3, 0)
    assert Place.objects.count() == 3


def test_a_door_of_a_subscriber_is_the_same_door_and_an_empty_cell_says_nothing():
    place = a_door("Storgatan", "3")
    brought_in(HEADERS + "Storgatan 3;111 22;Stockholm;4;ja;;\n")
    assert counts(brought_in(HEADERS + "STORGATAN 3;11122;stockholm;;;59.3;18.0\n")) == (0, 1, 0, 0)
    door = Door.objects.get()
    assert (door.pk, door.households, door.refuses, door.latitude) == (place.pk, 4, True, Decimal("59.30000"))


def test_what_is_wrong_with_a_row_is_said_with_its_column():
    batch = checked(
        HEADERS
        + "Storgatan 1;111 22;;1;;;\n"
        + ";111 22;Stockholm;1;;;\n"
        + "Storgatan 3;111 22;Stockholm;många;;;\n"
        + "Storgatan 5;111 22;Stockholm;1;kanske;;\n"
        + "Storgatan 7;111 22;Stockholm;1;;59.3;\n"
        + "Storgatan 9;111 22;Stockholm;1;;159.3;18\n"
        + "Storgatan 11;111 22;Stockholm;1;;;\nStorgatan 11;111 22;Stockholm;2;;;\n"
        + "Storgatan 13;1;Stockholm;1;;;\n"
    )
    assert [(fault.line, fault.field, fault.code) for fault in batch.faults.order_by("line")] == [
        (2, "town", "door.no_town"), (3, "street", "door.no_street"), (4, "households", "door.households"), (5, "refuses", "door.yes_no"),
        (6, "longitude", "door.degrees"), (7, "latitude", "door.degrees"), (8, "street", "door.twice"), (9, "street", "door.twice"),
        (10, "postal_code", "postal_code.unreadable"),
    ]  # fmt: skip
    sentences = kind_of("doors").sentences
    assert all(str(sentences[fault.code]) % fault.parameters for fault in batch.faults.all())


def test_an_import_of_doors_is_taken_back_and_what_was_said_before_counts_again():
    place = a_door("Örngränd", "3")
    say_of_door(place=place, described=DoorDescription(households=5, refuses=True), actor=None)
    batch = brought_in(HEADERS + ROWS)
    assert counts(batch) == (2, 1, 0, 0)
    undo_import(batch=batch, actor=None, today=TODAY)
    assert said() == [("Örngränd 3", 5, True, None)]


def test_what_is_said_of_a_door_at_the_desk_is_undone():
    place = a_door("Storgatan", "3")
    say_of_door(place=place, described=DoorDescription(households=2), actor=None)
    say_of_door(place=place, described=DoorDescription(households=2, refuses=True, latitude=Decimal(59), longitude=Decimal(18)), actor=None)
    with pytest.raises(CannotSetDoor):
        say_of_door(place=place, described=DoorDescription(latitude=Decimal(59)), actor=None)
    for act in Act.objects.filter(verb="say_of_door").order_by("-id")[:2]:
        undo_act(act=act, actor=None, today=TODAY)
    assert not Door.objects.exists()


def test_each_statement_does_its_work_once():
    brought_in(HEADERS + "Örngränd 3;111 22;Stockholm;5;;;\n")
    batch = checked(HEADERS + ROWS)
    named = {"batch": batch.pk, "kind": "doors", "key_source": "municipality", "today": TODAY, "lines": None}
    assert twice("distribution/forget_door_matches", **named) == 3
    assert twice("distribution/match_staged_doors", **named) == 3
    assert {row.line for row in statements.rows("distribution/doors_beside", **{**named, "lines": [2]})} == {2}
    assert twice("customers/ensure_places", source="distribution/places_of_staged_doors", **named) == 2
    assert statements.run("imports/keep_before_values", source="distribution/doors_before_import", **named) == 3
    assert twice("distribution/write_imported_doors", **named) == 3
    assert len(statements.rows("distribution/lock_imported_doors", **named)) == 3
    assert twice("distribution/remove_imported_doors", **named) == 2
    assert twice("distribution/put_back_doors", **named) == 1
    assert Door.objects.get().households == 5


def test_the_desk_sees_the_doors_and_says_that_one_refuses(signed_in: Callable[..., Client], entity: LegalEntity):
    place = a_door("Storgatan", "3")
    say_of_door(place=place, described=DoorDescription(), actor=None)
    client = signed_in("manager", entity)
    assert "Storgatan 3" in client.get(reverse("distribution:doors")).content.decode()
    answer = client.post(reverse("distribution:door", args=[place.pk]), {"households": "1", "refuses": "on"}, follow=True)
    assert "says no" in answer.content.decode()
    assert Door.objects.get().refuses
    assert "Storgatan 3" not in client.get(reverse("distribution:doors"), {"refuses": "no"}).content.decode()


@pytest.fixture
def mapped(entity: LegalEntity) -> Route:
    """Route 14 with three doors of which two are on the map, a depot far off, and a door of route 15 between them."""
    depot = Depot.objects.create(entity=entity, name="North", latitude=Decimal("59.40000"), longitude=Decimal("18.00000"))
    route, other = a_route(entity=entity, number="14"), a_route(entity=entity, number="15")
    route.depot = depot
    route.save()
    for number, latitude in (("1", "59.31000"), ("3", None), ("5", "59.31200")):
        place = a_door("Storgatan", number)
        if latitude:
            say_of_door(place=place, described=DoorDescription(latitude=Decimal(latitude), longitude=Decimal("18.07000")), actor=None)
    between = a_door("Nygatan", "2")
    say_of_door(place=between, described=DoorDescription(latitude=Decimal("59.31100"), longitude=Decimal("18.07000")), actor=None)
    a_stretch(route, "Storgatan", downwards=True)
    a_stretch(other, "Nygatan")
    return route


def test_a_map_shows_the_walk_its_neighbours_the_depot_and_counts_what_it_cannot_place(mapped: Route):
    stretch = mapped.stretches.get()
    drawn = route_map(mapped, {stretch.pk: "Storgatan"}, TODAY, "en")
    assert drawn is not None
    assert [dot.words for dot in drawn.desk.dots] == ["Storgatan 5", "Storgatan 1"], "from the highest number down"
    assert drawn.desk.dots[0].y < drawn.desk.dots[1].y, "north is up"
    assert [dot.words for dot in drawn.desk.others] == ["Route 15: Nygatan 2"]
    assert (drawn.missing, drawn.others) == (["Storgatan 3"], ["15"])
    assert [(piece.ordinal, piece.words) for piece in drawn.phone.pieces] == [(1, "Storgatan")]
    assert drawn.desk.depot is not None
    assert drawn.desk.depot.y == drawn.desk.sheet.margin / 2, "north of all doors, on the edge"
    assert "10,6 km" in drawn.desk.depot.words


def test_the_page_of_a_route_shows_its_map_and_without_coordinates_none(
    mapped: Route, signed_in: Callable[..., Client], entity: LegalEntity
):
    client = signed_in("manager", entity)
    page = client.get(mapped.url).content.decode()
    assert "1 door is not on the map" in page
    assert f'href="#stretch-{mapped.stretches.get().pk}"' in page
    assert "ab-map" not in client.get(a_route(entity=entity, number="16").url).content.decode()


def test_degrees_become_a_sheet_that_keeps_distances():
    sheet = Sheet(width=400, height=400, margin=20)
    flat = projection(sheet, [(59.0, 18.0), (59.01, 18.01)])
    (west, south), (east, north) = flat.at((59.0, 18.0)), flat.at((59.01, 18.01))
    assert (south, north) == (380, 20)
    assert 180 < east - west < 190, "so far north a degree of longitude is about half one of latitude"
    assert flat.at_edge((70, 18.005)) == (200, 10)
    assert projection(sheet, [(59.0, 18.0)]).at((59.0, 18.0)) == (200, 200), "a single door lies in the middle"
    assert round(kilometres_between((59.0, 18.0), (60.0, 18.0))) == 111
