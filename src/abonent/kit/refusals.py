"""What the product says when it will not do something.

A refusal is not a fault: it names a rule, is shown to a person in that person's language, and leaves nothing half
done. Anything else that is raised is a bug and rises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from babel.dates import format_date
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from abonent.kit.locales import LOCALES, one_stop

# Not within a name, as of a file.
_ISO_DAY = re.compile(r"(?<![\w./-])\d{4}-\d{2}-\d{2}(?![\w./-])")


class Refusal(Exception):
    """Base of every `Cannot...`: a code and parameters that render as a sentence a customer may read.

    A subclass declares `sentences`: code -> lazily translated sentence with `%(name)s` places. The code is stable and
    travels through API and logs; the sentence is for people.
    """

    sentences: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        sentence = self.sentences.get(self.code)
        if sentence is None:
            return gettext("Refused: %(code)s") % {"code": self.code}
        return one_stop(str(sentence) % {name: _said(value) for name, value in self.parameters.items()})


def stored_refusal(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence of a refusal that was stored as code and parameters, in the language of whoever reads it now."""
    kind = next((kind for kind in _kinds(Refusal) if code in kind.sentences), Refusal)
    return str(kind(code, **parameters))


def _said(value: Any) -> Any:
    """A parameter as its reader writes it: a day with the name of its month, a moment with its hour. In texts and when stored, days are ISO."""
    if isinstance(value, datetime):
        return f"{_day_words(localtime(value).date())} {localtime(value):%H:%M}"
    if isinstance(value, date):
        return _day_words(value)
    return _ISO_DAY.sub(_read_again, value) if isinstance(value, str) else value


def _read_again(found: re.Match[str]) -> str:
    try:
        return _day_words(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def _day_words(day: date) -> str:
    return format_date(day, "medium", locale=LOCALES.get((get_language() or "en")[:2], LOCALES["en"]))


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)
