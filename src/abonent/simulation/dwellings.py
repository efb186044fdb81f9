"""The list of dwellings that the towns hand over: a line for every house where somebody reads, and for the one beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date
from math import cos, radians, sin

from abonent.customers.models import Place
from abonent.distribution.models import Door
from abonent.imports.operations import check_batch, commit_batch, take_file
from abonent.kit.files import store
from abonent.simulation.chance import chance, happens
from abonent.simulation.life import Life
from abonent.simulation.routes import COUNTRY, DEPOTS

HEADERS = ("Land", "Postnummer", "Ort", "Gatuadress", "Hushåll", "Reklam nej tack", "Latitud", "Longitud")
SHARE_REFUSING = 0.09
# A degree of latitude is 111 km: towns lie around their depot, streets around the middle of their town.
BETWEEN_TOWNS, ALONG_A_STREET = 0.08, 0.00018


class FaultyDwellings(Exception):
    """A list of our own making that does not pass the import: a mistake in the simulator."""


def bring_in_dwellings(life: Life, day: date) -> int:
    """Import the houses that are not in the register yet; returns how many."""
    known = Door.objects.values("place")
    places = (
        Place.objects.filter(country=COUNTRY).exclude(pk__in=known).exclude(street="").order_by("postal_code", "street", "number", "pk")
    )
    content = _file(life.world.seed, places)
    file = store(name=f"dwellings-{day}.csv", media_type="text/csv", content=content, owner="import_batch")
    batch = take_file(kind="doors", file=file, source="dwellings", actor=life.manager)
    batch = check_batch(batch=batch, mapping=batch.mapping, actor=life.manager, today=day)
    if batch.error_count:
        raise FaultyDwellings(list(batch.faults.order_by("line").values("line", "field", "code", "parameters")[:5]))
    return commit_batch(batch=batch, actor=life.manager, today=day).new_count


def where(postal_code: str, street: str, number: str) -> tuple[str, str]:
    """Where a house stands: a street leaves the middle of its town in a direction of its own, and its numbers go outwards."""
    depot = next(facts for facts in DEPOTS if postal_code.startswith(facts.codes))
    of_town, of_street = chance(0, "town", postal_code), chance(0, "street", f"{postal_code} {street}")
    turn, far = radians(of_street.uniform(0, 360)), ALONG_A_STREET * int(re.sub(r"\D", "", number) or 1)
    latitude = float(depot.latitude) + of_town.uniform(-1, 1) * BETWEEN_TOWNS + sin(turn) * far
    # A degree of longitude is half as long up there.
    longitude = float(depot.longitude) + (of_town.uniform(-1, 1) * BETWEEN_TOWNS + cos(turn) * far) * 2
    return f"{latitude:.5f}", f"{longitude:.5f}"


def _file(seed: int, places: Iterable[Place]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADERS)
    seen: set[tuple[str, str]] = set()
    for row in _rows(seed, places):
        if (row[1], row[3]) not in seen:
            seen.add((row[1], row[3]))
            writer.writerow(row)
    return text.getvalue().encode("utf-8-sig")


def _rows(seed: int, places: Iterable[Place]) -> Iterator[tuple[str, ...]]:
    """The house of each place, and the next one on the same side of the street."""
    for place in places:
        source = chance(seed, "dwellings", place.door)
        yield _row(place, place.street_line, place.number, source.choice((1, 1, 1, 2, 6)) if not place.flat else 1, refuses=False)
        if place.number.isdecimal() and not place.flat:
            beside = str(int(place.number) + 2)
            yield _row(place, f"{place.street} {beside}", beside, source.choice((1, 1, 2, 8)), refuses=happens(source, SHARE_REFUSING))


def _row(place: Place, street_line: str, number: str, households: int, *, refuses: bool) -> tuple[str, ...]:
    at = where(place.postal_code, place.street, number)
    return COUNTRY, place.postal_code, place.town, street_line, str(households), "ja" if refuses else "nej", *at
