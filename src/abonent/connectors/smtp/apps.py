from django.apps import AppConfig


class SmtpConfig(AppConfig):
    name = "abonent.connectors.smtp"
    label = "smtp"
