"""What the versions of pain.001 name otherwise, and the version of pain.008."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """A version of a message: its name, what it calls the code of a bank, and whether a day stands within an element of its own."""

    message: str
    bic: str
    day_within: bool

    @property
    def namespace(self) -> str:
        """Of all its elements."""
        return f"urn:iso:std:iso:20022:tech:xsd:{self.message}"


V03 = Version("pain.001.001.03", bic="BIC", day_within=False)
V09 = Version("pain.001.001.09", bic="BICFI", day_within=True)
DEBIT_V08 = Version("pain.008.001.08", bic="BICFI", day_within=False)
