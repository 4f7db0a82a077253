"""What content listens to."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from community.activity.models import Activity
from community.activity.reactions import reaction
from community.verbs import MEMBER_JOINED, MEMBER_LEFT, ROLES_CHANGED
from content.access import keep_access


@reaction(MEMBER_JOINED, key="content.access_of_new_member")
@reaction(ROLES_CHANGED, key="content.access_of_changed_roles")
@reaction(MEMBER_LEFT, key="content.access_of_former_member")
def follow_roles(activity: Activity) -> None:
    keep_access(user_id=activity.data["user"])


@receiver(user_logged_in, dispatch_uid="content.user_logged_in")
def follow_sign_in(*, user: Any, **kwargs: Any) -> None:
    """Memberships that came without an activity (an import, the admin) count from here on."""
    keep_access(user_id=user.pk)
