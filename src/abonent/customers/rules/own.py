"""What the reader of a file makes of the cells of own fields: each value in the one writing in which it is compared with the register.

A number has a point and no noughts behind it, a day is 2026-02-01, an option # and its id; several options stand in order with commas between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from abonent.imports.reading.trouble import Fault
from abonent.kit.alphabets import fold

MOST = Decimal(10) ** 14
# A file is read later than it was written: a day has its year. "2026. 02. 01." as Hungarians write it, "1.2.2026" as others do.
_YEAR_FIRST = re.compile(r"^(\d{4})[-./ ]\s*(\d{1,2})[-./ ]\s*(\d{1,2})\.?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[-./ ]\s*(\d{1,2})[-./ ]\s*(\d{4})\.?$")
_YES = frozenset(("yes", "y", "ja", "j", "kylla", "k", "tak", "t", "igen", "i", "true", "sant", "tosi", "prawda", "igaz", "1", "x"))
_NO = frozenset(("no", "n", "nej", "ei", "e", "nie", "nem", "false", "falskt", "epatosi", "falsz", "hamis", "0"))

Settings = Mapping[str, Any]


def own_value(said: str, kind_of_customer: str, settings: Settings) -> tuple[str]:
    """What a cell says in the own field that the settings describe."""
    if kind_of_customer and kind_of_customer not in settings["of"]:
        raise Fault(settings["name"], "own.not_of_organisations" if kind_of_customer == "organisation" else "own.not_of_persons")
    return (_READERS[settings["kind"]](said, settings),)


def _text(said: str, settings: Settings) -> str:
    return said.replace("\r\n", "\n").replace("\r", "\n")


def _whole_number(said: str, settings: Settings) -> str:
    number = _number(said)
    if number is None or number != number.to_integral():
        raise Fault(settings["name"], "own.whole_number", value=said[:40])
    return _written(number, said, settings)


def _decimal(said: str, settings: Settings) -> str:
    number = _number(said)
    if number is None:
        raise Fault(settings["name"], "own.decimal", value=said[:40])
    if number != round(number, 4):
        raise Fault(settings["name"], "own.decimals", value=said[:40])
    return _written(number, said, settings)


def _number(said: str) -> Decimal | None:
    """Comma or point, but not both: nobody can say what 1,249.00 was meant to be."""
    plain = "".join(said.split()).replace("\N{MINUS SIGN}", "-")
    if ("," in plain and "." in plain) or not re.fullmatch(r"[+-]?[\d.,]{1,40}", plain):
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def _written(number: Decimal, said: str, settings: Settings) -> str:
    if abs(number) >= MOST:
        raise Fault(settings["name"], "own.too_great", value=said[:40])
    plain = format(number, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) if number else "0"


def _day(said: str, settings: Settings) -> str:
    return day_of(said, settings["name"])


def day_of(said: str, field: str) -> str:
    """A day with its year, however it is written, as 2026-02-01."""
    try:
        if len(said) == 8 and said.isdecimal():
            return date.fromisoformat(said).isoformat()
        if found := _YEAR_FIRST.match(said):
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        if found := _DAY_FIRST.match(said):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    except ValueError:
        pass
    raise Fault(field, "own.day", value=said[:40])


def day_of_moment(said: str, field: str) -> str:
    """The day of what programs write as 2026-02-01T10:30; a day alone is as in `day_of`."""
    with_a_time = len(said) > 10 and said[4] == said[7] == "-" and said[10] in "T "
    return day_of(said[:10] if with_a_time else said, field)


def _yes_no(said: str, settings: Settings) -> str:
    word = fold(said).strip(" .")
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise Fault(settings["name"], "own.yes_no", value=said[:40])


def _choice(said: str, settings: Settings) -> str:
    code = settings["options"].get(fold(said))
    if code is None:
        raise Fault(settings["name"], "own.option", value=said[:60])
    return str(code)


def _choices(said: str, settings: Settings) -> str:
    return ", ".join(sorted({_choice(word, settings) for part in re.split("[,;]", said) if (word := part.strip())}))


_READERS: Mapping[str, Callable[[str, Settings], str]] = {
    "text": _text,
    "long_text": _text,
    "whole_number": _whole_number,
    "decimal": _decimal,
    "day": _day,
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
}
