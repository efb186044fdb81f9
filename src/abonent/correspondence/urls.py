"""Addresses of what was said."""

from django.urls import path

from abonent.correspondence.views import interactions, listing, outbox, panels, pins

app_name = "correspondence"

urlpatterns = [
    path("correspondence/", listing.interaction_list, name="list"),
    path("correspondence/<int:interaction_id>/", interactions.interaction, name="interaction"),
    path("correspondence/<int:interaction_id>/correction/", interactions.correct, name="correct"),
    path("correspondence/<int:interaction_id>/removal/", interactions.remove, name="remove"),
    path("correspondence/<int:interaction_id>/pin/", pins.pin, name="pin"),
    path("correspondence/<int:interaction_id>/unpinning/", pins.unpin, name="unpin"),
    path("correspondence/of-customer/<int:customer_id>/new/", interactions.record, name="record"),
    path("correspondence/of-customer/<int:customer_id>/timeline/", panels.timeline, name="timeline"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:outgoing_message_id>/", outbox.outgoing, name="outgoing"),
    path("outbox/<int:outgoing_message_id>/again/", outbox.again, name="again"),
    path("outbox/<int:outgoing_message_id>/withdrawal/", outbox.withdraw, name="withdraw"),
    path("correspondence/panels/notes/<int:customer_id>/", panels.notes, name="notes_panel"),
    path("correspondence/panels/timeline/<int:customer_id>/", panels.timeline_panel, name="timeline_panel"),
]
