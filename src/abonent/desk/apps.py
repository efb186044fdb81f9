from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "abonent.desk"
    label = "desk"
