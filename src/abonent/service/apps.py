from django.apps import AppConfig


class ServiceConfig(AppConfig):
    name = "abonent.service"
    label = "service"
