"""The strip of the customer page shows what the viewer's companies have with the customer, nothing of others."""

from __future__ import annotations

from abonent.access.models import StaffUser
from abonent.desk.queries import what_comes_next
from abonent.service.queries import LATELY


def test_what_comes_next_is_of_the_viewers_companies(tiny_world):
    from abonent.organisation.models import LegalEntity
    from abonent.subscriptions.models import Subscription

    going = Subscription.objects.filter(expiry__expires_on__gt=tiny_world.today)
    subscription = going.first()
    assert subscription
    here, elsewhere = StaffUser.objects.create_user("of.this.company"), StaffUser.objects.create_user("of.another")
    here.entities.add(subscription.entity)
    elsewhere.entities.add(*LegalEntity.objects.exclude(pk=subscription.entity_id))
    seen = what_comes_next(subscription.subscriber, viewer=here, today=tiny_world.today)
    assert seen.published_on >= tiny_world.today
    hidden = what_comes_next(subscription.subscriber, viewer=elsewhere, today=tiny_world.today)
    assert (hidden.published_on, hidden.due_on) == (None, None)


def test_complaints_are_counted_as_long_as_they_are_of_late(tiny_world):
    from abonent.service.models import DeliveryComplaint

    complaint = DeliveryComplaint.objects.filter(withdrawn_at=None).select_related("subscription__subscriber").latest("reported_on")
    subscriber = complaint.subscription.subscriber
    viewer = StaffUser.objects.create_user("of.the.same.company")
    viewer.entities.add(complaint.subscription.entity)
    days = complaint.reported_on, complaint.reported_on + LATELY
    then, later = (what_comes_next(subscriber, viewer=viewer, today=day).complaints for day in days)
    assert (then > 0, later) == (True, 0)
