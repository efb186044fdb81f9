"""The freeze: which copies of an issue go where, written down at its cut-off, with the files for carriers, press and post."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from abonent.distribution.operations import find_stops_of_new_places, freezing, frozen_files
from abonent.runs.kinds import RunKind, Step, Totals
from abonent.runs.models import Run


def find_stops(run: Run) -> int:
    """Doors that are new since the night find their routes, so that no paper is left behind for that."""
    return find_stops_of_new_places()


def totals_of_freeze(run: Run) -> Totals:
    """The lists that it writes: one for each way of delivery."""
    return Totals(rows=freezing.planned_lists(run))


def write_chunk(run: Run, first: int, latest: int) -> int:
    """Write the lists: all of them at once, for they are read from the same copies."""
    return freezing.write_lists(run)


RUN_KINDS = [
    RunKind(
        code=freezing.KIND,
        stands_still=True,
        taken_back=True,
        label=_("Freeze of an issue"),
        permission="distribution.freeze",
        plan_steps=(),
        totals=totals_of_freeze,
        commit_chunk=write_chunk,
        first_steps=(Step("distribution.find_stops", _("New doors put on their routes"), find_stops),),
        closing_steps=(
            Step("distribution.sum_lists", _("Copies summed by route"), freezing.sum_lists),
            Step("distribution.write_extras", _("What carriers bring along"), freezing.write_extras),
            Step("distribution.make_files", _("Files for carriers, press and post"), frozen_files.make_files),
            Step("distribution.tell_freeze", _("Told in the history"), freezing.tell_freeze),
        ),
        start_url="distribution:night",
        look_url="distribution:frozen_run",
        row_label=_("lists"),
        commit_label=_("Freeze"),
    ),
]
