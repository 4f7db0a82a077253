from django.apps import AppConfig
from django.db.models.signals import post_migrate


class QrcConfig(AppConfig):
    name = "qrc"
    verbose_name = "QRC"

    def ready(self) -> None:
        from qrc.feeds.presets import load_after_migrate  # noqa: PLC0415 - needs the apps

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="qrc.presets")
