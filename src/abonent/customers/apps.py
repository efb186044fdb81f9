from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "abonent.customers"
    label = "customers"
