"""What was said, on the customer page: the latest notes above everything else, the timeline as the first tab."""

from django.utils.translation import gettext_lazy as _

from abonent.ui.panels import MAIN, TAB, Panel

PANELS = [
    Panel(name="notes", label=_("Notes"), url_name="correspondence:notes_panel", order=1, permission="correspondence.see", place=MAIN),
    Panel(
        name="timeline", label=_("Timeline"), url_name="correspondence:timeline_panel", order=5, permission="correspondence.see", place=TAB
    ),
]
