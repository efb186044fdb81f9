"""A kind of run that counts: it plans 25 rows, commits them by tens, and fails where it is told to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from abonent.access.models import StaffUser
from abonent.access.operations import install_ready_roles, take_on_staff
from abonent.organisation.models import LegalEntity
from abonent.runs import registry
from abonent.runs.kinds import RunKind, Step, Totals
from abonent.runs.models import Run


class Counting:
    """What the kind did, and in which chunk it is to fail."""

    def __init__(self) -> None:
        self.chunks: list[tuple[int, int]] = []
        self.fails_at: int | None = None

    def commit(self, run: Run, first: int, latest: int) -> int:
        if first == self.fails_at:
            raise ZeroDivisionError("the paper is out")
        self.chunks.append((first, latest))
        return min(latest, 25) - first + 1


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counting]:
    state = Counting()
    kind = RunKind(
        code="counting",
        label="Counting",
        permission="subscriptions.renew",
        plan_steps=(Step("counting.plan", "Rows counted", lambda run: 25),),
        totals=lambda run: Totals(rows=25, amount=250, currency="SEK"),
        commit_chunk=state.commit,
        chunk_rows=10,
    )
    monkeypatch.setitem(registry._kinds, "counting", kind)
    yield state


@pytest.fixture
def entity(db: None) -> LegalEntity:
    return LegalEntity.objects.create(
        code="dagbladet", name="Dagbladet", country="SE", currency="SEK", zone="Europe/Stockholm", language="sv"
    )


@pytest.fixture
def eva(entity: LegalEntity) -> StaffUser:
    """In finance, for the entity."""
    install_ready_roles()
    return take_on_staff(username="eva", password="not used here", full_name="Eva Berg", roles=["finance"], entities=[entity])
