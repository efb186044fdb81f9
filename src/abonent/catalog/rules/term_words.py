"""The length of a term in the reader's words: 12 months, 12 issues, until further notice by 3 months."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def term_words(*, kind: str, unit: str, length: int) -> str:
    """How long a term is, or by which interval it is billed when it runs until further notice."""
    if unit == "issue":
        span = ngettext("%(count)s issue", "%(count)s issues", length) % {"count": length}
    elif length % 12 == 0:
        span = ngettext("%(count)s year", "%(count)s years", length // 12) % {"count": length // 12}
    else:
        span = ngettext("%(count)s month", "%(count)s months", length) % {"count": length}
    return _("until further notice, by %(span)s") % {"span": span} if kind == "until_further_notice" else span
