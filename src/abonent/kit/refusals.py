"""What the product says when it will not do something.

A refusal is not a fault: it names a rule, is shown to a person in that person's language, and leaves nothing half
done. Anything else that is raised is a bug and rises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext


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
        return str(sentence) % self.parameters


def stored_refusal(code: str, parameters: Mapping[str, Any]) -> str:
    """The sentence of a refusal that was stored as code and parameters, in the language of whoever reads it now."""
    kind = next((kind for kind in _kinds(Refusal) if code in kind.sentences), Refusal)
    return str(kind(code, **parameters))


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        yield below
        yield from _kinds(below)
