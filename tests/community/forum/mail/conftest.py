from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.accounts.models import User
from community.activity.services import pay_owed
from community.forum.enums import Follow
from community.forum.models import Topic
from community.forum.services.following import follow_topic
from community.messaging.delivering import deliver
from community.messaging.models import Delivery
from tests.people import make_member, make_user

DOMAIN = "antwoord.vlavirgem.example"


@pytest.fixture(autouse=True)
def _reply_domain(settings: Any) -> None:
    settings.REPLY_DOMAIN = DOMAIN


@pytest.fixture
def send_all(db: None, smtp: Any) -> Callable[[], Any]:
    """Pay what is owed and let everything leave; the mail server that took it."""

    def send() -> Any:
        pay_owed()
        for channel in ("email", "web"):
            deliver(channel)
        return smtp

    return send


@pytest.fixture
def dirk(aalst: Any) -> User:
    """A colleague of Charlie's, who writes too."""
    user = make_user("dirk@aalst.example", "Dirk")
    make_member(user, aalst)
    return user


def watch(topic: Topic, *people: User, level: int = Follow.WATCHED) -> None:
    for each in people:
        follow_topic(user=each, topic=topic, level=level)


def told(channel: str = "email") -> list[tuple[str, str]]:
    """(first name, kind) of each that something was put out for, in the order of their names."""
    rows = Delivery.objects.filter(channel=channel, message__kind__startswith="community.forum")
    return sorted((row.user.first_name, row.message.kind.rpartition("_")[2])
                  for row in rows.select_related("user", "message"))  # fmt: skip
