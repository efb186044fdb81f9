"""Addresses of the register. The customer's page itself, `customers/<number>/`, is the desk's."""

from django.urls import path

from abonent.customers.views import (
    addresses,
    bulk,
    consents,
    contact_persons,
    contact_points,
    customers,
    duplicates,
    history,
    listing,
    merging,
    panels,
    words,
)

app_name = "customers"

urlpatterns = [
    path("customers/", listing.customer_list, name="list"),
    path("customers/languages/", bulk.change_many, {"field": "language"}, name="bulk_language"),
    path("customers/invoice-channels/", bulk.change_many, {"field": "invoice_channel"}, name="bulk_invoice_channel"),
    path("customers/new/", customers.new, name="new"),
    path("customers/refusals/", consents.refusals, name="refusals"),
    path("customers/words/", words.words, name="words"),
    path("customers/words/<slug:kind_name>/new/", words.new, name="new_word"),
    path("customers/words/<slug:kind_name>/<int:word_id>/", words.edit, name="edit_word"),
    path("customers/new/looks-like/", duplicates.looks_like, name="looks_like"),
    path("customers/duplicates/<int:run_id>/", duplicates.duplicates, name="duplicates"),
    path("customers/duplicates/<int:run_id>/limit/", duplicates.merge_from, name="merge_from"),
    path("customers/duplicates/apart/", duplicates.apart, name="tell_apart"),
    path("customers/<int:number>/identity/", customers.edit, name="edit"),
    path("customers/<int:number>/merging/", merging.merge, name="merge"),
    path("customers/merges/<int:merge_id>/parting/", merging.part, name="part"),
    path("customers/<int:number>/addresses/new/", addresses.new, name="new_address"),
    path("customers/addresses/<int:address_id>/ending/", addresses.end, name="end_address"),
    path("customers/<int:number>/contacts/new/", contact_points.new, name="new_contact"),
    path("customers/contacts/<int:contact_point_id>/", contact_points.edit, name="edit_contact"),
    path("customers/contacts/<int:contact_point_id>/preference/", contact_points.prefer, name="prefer_contact"),
    path("customers/contacts/<int:contact_point_id>/removal/", contact_points.remove, name="remove_contact"),
    path("customers/<int:number>/consents/", consents.note, name="note_consent"),
    path("customers/panels/consents/<int:customer_id>/", consents.panel, name="consents_panel"),
    path("customers/<int:number>/people/new/", contact_persons.new, name="new_person"),
    path("customers/people/<int:contact_person_id>/", contact_persons.edit, name="edit_person"),
    path("customers/people/<int:contact_person_id>/removal/", contact_persons.remove, name="remove_person"),
    path("customers/<int:number>/history/", history.history, name="history"),
    path("customers/<int:number>/history/return/", history.put_back_value, name="put_back"),
    path("customers/panels/history/<int:customer_id>/", history.panel, name="history_panel"),
    path("customers/panels/identity/<int:customer_id>/", panels.identity, name="identity_panel"),
    path("customers/panels/addresses/<int:customer_id>/", panels.addresses, name="addresses_panel"),
    path("customers/panels/contacts/<int:customer_id>/", panels.contacts, name="contacts_panel"),
    path("customers/panels/people/<int:customer_id>/", panels.people, name="people_panel"),
]
