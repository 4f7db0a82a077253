"""What editors hear of pages that are laid before them, by our own outbox instead of Wagtail's mail."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from community.accounts.letters import Letter, recipients, words
from community.messaging.enums import Channel
from community.messaging.services import notify
from content.notifications import REVIEW

CHANNELS = (Channel.EMAIL, Channel.WEB)


def tell_asked(*, state: TaskState, by: Any) -> None:
    """The group that may approve, without who asks."""
    group = state.task.specific.groups.all()
    asked = [user for each in group for user in each.user_set.filter(is_active=True)]
    page = state.revision.content_object
    letter = Letter(
        subject=format_lazy(_("Na te lezen: {title}"), title=page.title),
        paragraphs=(
            format_lazy(_("{who} legt een pagina voor: {title}."), who=_name(by), title=page.title),
            _("Keur ze goed of vraag om iets te wijzigen. Tot dan staat ze niet online."),
        ),
        action_label=_("Pagina nalezen"),
    )
    others = {user.pk: user for user in asked if by is None or user.pk != by.pk}
    _tell(list(others.values()), letter, page.pk, f"content.review:{state.pk}")


def tell_decided(*, state: WorkflowState, by: Any, approved: bool) -> None:
    """Who asked hears what a colleague thought of it."""
    asker = state.requested_by
    if asker is None or not asker.is_active or (by is not None and by.pk == asker.pk):
        return
    page = state.content_object
    if page is None:
        return
    said = _("{who} keurde {title} goed.") if approved else _("{who} vraagt wijzigingen: {title}.")
    comment = state.current_task_state.comment if state.current_task_state else ""
    letter = Letter(
        subject=format_lazy(
            _("Goedgekeurd: {title}") if approved else _("Te wijzigen: {title}"), title=page.title
        ),
        paragraphs=(
            format_lazy(said, who=_name(by), title=page.title),
            *((format_lazy(_("Toelichting: {text}"), text=comment),) if comment else ()),
        ),
        action_label=_("Naar de pagina"),
    )
    verdict = "goed" if approved else "wijzigen"
    task = state.current_task_state.pk if state.current_task_state else 0
    _tell([asker], letter, page.pk, f"content.review:{state.pk}:{task}:{verdict}")


def _tell(users: list[Any], letter: Letter, page: int, key: str) -> None:
    if not users:
        return
    url = settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page])
    notify(
        REVIEW, to=recipients(users, channels=CHANNELS),
        content=words(letter, url=url, channels=CHANNELS), key=key,
        is_demo=all(user.is_demo for user in users),
    )  # fmt: skip


def _name(user: Any) -> str:
    return str(user) if user is not None else "VlaVirGem"
