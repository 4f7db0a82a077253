"""Groups, who is in them or wants to be, and what is announced."""

from community.groups.models.announcements import Announcement, AnnouncementDismissal
from community.groups.models.entering import GroupInvitation, GroupRequest
from community.groups.models.groups import Group, GroupMembership

__all__ = [
    "Announcement",
    "AnnouncementDismissal",
    "Group",
    "GroupInvitation",
    "GroupMembership",
    "GroupRequest",
]
