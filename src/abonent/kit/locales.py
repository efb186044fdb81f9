"""Whose figures and days a reader of a language gets. A language not listed is written as English is: that of an office in Stockholm."""

from __future__ import annotations

import re

LOCALES = {"en": "en_SE", "sv": "sv_SE", "fi": "fi_FI", "pl": "pl_PL", "hu": "hu_HU"}


def one_stop(sentence: str) -> str:
    """The sentence with one full stop where a day that is written with one ends it: from 28 nov., not from 28 nov.."""
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", sentence)
