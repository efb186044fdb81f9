"""What a publisher invoices again and again that is no paper: a place for an advertiser, rooms that are let."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from abonent.billing.operations.recurring import LineDescription, RecurringDescription, add_recurring
from abonent.simulation.life import Life
from abonent.simulation.publisher import DAILY, MAGAZINE
from abonent.simulation.readers import FIRST_FIRM, a_firm
from abonent.simulation.register import bring_in

FIRST_NUMBER = FIRST_FIRM + 101


@dataclass(frozen=True)
class Agreement:
    """What a firm has agreed to pay every so many months, without VAT."""

    entity: str
    country: str
    firm: str
    name: str
    words: str
    price: str
    months: int = 1


AGREEMENTS = (
    Agreement(DAILY, "SE", "Sundbergs Möbler AB", "Annonsplats", "Annonsplats, sista sidan", "8500.00"),
    Agreement(DAILY, "SE", "Åströms Redovisning AB", "Lokal", "Hyra av lokal, 40 kvm", "18600.00", months=3),
    Agreement(MAGAZINE, "FI", "Hämeen Puutarha Oy", "Ilmoituspaikka", "Ilmoituspaikka, kansi 2", "950.00"),
)


def agree_on_recurring(life: Life, day: date) -> int:
    """On the first day the firms come with the register, and what they pay begins."""
    firms = [
        a_firm(life.world.seed, number, agreement.country, agreement.firm)
        for number, agreement in enumerate(AGREEMENTS, start=FIRST_NUMBER)
    ]
    bring_in(firms, name=f"firms-{day}.csv", actor=life.clerk, today=day)
    payers = life.customers({firm.key for firm in firms})
    for firm, agreement in zip(firms, AGREEMENTS, strict=True):
        line = LineDescription(
            text=agreement.words,
            quantity=Decimal(1),
            unit_price=Decimal(agreement.price),
            tax_category="standard",
            revenue_class="service",
        )
        described = RecurringDescription(
            payer=payers[firm.key], name=agreement.name, starts_on=day, every_count=agreement.months, lines=[line]
        )
        add_recurring(entity=life.entities[agreement.entity], described=described, actor=life.finance)
    return len(AGREEMENTS)
