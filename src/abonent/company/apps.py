from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "abonent.company"
    label = "company"
