"""Addresses of titles, editions and their calendars, under those of products."""

from django.urls import path

from abonent.editions.views import changes, edition, lead_times, titles

app_name = "editions"

urlpatterns = [
    path("products/titles/", titles.titles, name="titles"),
    path("products/titles/new/", titles.new_title, name="new_title"),
    path("products/titles/<int:title_id>/", titles.title_page, name="title"),
    path("products/titles/<int:title_id>/name/", titles.title_name, name="name_title"),
    path("products/titles/<int:title_id>/editions/new/", titles.new_edition, name="new_edition"),
    path("products/editions/<int:edition_id>/", edition.edition_page, name="edition"),
    path("products/editions/<int:edition_id>/name/", titles.edition_name, name="name_edition"),
    path("products/editions/<int:edition_id>/exception/", changes.exception, name="exception"),
    path("products/editions/<int:edition_id>/rule/", changes.rule, name="rule"),
    path("products/editions/<int:edition_id>/holidays/", changes.holidays, name="holidays"),
    path("products/editions/<int:edition_id>/extension/", changes.extension, name="extension"),
    path("products/editions/exceptions/<int:exception_id>/withdrawal/", changes.withdrawal, name="withdrawal"),
    path("products/lead-times/", lead_times.lead_times, name="lead_times"),
    path("products/lead-times/new/", lead_times.new_lead_time, name="new_lead_time"),
    path("products/lead-times/<int:lead_time_id>/end/", lead_times.lead_time_end, name="lead_time_end"),
]
