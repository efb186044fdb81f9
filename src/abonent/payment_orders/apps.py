from django.apps import AppConfig


class PaymentOrdersConfig(AppConfig):
    name = "abonent.payment_orders"
    label = "payment_orders"
