"""For whom a collection is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from wagtail.models import Collection

from community.activity.services import record
from community.organisations.models import Organisation
from content.library.models import CollectionReaders
from content.verbs import COLLECTION_CLOSED


def limit_collection(
    *, collection: Collection, actor: Any, audience: str = "",
    organisations: Iterable[Organisation] = (),
) -> None:  # fmt: skip
    """Keep a collection, and all under it, to these readers; no audience takes the limit away."""
    with transaction.atomic():
        Collection.objects.select_for_update().get(pk=collection.pk)
        if audience:
            limit, _made = CollectionReaders.objects.update_or_create(
                collection=collection, defaults={"audience": audience}
            )
            limit.organisations.set(organisations)
        else:
            CollectionReaders.objects.filter(collection=collection).delete()
        record(COLLECTION_CLOSED, actor=actor, collection=collection.pk, audience=audience)
