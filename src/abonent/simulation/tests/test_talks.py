"""Readers talk, in their own language, and a day is told once."""

from __future__ import annotations

from datetime import timedelta

from abonent.correspondence.models import Interaction
from abonent.kit import clock
from abonent.kit.testing import twice
from abonent.simulation.life import Life
from abonent.simulation.talks import talks_of
from abonent.simulation.testing import WorldAtHand


def test_readers_have_called_and_been_written_about_in_their_own_language(tiny_world: WorldAtHand):
    said = Interaction.objects.all()
    assert said.count() > 20
    assert {"note", "call"} <= set(said.values_list("kind", flat=True))
    words = " ".join(said.filter(customer__language="sv").values_list("body", flat=True))
    assert "Tidningen" in words or "faktura" in words
    assert not said.filter(customer__language="sv", body__contains="Soitettiin").exists()
    assert said.filter(recorded_by__username="clerk").count() == said.count()


def test_a_day_is_written_down_once(tiny_world: WorldAtHand):
    life = Life(tiny_world.world)
    days = (tiny_world.today + timedelta(days=ahead) for ahead in range(60))
    with clock.set_to(clock.moment(tiny_world.today, clock.now().time(), "Europe/Stockholm")):
        written = [twice("correspondence/write_interactions", source="simulation/talks_of_a_day", **talks_of(life, day)) for day in days]
    assert sum(written) > 0
