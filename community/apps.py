from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules

FACES = (
    "verbs", "notifications", "reactions", "tiles", "badges", "indicators", "mail_handlers", "findable",
    "keeps", "linkable", "moderated", "trusted", "personal",
)  # fmt: skip
"""The short files at the top of an app that say what it tells, sends, hears, shows, recognises and
measures, which mail it takes in, what the search box finds of it, what it keeps files for, what topics
of the forum may be about, what of it can be flagged, what makes somebody trusted, and what it holds
about people."""


class CommunityConfig(AppConfig):
    name = "community"
    verbose_name = "Community"

    def ready(self) -> None:
        autodiscover_modules(*FACES)
        from community.experts.facts import load_after_migrate as load_skills  # noqa: PLC0415
        from community.forum.standing import make_after_migrate  # noqa: PLC0415 - needs the apps
        from community.organisations.facts import load_after_migrate  # noqa: PLC0415

        post_migrate.connect(load_after_migrate, sender=self, dispatch_uid="community.facts")
        post_migrate.connect(make_after_migrate, sender=self, dispatch_uid="community.forum")
        post_migrate.connect(load_skills, sender=self, dispatch_uid="community.skills")
