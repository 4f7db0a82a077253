"""How somebody is called before others: by his name, never by his mail address."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


def shown_name(user: Any) -> str:
    if user is None:
        return _("Een vroeger lid")
    return user.get_full_name() or _("Een lid zonder naam")
