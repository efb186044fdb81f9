"""What sending the paper elsewhere does, in words: read aloud before it is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from abonent.editions.promise_words import moment_words
from abonent.subscriptions.models.redirect import WAYS
from abonent.subscriptions.operations import RedirectEffect
from abonent.ui import wording as figures
from abonent.ui.lists.reader import Reader


@dataclass(frozen=True)
class ShownRedirect:
    """The sentences and cells of an effect."""

    effect: RedirectEffect
    say: str
    first_words: str
    home_words: str
    count: int
    way: str
    paused: str
    taken_until: str
    undo_until: str


def shown_redirect(effect: RedirectEffect, reader: Reader, zone: str) -> ShownRedirect:
    """What the plan of a redirect comes to, for a reader."""
    today, language = reader.today, reader.language
    home = figures.spoken_day(effect.home_on, today, language) if effect.home_on else ""
    paused = len(effect.paused)
    return ShownRedirect(
        effect=effect,
        say=_say(effect, home, reader),
        first_words=figures.spoken_day(effect.going[0], today, language) if effect.going else "",
        home_words=home,
        count=len(effect.going),
        way=str(dict(WAYS)[effect.delivery_method]),
        paused=ngettext("%(count)s more is paused", "%(count)s more are paused", paused) % {"count": paused} if paused else "",
        taken_until=moment_words(effect.affected.cut_off_at, zone, today, language) if effect.affected else "",
        undo_until=moment_words(effect.until, zone, today, language) if effect.until else "",
    )


def _say(effect: RedirectEffect, home: str, reader: Reader) -> str:
    if not effect.going:
        return ""
    words = {
        "first": figures.spoken_day(effect.going[0], reader.today, reader.language),
        "count": len(effect.going),
        "address": effect.address,
        "receiver": effect.receiver,
    }
    if effect.last is None:
        goes = _("From %(first)s the paper goes to %(address)s until you tell us.") % words
    else:
        goes = (
            ngettext(
                "The paper of %(first)s goes to %(address)s.",
                "%(count)s papers go to %(address)s, the first on %(first)s.",
                len(effect.going),
            )
            % words
        )
    received = _("It is received by %(receiver)s.") % words if effect.receiver else ""
    back = _("From %(day)s it comes home again.") % {"day": home} if home else ""
    return " ".join(part for part in (goes, received, back) if part)
