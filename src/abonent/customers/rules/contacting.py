"""Who may be contacted how: which ways need a consent first, and which are open until somebody refuses."""

from __future__ import annotations

from dataclasses import dataclass

CHANNELS = ("mail", "email", "sms", "telephone")
PURPOSES = ("marketing", "editorial", "research", "service")

# Directive 2002/58/EC, article 13(1): electronic messages for direct marketing only to who has agreed before.
_ASKED_FIRST = {("email", "marketing"), ("sms", "marketing"), ("email", "editorial"), ("sms", "editorial")}
# Article 13(3) leaves calls by people to the countries. A person must have agreed before in Poland (Prawo komunikacji
# elektronicznej, art. 398) and Germany (UWG, paragraph 7); elsewhere here until he refuses or stands in a register.
_CALLED_ONLY_IF_AGREED = ("PL", "DE")


@dataclass(frozen=True, kw_only=True)
class Way:
    """A channel used for a purpose, and what the law asks before."""

    channel: str
    purpose: str

    @property
    def needs_consent(self) -> bool:
        """Whether everybody must have agreed before."""
        return (self.channel, self.purpose) in _ASKED_FIRST

    @property
    def persons_agree_in(self) -> tuple[str, ...]:
        """The countries in which a person, though not an organisation, must have agreed before."""
        return _CALLED_ONLY_IF_AGREED if (self.channel, self.purpose) == ("telephone", "marketing") else ()

    @property
    def obeys_registers(self) -> bool:
        """Whether the registers of those who refuse offers count; a consent of his own goes before them."""
        return self.purpose == "marketing"


WAYS = [Way(channel=channel, purpose=purpose) for purpose in PURPOSES for channel in CHANNELS]
