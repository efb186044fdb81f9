"""What the reader says of a file it will not take, and of a cell it cannot take."""

from __future__ import annotations

from typing import Any


class Unreadable(Exception):
    """The file as a whole cannot be imported: a code and where it is."""

    def __init__(self, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


class Fault(Exception):
    """One row cannot be imported: raised by a derivation for a field."""

    def __init__(self, field: str, code: str, **parameters: Any) -> None:
        super().__init__(code)
        self.field = field
        self.code = code
        self.parameters = parameters
