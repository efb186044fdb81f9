from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "abonent.access"
    label = "access"
