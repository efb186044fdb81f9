"""What carriers are charged, told by the one folder above that charges them.

    CARRIER_CHARGES = ["service/charged_to_carriers"]

stands in a folder's `carrier_charges.py`; `config` fills the registry. The question gives, for a company and from a day until before
another, rows of (carrier_id bigint, route_id bigint, on_day date, of_id bigint, amount numeric): whom, for which route, on which day, by which
row of the folder, how much.
"""

from __future__ import annotations

from abonent.kit.registry import Registry

declared_charges: Registry[str] = Registry()


def charges_to_carriers() -> str:
    """The question; one that finds nothing where nobody charges carriers."""
    return next(iter(declared_charges), "distribution/no_carrier_charges")
