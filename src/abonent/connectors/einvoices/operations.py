"""What people do with the outbox: say by which way a format is sent, and try again what is held back."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from abonent.access.history import change_by
from abonent.access.models import StaffUser
from abonent.billing.models import OutboxDocument, OutboxFormat, OutboxRoute
from abonent.imports.secrets import sealed
from abonent.kit import clock
from abonent.kit.refusals import Refusal
from abonent.organisation.models import LegalEntity
from abonent.runs.operations import record_act

State = OutboxDocument.State
HELD_BACK = (State.PARKED, State.REFUSED)
_OPERATOR = re.compile(r"[0-9A-Z]{2,35}")
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class CannotSend(Refusal):
    """A way that cannot be gone, or a document that is not held back."""

    sentences = {
        "outbox.folder": _("%(name)s is no name of a folder. Write small letters, figures and dashes only, as peppol-out."),
        "outbox.address": _("%(address)s is not an address over HTTPS."),
        "outbox.secret": _("The secret has letters that cannot be sent. Copy it again from the operator."),
        "outbox.operator": _(
            "%(operator)s is no code of an operator for Finvoice. Write it as NDEAFIHH or 003708599126, and for Finvoice only."
        ),
        "outbox.not_held_back": _("%(number)s is not held back: it waits, or was sent already."),
    }


def open_route(
    *, entity: LegalEntity, written_as: str, way: str, address: str, secret: str, actor: StaffUser, operator: str = ""
) -> OutboxRoute:
    """Send a format from now on, by a way; one that is open already goes by the new way. What was posted before is not sent."""
    address = address.strip()
    if way == OutboxRoute.Way.FOLDER and not _FOLDER.fullmatch(address):
        raise CannotSend("outbox.folder", name=address)
    if way == OutboxRoute.Way.HTTPS and not _is_https(address):
        raise CannotSend("outbox.address", address=address)
    if not (secret.isascii() and secret.isprintable()):
        raise CannotSend("outbox.secret")
    if operator and not (written_as == OutboxFormat.FINVOICE and _OPERATOR.fullmatch(operator.strip().upper())):
        raise CannotSend("outbox.operator", operator=operator)
    with change_by(actor, "open_outbox_route"):
        said = {
            "way": way,
            "address": address,
            "secret": sealed(secret.strip()) if secret.strip() else "",
            "operator": operator.strip().upper(),
            "switched_on_by": actor,
        }
        route, _is_new = OutboxRoute.objects.update_or_create(entity=entity, format=written_as, defaults=said)
        inverse = {"verb": "close_outbox_route", "route": route.pk}
        record_act(actor=actor, verb="open_outbox_route", subject_kind="outbox_route", subject_ids=[route.pk], inverse=inverse)
    return route


def close_route(*, route: OutboxRoute, actor: StaffUser) -> None:
    """Send the format no longer; what waits goes on waiting until there is a way again."""
    with change_by(actor, "close_outbox_route"):
        record_act(actor=actor, verb="close_outbox_route", subject_kind="outbox_route", subject_ids=[route.pk])
        route.delete()


def try_again(*, document: OutboxDocument, actor: StaffUser) -> None:
    """Have a document that is held back written, checked and sent anew, with the customer's details as they are now."""
    with transaction.atomic():
        clock.hand_over()
        locked = OutboxDocument.objects.select_for_update(of=("self",)).select_related("invoice").get(pk=document.pk)
        if locked.state not in HELD_BACK:
            raise CannotSend("outbox.not_held_back", number=locked.invoice.document_number)
        if locked.state == State.REFUSED:
            # What is sent now is another document to the receiver: under the old name he would give the old answer.
            locked.public_id = uuid4()
            locked.receipt, locked.codes = "", []
        locked.state, locked.due_at, locked.changed_at, locked.attempts = State.WAITING, clock.now(), clock.now(), 0
        locked.save()
        record_act(actor=actor, verb="try_document_again", subject_kind="outbox_document", subject_ids=[locked.pk])


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
