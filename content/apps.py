from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

NEEDED = {
    "content_homepage", "content_principle", "content_newsletter", "content_colleaguetask",
    "content_courseindexpage",     "wagtailcore_site", "wagtailcore_groupcollectionpermission",
}  # fmt: skip


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "Inhoud"

    def ready(self) -> None:
        post_migrate.connect(_lay_first_stones, sender=self, dispatch_uid="content.founding")


def _lay_first_stones(*, using: str, **kwargs: Any) -> None:
    from content.founding import lay_first_stones  # noqa: PLC0415 - needs the models

    tables = set(connections[using].introspection.table_names())
    # Half way through migrating there and back, the tables may not be there.
    if tables >= NEEDED:
        lay_first_stones()
