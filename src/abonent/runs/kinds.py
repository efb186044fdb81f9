"""What a folder declares to have a kind of run: `RUN_KINDS = [RunKind(...)]` in its `runs.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from abonent.access.models import StaffUser
from abonent.kit import statements
from abonent.runs.models import Run


@dataclass(frozen=True)
class Step:
    """One transaction of a plan or of a commit's start or end.

    Without `work` the step is the statement of its name, given the run's own parameters.
    """

    name: str
    label: Any
    work: Callable[[Run], int] | None = None

    def do(self, run: Run) -> int:
        """Do it in the caller's transaction and return how many rows."""
        return self.work(run) if self.work else statements.run(self.name, **statement_parameters(run))


@dataclass(frozen=True)
class Totals:
    """What the plan comes to."""

    rows: int
    amount: Any = None
    currency: str = ""


@dataclass(frozen=True)
class Subject:
    """What a parked case is about, in words, and where it is."""

    label: str
    url: str


@dataclass(frozen=True)
class RunKind:
    """A kind of run: how it is planned, in which chunks it is committed, where it is looked at.

    `commit_chunk(run, first, latest)` writes the plan rows with ordinals first..latest in the transaction it is
    called in and returns how many it wrote; rows whose ground has shifted or that are held back it leaves out.
    `permission` lets a person start, approve and cancel runs of the kind. `look_url` names the view of the plan, which takes
    the run's id, and `look_first` what of it is looked at first, as the query of its address; `send_url` that of sending what was committed, if there is anything to send; `row_label` is what rows are called,
    `reasons` the words of why cases are parked, `subjects(ids)` what they are about. `committers` is how many chunks are
    committed at once, each in its own transaction and connection: more than one only where chunks never wait for each other but
    at their end. A `single_case` kind is done at once by a person's act on one case; nothing else starts it and no list of
    batches shows it. A kind that `stands_still` is not committed after a restore until a person lets it. A kind that asks for more than
    a company and a day is started where `start_url` leads, and has no schedule. `on_approval(run, actor)` does what belongs to the
    approval in its transaction, or refuses it. One that is `taken_back` can be undone as a whole after its commit.
    """

    code: str
    label: Any
    permission: str
    plan_steps: tuple[Step, ...]
    totals: Callable[[Run], Totals]
    commit_chunk: Callable[[Run, int, int], int]
    chunk_rows: int = 10_000
    committers: int = 1
    single_case: bool = False
    stands_still: bool = False
    taken_back: bool = False
    first_steps: tuple[Step, ...] = field(default_factory=tuple)
    closing_steps: tuple[Step, ...] = field(default_factory=tuple)
    start_url: str = ""
    on_approval: Callable[[Run, StaffUser | None], None] | None = None
    look_url: str = ""
    look_first: Callable[[Run], str] | None = None
    send_url: str = ""
    look_is_for: Any = ""
    row_label: Any = ""
    commit_label: Any = ""
    reasons: Mapping[str, Any] = field(default_factory=dict)
    subjects: Callable[[Sequence[int]], Mapping[int, Subject]] | None = None

    def step_label(self, name: str) -> Any:
        """The words of a step; its name where the kind no longer has it."""
        steps = (*self.plan_steps, *self.first_steps, *self.closing_steps)
        return next((step.label for step in steps if step.name == name), name)


def statement_parameters(run: Run) -> dict[str, Any]:
    """What every statement of a run may name: run, entity, as_of and the run's own parameters."""
    return {**run.parameters, "run": run.pk, "entity": run.entity_id, "as_of": run.as_of}
