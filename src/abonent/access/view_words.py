"""What a saved view shows, in words that mean the same in another installation.

The query of a view names rows by their numbers: `type=3`, `own_5=12`. A folder says what they are called, for its list:

    VIEW_WORDS = [ViewWords(list_name="customers", parameters=own_field_words, values=word_values)]

A number that nobody has words for, and a text that may be somebody's name, mean nothing elsewhere: such a view is not carried.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.utils.translation import gettext_lazy as _

from abonent.kit.refusals import Refusal
from abonent.kit.registry import Registry

Words = Mapping[str, str]
# These say how the list looks; their values are names of columns or of parts of the product.
LOOKS = ("column", "sort", "density", "view")
# What follows the name of a filter: the limits of a span, and how the filter is meant.
ENDINGS = ("_from", "_to", "_how")
# Words that a person types to find one.
TYPED = "q"


class CannotCarry(Refusal):
    """A view that shows something which is not here."""

    sentences = {
        "view.unknown": _("“%(said)s” is not here. Add it first, or take it out of the file."),
        "view.number": _("“%(said)s” is a number that means nothing here. Take it out of the file."),
    }


@dataclass(frozen=True, kw_only=True)
class ViewWords:
    """What numbers in the views of a list are called: `parameters` and columns (own_5 -> own:Card), and `values` by parameter."""

    list_name: str
    parameters: Callable[[], Words]
    values: Callable[[], Mapping[str, Words]]


declared_view_words: Registry[ViewWords] = Registry()


def words_of_query(list_name: str, query: str) -> list[str] | None:
    """What a query shows, as `name=value` one by one; None if it cannot be said elsewhere."""
    parameters, values = _words_for(list_name)
    said = []
    for name, value in parse_qsl(query):
        base, ending = _base_of(name, parameters)
        known = values.get(base)
        if name == TYPED or (not known and name not in LOOKS and _is_a_number(ending, value)):
            return None
        if known is not None and not ending:
            if value not in known:
                return None
            value = known[value]
        said.append(f"{parameters.get(base, base)}{ending}={_column(value, parameters) if name in LOOKS else value}")
    return said


def query_from_words(list_name: str, said: Sequence[str]) -> str:
    """The query that shows this here; refused for what is not here."""
    parameters, values = _words_for(list_name)
    here = {word: name for name, word in parameters.items()}
    pairs = []
    for one in said:
        name, value = _parted(one, here)
        base, ending = _base_of(name, here)
        own = here.get(base, base)
        if own == base and ":" in base:
            raise CannotCarry("view.unknown", said=base)
        if own in values and not ending:
            value = _here(values[own], value)
        elif name not in LOOKS and _is_a_number(ending, value):
            raise CannotCarry("view.number", said=one)
        elif name in LOOKS:
            value = _column(value, here)
            if ":" in value:
                raise CannotCarry("view.unknown", said=value)
        pairs.append((own + ending, value))
    return urlencode(pairs)


def _words_for(list_name: str) -> tuple[Words, Mapping[str, Words]]:
    found = next((one for one in declared_view_words if one.list_name == list_name), None)
    return (found.parameters(), found.values()) if found else ({}, {})


def _parted(said: str, names: Words) -> tuple[str, str]:
    """Name and value; a name may have an equals sign in it."""
    known = max((name for name in names if said.startswith(name)), key=len, default="")
    ending, _equals, value = said.removeprefix(known).partition("=")
    return known + ending, value


def _base_of(name: str, names: Words) -> tuple[str, str]:
    """A parameter without what it is followed by: own_5_from is own_5, and `_from`."""
    ending = next((one for one in ENDINGS if name.endswith(one)), "")
    base = name.removesuffix(ending)
    return (base, ending) if base in names or name not in names else (name, "")


def _column(value: str, names: Words) -> str:
    """A column, or what a list is sorted by, forwards or backwards."""
    sign = "-" if value.startswith("-") else ""
    bare = value.removeprefix("-")
    return sign + names.get(bare, bare)


def _is_a_number(ending: str, value: str) -> bool:
    """Whether a value is the number of a row; limits of amounts and days are numbers that mean the same everywhere."""
    return bool(re.fullmatch(r"\d+", value)) and ending not in ("_from", "_to")


def _here(words: Words, said: str) -> str:
    for value, word in words.items():
        if word == said:
            return value
    raise CannotCarry("view.unknown", said=said)
