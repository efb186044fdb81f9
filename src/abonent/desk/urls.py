"""Addresses of the desk."""

from django.urls import path

from abonent.desk.views import arranging, books, companies, customer, home, household, logo, search, settings, start

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("home/running-subscriptions/", home.running, name="running"),
    path("start/", start.start, name="start"),
    path("search/", search.search, name="search"),
    path("books/", books.books, name="books"),
    path("books/rules/<int:place>/", books.rule, name="books_rule"),
    path("companies/", companies.companies, name="companies"),
    path("companies/new/", companies.new_company, name="new_company"),
    path("companies/business/", companies.business, name="business"),
    path("companies/rules/", companies.country_rules, name="country_rules"),
    path("companies/<int:entity_id>/", companies.company, name="company"),
    path("companies/<int:entity_id>/particulars/", companies.particulars, name="company_particulars"),
    path("companies/<int:entity_id>/logo/", logo.logo, name="logo"),
    path("companies/<int:entity_id>/logo/use/", logo.use_logo, name="use_logo"),
    path("companies/<int:entity_id>/logo/removal/", logo.remove_logo, name="remove_logo"),
    path("companies/<int:entity_id>/logo/<int:file_id>/", logo.logo_file, name="logo_file"),
    path("companies/<int:entity_id>/accounts/new/", companies.new_account, name="new_account"),
    path("companies/<int:entity_id>/units/new/", companies.new_unit, name="new_unit"),
    path("companies/accounts/<int:account_id>/", companies.account, name="account"),
    path("companies/units/<int:unit_id>/", companies.unit, name="unit"),
    path("companies/series/<int:series_id>/", companies.series, name="series"),
    path("settings/", settings.settings_file, name="settings_file"),
    path("settings/file/", settings.download, name="settings_download"),
    path("settings/arrangement/", arranging.arrangement, name="arrangement"),
    path("settings/arrangement/<slug:surface_name>/", arranging.change, name="arrange"),
    path("settings/application/", settings.application, name="settings_application"),
    path("customers/panels/household/<int:customer_id>/", household.panel, name="household"),
    path("customers/<int:number>/household/", household.join, name="join_household"),
    path("customers/<int:number>/", customer.customer_page, name="customer"),
]
