from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CatalogueConfig(AppConfig):
    name = "catalogue"
    verbose_name = "Catalogus"

    def ready(self) -> None:
        from catalogue.solutions.facts import load_after_migrate  # noqa: PLC0415 - needs the apps

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="catalogue.facts")
