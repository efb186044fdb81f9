from django.apps import AppConfig


class OcrNoConfig(AppConfig):
    name = "abonent.connectors.ocr_no"
    label = "ocr_no"
