"""How the switching of a register is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from abonent.access.models import StaffUser
from abonent.connectors.registers.models import PublicRegister
from abonent.connectors.registers.operations import switch_register
from abonent.runs.inverses import Inverse, everybodys


def _switch(*, arguments: Mapping[str, Any], actor: StaffUser, today: date) -> None:
    switch_register(register=PublicRegister(arguments["register"]), on=arguments["on"], actor=actor)


INVERSES = [Inverse("switch_register", _("Switch the register back"), _switch, "registers.switch", everybodys)]
