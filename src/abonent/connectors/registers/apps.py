from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "abonent.connectors.registers"
    label = "registers"
