"""How the state of a run is shown: a word, an icon, a tone."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.lists import State

RUN_STATES = {
    "planning": State(label=_("Planning"), icon="loader-2", tone="ink2"),
    "planned": State(label=_("Waits for approval"), icon="eye", tone="warn"),
    "approved": State(label=_("Approved"), icon="check", tone="ink2"),
    "committing": State(label=_("Committing"), icon="loader-2", tone="ink2"),
    "stopped": State(label=_("Stopped"), icon="alert-octagon", tone="danger"),
    "done": State(label=_("Done"), icon="circle-check", tone="ok"),
    "failed": State(label=_("Failed"), icon="alert-octagon", tone="danger"),
    "cancelled": State(label=_("Cancelled"), icon="ban", tone="ink2"),
    "reversed": State(label=_("Reversed"), icon="arrow-back-up", tone="ink2"),
}
