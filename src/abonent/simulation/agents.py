"""Two agents: one bills his readers himself and keeps his part, the other mediates and earns commission. What they mediate, what they get."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from abonent.billing.models.commission import BILLED
from abonent.billing.operations.commission import AskedCommission, agree_commission
from abonent.simulation.chance import chance
from abonent.simulation.life import Life
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.readers import FIRST_FIRM, Reader, a_firm
from abonent.simulation.register import bring_in
from abonent.subscriptions.models import Agent
from abonent.subscriptions.operations.agents import NO_AGENT, name_agent

NUMBER = FIRST_FIRM + 1
SHARE = 0.12


@dataclass(frozen=True)
class Mediator:
    """An agent of a company: his name, where he is at home, how he is paid, and what he keeps or earns of a sale."""

    entity: str
    country: str
    name: str
    mode: str
    percent: str

    @property
    def key(self) -> str:
        """His key in the register."""
        return f"{self.country}{NUMBER:06d}"


MEDIATORS = (
    Mediator(DAILY, "SE", "Mittnordens Tidningsombud AB", Agent.BILLS, "15"),
    Mediator(MAGAZINE, "FI", "Järvisuomen Lehtitilaukset Oy", Agent.COMMISSION, "20"),
)


def bring_in_agents(life: Life, day: date) -> int:
    """On the first day they come with the register, and agree on what they get."""
    firms = [a_firm(life.world.seed, NUMBER, mediator.country, mediator.name) for mediator in MEDIATORS]
    bring_in(firms, name=f"agents-{day}.csv", actor=life.clerk, today=day)
    customers = life.customers({mediator.key for mediator in MEDIATORS})
    for mediator in MEDIATORS:
        customer = customers[mediator.key]
        name_agent(customer=customer, mode=mediator.mode, seen=NO_AGENT, actor=life.manager)
        asked = AskedCommission(entity=life.entities[mediator.entity], from_on=day, percent=Decimal(mediator.percent), earned=BILLED)
        agree_commission(agent=Agent.objects.get(customer=customer), asked=asked, actor=life.manager)
    return len(MEDIATORS)


def mediator_of(life: Life, entity: str, reader: Reader, *, by_code: bool) -> Agent | None:
    """The agent through whom somebody orders, if it is so; what we promised by a code no agent mediates."""
    if by_code or reader.is_organisation or chance(life.world.seed, f"agent {entity}", reader.key).random() >= SHARE:
        return None
    key = next(mediator.key for mediator in MEDIATORS if mediator.entity == entity)
    return Agent.objects.select_related("customer").get(customer=life.customers({key})[key])
