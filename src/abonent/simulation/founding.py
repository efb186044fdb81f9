"""The month before a world begins: the companies, their staff, books, products, prices and calendars."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.company.operations import choose_business
from abonent.company.parts import PUBLISHER
from abonent.kit import clock
from abonent.kit.periods import add_months
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.simulation.assortment import set_pause_rules, set_up_assortment
from abonent.simulation.calendars import open_calendars
from abonent.simulation.campaigns import open_campaigns
from abonent.simulation.logos import give_logos
from abonent.simulation.publisher import DAILY, found_companies
from abonent.simulation.routes import open_routes, set_up_handing_over
from abonent.simulation.staff import MANAGER, at_work, take_on_colleagues
from abonent.simulation.world import World
from abonent.subscriptions.models import StopReason

FEWEST_UMBRELLAS = 20
STOP_REASONS = {
    "price": {"en": "Too expensive", "sv": "För dyrt", "fi": "Liian kallis", "pl": "Za drogo", "hu": "Túl drága"},
    "time": {
        "en": "No time to read",
        "sv": "Hinner inte läsa",
        "fi": "Ei ehdi lukea",
        "pl": "Brak czasu na czytanie",
        "hu": "Nincs ideje olvasni",
    },
    "moved": {"en": "Moved away", "sv": "Flyttat", "fi": "Muuttanut", "pl": "Przeprowadzka", "hu": "Elköltözött"},
    "content": {
        "en": "Dissatisfied with the content",
        "sv": "Missnöjd med innehållet",
        "fi": "Tyytymätön sisältöön",
        "pl": "Niezadowolenie z treści",
        "hu": "Elégedetlen a tartalommal",
    },
    "other": {"en": "Other reason", "sv": "Annan orsak", "fi": "Muu syy", "pl": "Inny powód", "hu": "Egyéb ok"},
}


class CannotSimulate(Refusal):
    """A database in which no publisher can be made up."""

    sentences = {
        "simulate.not_empty": _("There is already a company in this database. Name an empty folder in ABONENT_HOME and try again.")
    }


def opening_day(world: World) -> date:
    """The day the books open: a month before the first subscription can begin."""
    return add_months(world.starts_on, -1)


def found_publisher(world: World) -> None:
    """Write all that is there before the first reader; refuses a database that belongs to somebody."""
    if LegalEntity.objects.exists():
        raise CannotSimulate("simulate.not_empty")
    opens_on = opening_day(world)
    with clock.set_to(clock.moment(opens_on, time(8), "Europe/Stockholm")), transaction.atomic():
        clock.hand_over()
        entities = found_companies()
        take_on_colleagues(entities.values())
        manager = at_work(MANAGER)
        choose_business(kind=PUBLISHER, actor=manager)
        give_logos(entities, actor=manager)
        set_up_assortment(entities, opens_on=opens_on, actor=manager)
        StopReason.objects.bulk_create([StopReason(code=code, name=name) for code, name in STOP_REASONS.items()])
        set_pause_rules(opens_on, manager)
        open_campaigns(opens_on=opens_on, umbrellas=FEWEST_UMBRELLAS + world.subscribers // 10, actor=manager)
        open_calendars(opens_on=opens_on, until=add_months(world.starts_on, world.months + 1), actor=manager)
        open_routes(world, entity=entities[DAILY], opens_on=opens_on, actor=manager)
        set_up_handing_over(entity=entities[DAILY], opens_on=opens_on, actor=manager)
