from __future__ import annotations

from community.organisations.models import Organisation


def lock(organisation: Organisation) -> None:
    """One change of a portfolio at a time."""
    Organisation.objects.select_for_update().only("pk").get(pk=organisation.pk)
