"""The page that looks at a plan: its steps, and its rows as a list, which are held back and let go while it waits for its approval."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from abonent.access.models import StaffUser
from abonent.access.requests import StaffRequest
from abonent.runs.hold_column import HELD, HoldColumn
from abonent.runs.models import Run
from abonent.runs.registry import kind_of
from abonent.ui.lists import BulkAct, List, State
from abonent.ui.steps import Step, steps

# Which step is under way; one that is being committed is at the last.
STEP_OF_STATE = {"planning": 0, "planned": 1, "done": 3}


def may_hold(viewer: StaffUser, run: Run) -> bool:
    """Whether the viewer may hold rows of the plan back: while it waits for its approval."""
    return run.state == Run.State.PLANNED and viewer.may(kind_of(run.kind).permission)


def look_steps(run: Run, here: str) -> list[Step]:
    """The steps of a run as the page that looks at its plan, which is `here`, shows them."""
    return steps([_("Plan"), _("Look"), _("Commit")], present=STEP_OF_STATE.get(run.state, 2), urls=[run.url, here, run.url])


class PlanList(List):
    """The rows of one plan, in its order. `hold` and `release` name the views that take rows by their `identity`."""

    hold: ClassVar[str]
    release: ClassVar[str]
    default_sort = "ordinal"

    def __init__(self, request: StaffRequest, run: Run) -> None:
        super().__init__(request)
        self.run = run
        self.open = may_hold(request.user, run)

    def hold_column(
        self,
        value: Callable[[Any], str | None] = lambda row: "held" if row.held else None,
        states: Mapping[str, State] | None = None,
        **said: Any,
    ) -> HoldColumn:
        """Whether a row is held back, by `value` if it is not the row that says it; `states` are what else it may be."""
        return HoldColumn(
            name="held",
            label=_("Held"),
            value=value,
            states={"held": HELD, **(states or {})},
            open=self.open,
            chosen_by=self.identity,
            hold=self.hold,
            release=self.release,
            **said,
        )

    @property
    def bulk(self) -> list[BulkAct]:  # type: ignore[override]
        if not self.open:
            return []
        return [
            BulkAct(label=_("Hold back"), url_name=self.hold, icon="hand-stop"),
            BulkAct(label=_("Let go"), url_name=self.release, icon="player-play"),
        ]
