from django.apps import AppConfig


class LineFilesConfig(AppConfig):
    name = "abonent.connectors.line_files"
    label = "line_files"
