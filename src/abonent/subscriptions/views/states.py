"""How the state of a subscription is shown: a word, an icon, a tone."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.lists import State

SUBSCRIPTION_STATES = {
    "running": State(label=_("Running"), icon="circle-check", tone="ok"),
    "coming": State(label=_("Begins later"), icon="clock", tone="ink2"),
    "ending": State(label=_("Cancelled, runs out"), icon="player-stop", tone="warn"),
    "lapsed": State(label=_("Next term missing"), icon="alert-triangle", tone="warn"),
    "ended": State(label=_("Ended"), icon="ban", tone="ink2"),
}
