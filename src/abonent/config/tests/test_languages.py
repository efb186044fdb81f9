"""Every sentence of the screens stands in every language shipped, and is collected at all."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from abonent.config.tests.source import PACKAGE, python_files

TRANSLATED = ("sv", "fi", "pl", "hu")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def messages(language: str) -> list[Message]:
    with (PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def texts(said: str | tuple[str, ...] | list[str]) -> list[str]:
    return [said] if isinstance(said, str) else list(said)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str):
    found = messages(language)
    assert len(found) > 1000
    assert [message.id for message in found if message.fuzzy or not all(texts(message.string))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_keeps_the_places_of_its_message(language: str):
    def places(said):
        return set(PLACEHOLDER.findall(" ".join(texts(said))))

    assert [message.id for message in messages(language) if places(message.string) - places(message.id)] == []
    # A plural form may leave out the number (one day), a sentence may not leave out anything.
    assert [
        message.id for message in messages(language) if isinstance(message.id, str) and places(message.id) != places(message.string)
    ] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogues_hold_the_messages_that_were_collected_last(language: str):
    def keys(of: str) -> set[tuple[str | None, str]]:
        return {(message.context, texts(message.id)[0]) for message in messages(of)}

    assert keys(language) == keys("en")


def test_the_words_of_translation_go_by_names_that_the_collector_knows():
    """`bin/messages` knows gettext, its like, and `_`; what another alias says would stay English for ever."""
    alias = re.compile(r"import n?p?gettext(?:_lazy)? as (?!_\n)\w+\n")
    assert [file.name for file in python_files() if alias.search(file.read_text())] == []
