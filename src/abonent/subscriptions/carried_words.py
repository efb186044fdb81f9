"""What goes on with another product and what does not, in the sentences of the effect strip: read aloud before it is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.subscriptions.operations.carry_over import MEMBER, NETWORK, PAUSE, REDIRECT, CarriedOver
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader

# Papers and members that a sentence names; the rest is counted.
NAMED = 5


def carried_words(carried: Sequence[CarriedOver], reader: Reader) -> Iterator[str]:
    """A sentence for each pause and each address that goes on, one for all members and one for all networks."""
    going = [one for one in carried if one.goes_on]
    for one in going:
        if one.kind == PAUSE:
            yield _("The pause goes on %(days)s.") % {"days": _days(one, reader)}
        elif one.kind == REDIRECT:
            yield _("It goes to %(address)s %(days)s, as the old one would have.") % {"address": one.about, "days": _days(one, reader)}
    members, networks = (sum(one.kind == kind for one in going) for kind in (MEMBER, NETWORK))
    if members:
        yield ngettext("%(count)s member goes on reading.", "%(count)s members go on reading.", members) % {"count": members}
    if networks:
        yield ngettext("%(count)s network goes on reading.", "%(count)s networks go on reading.", networks) % {"count": networks}


def left_words(carried: Sequence[CarriedOver], reader: Reader) -> Iterator[str]:
    """What does not go on, why, and the papers that it is about."""
    left = [one for one in carried if not one.goes_on]
    for one in left:
        words = {"days": _days(one, reader), "address": one.about, "why": one.refusal}
        if one.kind == PAUSE:
            yield _("The pause %(days)s does not go on. %(why)s") % words
            yield _papers(one, reader)
        elif one.kind == REDIRECT:
            yield _("It does not go to %(address)s %(days)s. %(why)s") % words
            yield _papers(one, reader)
    members = [one for one in left if one.kind == MEMBER]
    if members:
        words = {"names": _few((one.about for one in members), len(members)), "why": members[0].refusal}
        yield ngettext("%(names)s reads no more. %(why)s", "%(names)s read no more. %(why)s", len(members)) % words


def _papers(one: CarriedOver, reader: Reader) -> str:
    days = _few((figures.short_day(day, reader.today, reader.language) for day in one.papers), len(one.papers))
    words = ngettext("The paper of %(days)s comes as usual.", "The papers of %(days)s come as usual.", len(one.papers))
    return words % {"days": days} if one.papers else ""


def _days(one: CarriedOver, reader: Reader) -> str:
    first = figures.short_day(one.first, reader.today, reader.language)
    if one.last is None:
        return _("from %(day)s on") % {"day": first}
    return _("from %(first)s to %(last)s") % {"first": first, "last": figures.short_day(one.last, reader.today, reader.language)}


def _few(named: Iterable[str], count: int) -> str:
    said = ", ".join(islice(named, NAMED))
    more = count - NAMED
    return (
        ngettext("%(said)s and %(count)s more", "%(said)s and %(count)s more", more) % {"said": said, "count": more} if more > 0 else said
    )
