from django.apps import AppConfig


class QrcConfig(AppConfig):
    name = "qrc"
    verbose_name = "QRC"
