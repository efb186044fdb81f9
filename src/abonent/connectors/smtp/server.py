"""Which mail server there is, as `mail_server` in the settings of the machine names it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """A host that takes mail: how it is encrypted, and who we are to it."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = ""

    @classmethod
    def at(cls, address: str) -> MailServer:
        """The server at an address such as smtp+starttls://user:password@mail.example.com:587; raises ValueError for any other."""
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("mail_server must be smtp://, smtp+starttls:// or smtps:// and name a host")
        port = parts.port or PORTS[parts.scheme]
        security = {"smtp": "", "smtp+starttls": "starttls", "smtps": "tls"}[parts.scheme]
        return cls(parts.hostname, port, security, unquote(parts.username or ""), unquote(parts.password or ""))
