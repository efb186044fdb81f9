from django.apps import AppConfig


class RunsConfig(AppConfig):
    name = "abonent.runs"
    label = "runs"
