"""Fixtures that every folder's tests may use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytest_plugins = ["abonent.ui.testing.fixtures"]


@pytest.fixture
def page_as(page_of: Callable[..., Any], transactional_db: None) -> Callable[..., Any]:
    """`page_as("clerk", width=390)`: a page as a member of staff with this ready role; for every entity there is."""
    from abonent.access.models import Role, StaffUser
    from abonent.access.operations import install_ready_roles
    from abonent.organisation.models import LegalEntity

    def opened(role: str, **look: Any) -> Any:
        install_ready_roles()
        user = StaffUser.objects.create_user(f"{role}.of.tests", f"{role}@example.se", first_name="Maja", last_name="Sandberg")
        user.roles.add(Role.objects.get(code=role))
        user.entities.add(*LegalEntity.objects.all())
        return page_of(user, **look)

    return opened
