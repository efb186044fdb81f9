"""What is said of subscriber gifts: on the form of an order, on pages, on its receipt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from django.utils.translation import gettext as _

from abonent.customers.models import Place
from abonent.kit.names import name_in
from abonent.subscriptions.operations import Order
from abonent.subscriptions.operations.premiums import OrderedPremium
from abonent.ui.lists.reader import Reader


def premiums_words(given: Sequence[tuple[int, OrderedPremium]], place: int, order: Order, reader: Reader) -> list[str]:
    """A sentence for each gift that goes with an order, as the clerk reads it aloud."""
    return [_sentence(one, order, reader) for of, one in given if of == place]


def _sentence(one: OrderedPremium, order: Order, reader: Reader) -> str:
    receiver = one.receiver or order.subscriber
    words = {"item": name_in(one.item.name, reader.language), "name": receiver.name}
    if one.to:
        return _("%(item)s is sent to %(name)s, %(address)s.") % {**words, "address": Place(**asdict(one.to))}
    return _("%(item)s is sent to %(name)s.") % words
