"""What readers say on the telephone and by letter, and what colleagues note about them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, time
from functools import cache
from importlib.resources import files

from abonent.access.history import change_by
from abonent.kit import clock, statements
from abonent.simulation.life import Life


def write_down_talks(life: Life, day: date) -> int:
    """The talks of a day, all in one statement."""
    with change_by(life.clerk, "record_interaction"):
        return statements.run("correspondence/write_interactions", source="simulation/talks_of_a_day", **talks_of(life, day))


def talks_of(life: Life, day: date) -> dict[str, object]:
    """What the statement needs to know of a day."""
    opens_at = clock.moment(day, time(8), "Europe/Stockholm")
    return {"talks": _talks(), "day": day, "seed": life.world.seed, "opens_at": opens_at, "clerk": life.clerk.pk}


@cache
def _talks() -> str:
    """What may be said, numbered within each language, as JSON."""
    text = files("abonent.simulation").joinpath("data/talks.csv").read_text("utf-8")
    told: Counter[str] = Counter()
    talks = []
    for row in csv.DictReader(text.splitlines()):
        talks.append({**row, "place": told[row["language"]]})
        told[row["language"]] += 1
    return json.dumps(talks)
