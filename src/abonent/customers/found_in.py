"""In which own field the text of a search was found."""

from __future__ import annotations

import json

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from abonent.customers.rules.search_text import SearchText, said_in
from abonent.kit.names import name_in

MOST_LETTERS = 60
BETWEEN_DIGITS = str.maketrans("", "", " ./-")


def found_in_own_field(meant: SearchText, texts: str | None) -> str:
    """The first own field in which the words stand, and what it says: `Loyalty card: 4711`. `texts` are names and texts as JSON."""
    for names, text in json.loads(texts) if texts else []:
        if said_in(meant.words, f"{text} {text.translate(BETWEEN_DIGITS)}"):
            shown = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}\N{HORIZONTAL ELLIPSIS}"
            return _("%(field)s: %(text)s") % {"field": name_in(names, get_language() or "en"), "text": shown}
    return ""
