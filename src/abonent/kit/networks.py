"""Ranges of network addresses: how a column keeps one, and which are nobody's on the internet."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from django.db import models

Network = IPv4Network | IPv6Network

# Addresses inside a house (RFC 1918, RFC 4193) or of one machine or cable: nobody arrives from them.
INSIDE = tuple(
    ip_network(text)
    for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128")
)


def is_inside(network: Network) -> bool:
    """Whether a range is of addresses that never arrive from outside."""
    return any(network.version == inside.version and network.subnet_of(inside) for inside in INSIDE)  # type: ignore[arg-type]


class NetworkField(models.Field):  # type: ignore[type-arg]
    """A range of network addresses, `cidr` in the database; in Python as `ipaddress` has it."""

    description = "a range of network addresses"

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "cidr"

    def to_python(self, value: Any) -> Network | None:
        """A range from how it is written, 192.0.2.0/24."""
        return value if value is None or isinstance(value, IPv4Network | IPv6Network) else ip_network(value)

    def get_prep_value(self, value: Any) -> Network | None:
        """As the database driver knows it."""
        return self.to_python(value)


@NetworkField.register_lookup
class Overlaps(models.Lookup):  # type: ignore[type-arg]
    """`network__net_overlaps`: the ranges that have addresses in common with one."""

    lookup_name = "net_overlaps"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """By the operator that the index over ranges knows."""
        (left, left_values), (right, right_values) = self.process_lhs(compiler, connection), self.process_rhs(compiler, connection)
        return f"{left} && {right}", (*left_values, *right_values)
