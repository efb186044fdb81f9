from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "abonent.reporting"
    label = "reporting"
