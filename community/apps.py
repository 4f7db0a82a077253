from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

FACES = (
    "verbs", "notifications", "reactions", "tiles", "indicators", "mail_handlers", "findable", "keeps",
)  # fmt: skip
"""The short files at the top of an app that say what it tells, sends, hears, shows and measures,
which mail it takes in, what the search box finds of it and what it keeps files for."""


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Community"

    def ready(self) -> None:
        autodiscover_modules(*FACES)
        from community.organisations.facts import load_after_migrate  # noqa: PLC0415 - needs the apps

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="community.facts")
