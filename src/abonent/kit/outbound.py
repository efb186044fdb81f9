"""Connections to hosts that somebody has named: to the very address that was looked at, and never into the house unless that was allowed."""

from __future__ import annotations

import ipaddress
import socket
import ssl

from django.conf import settings


class PrivateAddress(OSError):
    """A name that leads into a private network, where other programs listen that trust whoever asks."""


class PracticeReachesNobody(OSError):
    """What is done in a practice copy stays there."""


def connected(host: str, port: int, *, secure: bool, may_be_private: bool, seconds: float) -> socket.socket:
    """A connection to a host; its name is looked up once, so that it cannot lead elsewhere in between. A practice copy reaches none."""
    if settings.PRACTICE_OF:
        raise PracticeReachesNobody("a practice copy asks nobody")
    address = str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    if not may_be_private and not ipaddress.ip_address(address).is_global:
        raise PrivateAddress(f"{host} leads to a private address")
    plain = socket.create_connection((address, port), timeout=seconds)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
