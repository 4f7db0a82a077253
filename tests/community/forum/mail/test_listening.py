"""An answer handed over at the door, as a mail server does."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.utils import timezone

from community.forum.mail.reply_addresses import address_for, handles_of
from community.forum.models import Post
from community.mail_in.enums import Fate
from community.mail_in.models import IncomingMail
from community.mail_in.services import handle_waiting
from tests.community.forum.mail.letters import letter
from tests.community.mail_in.conftest import DOMAIN
from tests.community.mail_in.test_listening import doorstep, nursery
from tests.factories import forum as make

__all__ = ["doorstep", "nursery"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]


def test_an_answer_at_the_door_becomes_a_post_once(doorstep, alice, charlie, settings):
    settings.REPLY_DOMAIN = DOMAIN
    topic = make.topic(alice, category=make.category())
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    to = address_for(handles_of([charlie.pk])[charlie.pk], topic.posts.get().pk)
    raw = letter(to, name="<een@mail.aalst.example>")
    doorstep.send(raw, to, sender=charlie.email)
    with doorstep.client(smtplib.LMTP) as line:
        line.sendmail(charlie.email, [to], raw)
    while handle_waiting():
        pass

    assert [each.fate for each in IncomingMail.objects.all()] == [Fate.POSTED]
    post = Post.objects.get(number=2)
    assert (post.author, post.source, post.message_id) == (
        charlie, "Bij ons werkt dat.", "<een@mail.aalst.example>",
    )  # fmt: skip
