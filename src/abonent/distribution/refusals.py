"""A refusal whose days and moments are written as its reader writes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localtime

from abonent.kit.refusals import Refusal
from abonent.ui import wording
from abonent.ui.lists.reader import Reader, present_reader


class DatedRefusal(Refusal):
    """Base of every `Cannot...` of this folder whose sentence names a day."""

    def __str__(self) -> str:
        reader = present_reader()
        said = {name: _said(value, reader) for name, value in self.parameters.items()}
        return wording.one_stop(str(self.sentences[self.code]) % said)


def _said(value: Any, reader: Reader) -> Any:
    if isinstance(value, datetime):
        at = localtime(value)
        return f"{wording.day(at.date(), reader.today, reader.language)} {wording.clock_time(at)}"
    return wording.day(value, reader.today, reader.language) if isinstance(value, date) else value
