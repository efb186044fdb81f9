"""Nobody undoes what was done in a company he does not work for."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from abonent.access.models import Role, StaffUser
from abonent.access.permissions import part_of
from abonent.runs.inverses import everybodys
from abonent.runs.models import Act
from abonent.runs.registry import inverse_of

# Customers belong to no company: who sees whom is `test_reach`.
OF_CUSTOMERS = ("customers", "correspondence")
# An address is the customer's as well, whichever part asks who may let him move; and so is that he is an agent.
OF_A_CUSTOMER = ("move_back", "name_agent")


def test_an_act_in_another_company_is_not_there_to_be_undone(tiny_world):
    stranger = StaffUser.objects.create_user("stranger")
    stranger.roles.add(*Role.objects.all())
    client = Client()
    client.force_login(stranger)
    acts = {act.inverse["verb"]: act for act in Act.objects.exclude(inverse=None).filter(undone_at=None)}
    tried = {}
    for verb, act in acts.items():
        inverse = inverse_of(verb)
        if inverse.seen_by is not everybodys and part_of(inverse.permission) not in OF_CUSTOMERS and verb not in OF_A_CUSTOMER:
            tried[verb] = client.post(reverse("runs:undo", args=[act.pk])).status_code
    assert len(tried) >= 3, sorted(acts)
    assert set(tried.values()) == {404}
    assert not Act.objects.filter(pk__in=[act.pk for act in acts.values()], undone_at__isnull=False).exists()
