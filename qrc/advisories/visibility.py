"""Who may read which warning: the traffic light protocol, in one place for list, search and API."""

from __future__ import annotations

from typing import Any

from community.organisations.enums import GOVERNMENTS
from community.organisations.rules import current_memberships, is_qrc_editor
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory, AdvisoryQuerySet

COMMUNITY = (Tlp.CLEAR, Tlp.GREEN)
GOVERNMENT = (*COMMUNITY, Tlp.AMBER)


def visible_to(user: Any) -> AdvisoryQuerySet:
    """CLEAR and GREEN for every member, AMBER for governments, the rest for QRC editors."""
    if is_qrc_editor(user):
        return Advisory.objects.all()
    governs = any(each.organisation.kind in GOVERNMENTS for each in current_memberships(user))
    allowed = GOVERNMENT if governs else COMMUNITY
    return Advisory.objects.filter(tlp__in=allowed)
