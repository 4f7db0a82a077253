"""Who may read which warning: the traffic light protocol, in one place for list, search and API."""

from __future__ import annotations

from typing import Any

from community.organisations.enums import GOVERNMENTS
from community.organisations.rules import current_memberships, is_qrc_editor
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory, AdvisoryQuerySet

PUBLIC = (Tlp.CLEAR,)
COMMUNITY = (*PUBLIC, Tlp.GREEN)
GOVERNMENT = (*COMMUNITY, Tlp.AMBER)


def visible_to(user: Any) -> AdvisoryQuerySet:
    """CLEAR for every account, GREEN for members, AMBER for governments, the rest for QRC editors."""
    if is_qrc_editor(user):
        return Advisory.objects.all()
    return Advisory.objects.filter(tlp__in=_allowed(user))


def _allowed(user: Any) -> tuple[Tlp, ...]:
    memberships = current_memberships(user)
    if any(each.organisation.kind in GOVERNMENTS for each in memberships):
        return GOVERNMENT
    return COMMUNITY if memberships else PUBLIC
