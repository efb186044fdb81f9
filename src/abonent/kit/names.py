"""Names that are data: language -> text, with a fallback for languages nobody has filled."""

from __future__ import annotations

from collections.abc import Mapping


def name_in(names: Mapping[str, str] | None, *languages: str) -> str:
    """The name in the first of the languages that has one, else in whichever is filled first; the empty text if none is."""
    filled = {language: text for language, text in (names or {}).items() if text}
    for language in languages:
        if language and filled.get(language[:2]):
            return filled[language[:2]]
    return next(iter(filled.values()), "")
