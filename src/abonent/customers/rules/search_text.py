"""What somebody means who types into the search box: a number, a telephone, an e-mail, or words in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from abonent.customers.rules.telephone import beginnings
from abonent.kit.alphabets import fold

# More words than this narrow nothing; the statement has a place for each.
MOST_WORDS = 5
# From here on a leading zero is the one that is dialled inside a country, not part of a postal code.
SHORTEST_TELEPHONE = 7
_WORDS = re.compile(r"[\w@.+]+")
_ONLY_DIGITS = re.compile(r"[+\d\s()/.-]+")


@dataclass(frozen=True)
class SearchText:
    """A text as typed, and what can be read in it."""

    typed: str

    @cached_property
    def folded(self) -> str:
        """Small letters without marks, one blank between words."""
        return " ".join(fold(self.typed).split())

    @cached_property
    def digits(self) -> str:
        """The digits, where nothing but digits and their furniture is typed: a number, a telephone, a postal code."""
        return re.sub(r"\D", "", self.typed) if _ONLY_DIGITS.fullmatch(self.typed.strip() or "-") else ""

    @cached_property
    def words(self) -> list[str]:
        """Folded words, the longest first: it narrows most. A number in several groups is one word."""
        if self.digits:
            return [self.digits.lstrip("0") if self.is_a_telephone else self.digits]
        found = dict.fromkeys(word.strip(".+_") for word in _WORDS.findall(self.folded))
        return sorted((word for word in found if word), key=len, reverse=True)[:MOST_WORDS]

    @property
    def says_enough(self) -> bool:
        """Three letters or digits are enough; fewer would find everybody."""
        return sum(map(len, self.words)) >= 3 or self.is_a_number

    @property
    def is_a_number(self) -> bool:
        """Whether it can be a customer's number, or a key without letters."""
        return bool(self.digits) and len(self.digits) <= 18 and "+" not in self.typed

    @property
    def is_a_telephone(self) -> bool:
        """Whether so many digits are typed that what begins with them is what is meant."""
        return len(self.digits) >= SHORTEST_TELEPHONE

    @property
    def key(self) -> str:
        """The text as another system's key would have it."""
        return self.typed.strip()

    @property
    def telephone_beginnings(self) -> list[str]:
        """What a telephone number typed so far begins with in E.164."""
        return sorted(set(beginnings(self.typed))) if len(self.digits) >= 4 else []

    @property
    def email_beginning(self) -> str:
        """What an e-mail address typed so far begins with; only one word can be one."""
        return self.folded if " " not in self.folded and not self.digits else ""

    def patterns(self) -> list[str]:
        """A LIKE pattern for each word, filled up to MOST_WORDS. Short words stand at the start of a word, long ones anywhere."""
        patterns = [like(word) for word in self.words]
        return patterns + ["%"] * (MOST_WORDS - len(patterns))


def like(word: str) -> str:
    """The pattern of a word in `customer_search.body`, where every word has a blank before it."""
    escaped = word.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%" if len(word) > 3 else f"% {escaped}%"


def said_in(words: Sequence[str], text: str) -> bool:
    """Whether any of the words is in a text, however it is written."""
    folded = fold(text)
    return any(word in folded for word in words)
