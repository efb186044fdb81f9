"""The column of a plan by which its rows are held back and let go, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from abonent.ui.lists import State, StateColumn
from abonent.ui.lists.reader import Reader

HELD = State(label=gettext_lazy("Held back"), icon="hand-stop", tone="warn")


@dataclass(frozen=True, kw_only=True)
class HoldColumn(StateColumn):
    """Whether a row is held back; where the plan is `open`, the button that turns it, in the form `hold-one`.

    The state "held" says that it is. `hold` and `release` name the views, which take the row by its field `chosen_by`.
    """

    chosen_by: str
    hold: str
    release: str
    open: bool = False

    def html(self, row: Any, reader: Reader) -> SafeString | str:
        shown = super().html(row, reader)
        if not self.open:
            return shown
        view, label = (self.release, _("Let go")) if self.of(row) == "held" else (self.hold, _("Hold back"))
        pattern = '{} <button class="btn btn-quiet btn-sm" form="hold-one" name="chosen" value="{}" formaction="{}">{}</button>'
        return format_html(pattern, shown, getattr(row, self.chosen_by), reverse(view), label)
