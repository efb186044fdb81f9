"""Notes, calls, meetings and letters on the timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.correspondence.message_kinds import kind_of
from abonent.correspondence.models import Interaction, OutgoingMessage
from abonent.correspondence.wording import ICONS, way_words
from abonent.ui.lists.reader import Reader
from abonent.ui.timeline import TimelineLine, TimelineRow, TimelineSource


def line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """By which way, with whom and with what result; then what was said."""
    said = row.said
    interaction = Interaction(pk=row.id, kind=said["kind"], direction=said["direction"], result=said["result"])
    result = interaction.get_result_display() if said["result"] else ""
    details: list[Any] = [said["person"], said["subject"], result]
    return TimelineLine(
        icon=ICONS[said["kind"], said["direction"]],
        what=way_words(said["kind"], said["direction"]),
        detail=", ".join(str(detail) for detail in details if detail),
        text=said["body"],
        url=interaction.url,
    )


def sent_line(row: TimelineRow, viewer: StaffUser, reader: Reader) -> TimelineLine:
    """What was sent, to which address, and what became of it."""
    said = row.said
    message = OutgoingMessage(pk=row.id, state=said["state"])
    return TimelineLine(
        icon=ICONS["mail", "out"],
        what=said["subject"] or str(kind_of(said["kind"]).label),
        detail=", ".join(filter(None, [said["address"], str(message.get_state_display())])),
        url=message.url,
    )


TIMELINE = [
    TimelineSource(
        name="correspondence",
        statement="correspondence/timeline_of_interactions",
        permission="correspondence.see",
        chips={
            "notes": _("Notes"),
            "calls": _("Calls"),
            "meetings": _("Meetings"),
            "messages": _("Letters and mail"),
            "portal": _("Self-service"),
        },
        line=line,
        order=10,
    ),
    TimelineSource(
        name="outbox",
        statement="correspondence/timeline_of_messages",
        permission="correspondence.see",
        chips={"messages": _("Letters and mail")},
        line=sent_line,
        order=11,
    ),
]
