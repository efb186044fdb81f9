"""Who may be contacted how: which ways need a consent first, and which are open until somebody refuses.

Rule by rule, with the source it was read in (November 2026); nothing here is legal advice. What is marked *to check* a lawyer of the
country confirms before anybody is contacted by it there:

- E-mail and SMS for offers, and editorial ones: only to who has agreed before, in every country. Directive 2002/58/EC, article 13(1);
  Finland: Kuluttajansuoja- ja kilpailuvirasto (kkv.fi); Poland: Prawo komunikacji elektronicznej of 2024, article 398, in force since
  10 November 2024 (prawo.pl); Hungary: Act XLVIII of 2008 on advertising, section 6, for natural persons (mondaq.com). Stricter than the
  law in two places, on purpose: article 13(2) lets a seller write to its own customers about similar goods (Sweden: Marknadsföringslagen
  2008:486, section 19 - to check), and Hungary asks no consent of organisations. That editorial letters count as offers: to check,
  each country.
- Telephone for offers: article 13(3) leaves it to the countries. Poland: consent before, article 398; the code asks it of persons, and
  readings of the article ask it of organisations too - to check (Prezes UKE, uke.gov.pl) before Polish organisations are called. Germany:
  UWG, section 7 - to check. Sweden: until refused, and the register NIX-Telefon before each call (nixtelefon.org); that one's own
  customers may be called for similar goods, and that a consent goes before the register for three months, the code does not follow -
  to check. Finland: until refused; Puhelin-Robinson (kkv.fi). Hungary: until refused, by the communications act (Act C of 2003) - to
  check (Nemzeti Média- és Hírközlési Hatóság, nmhh.hu). Norway, Denmark: as here until refused - to check (Denmark asks consent of
  persons for most goods, with an exception for newspapers).
- Post: until refused, everywhere here; Hungary and Finland keep Robinson lists (mondaq.com, kkv.fi).
- A telephone sale binds in Sweden (2005:59) and Finland (since 1 January 2023) only after the customer has accepted in writing after the
  call: that is a rule of orders, not of who may be called.
"""

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
