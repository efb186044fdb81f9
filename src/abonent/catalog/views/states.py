"""How the state of a version is shown: a word, an icon, a tone."""

from django.utils.translation import gettext_lazy as _

from abonent.catalog.price_queries import COMING, DRAFT, FORMER, IN_FORCE
from abonent.ui.lists import State

VERSION_STATES = {
    DRAFT: State(label=_("Draft"), icon="pencil", tone="warn"),
    COMING: State(label=_("Approved, coming"), icon="clock", tone="ink2"),
    IN_FORCE: State(label=_("In force"), icon="circle-check", tone="ok"),
    FORMER: State(label=_("Former"), icon="history", tone="ink2"),
}
