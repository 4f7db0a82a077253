"""An answer by mail: who may, what it says, and where it goes.

The address that it came to says who speaks and on what he answers; what a mail says of its sender
anybody can write, so that is compared and noted, no more. What is not taken is explained to the
person himself, at the address he is mailed at; a machine is never answered.
"""

from __future__ import annotations

import uuid
from io import BytesIO
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.files.models import StoredFile
from community.files.refusals import FileRefused
from community.files.services import store
from community.forum.enums import FORUM, Via
from community.forum.mail.machines import is_of_a_machine, is_ours
from community.forum.mail.notes import known_mail, mail_of, tell_declined, tell_notes
from community.forum.mail.reading import (
    Said,
    addressees,
    checks_of,
    name_of,
    read_out,
    sender_of,
)
from community.forum.mail.refusals import Declined, Why
from community.forum.mail.reply_addresses import LOCAL, Named, holder_of, is_too_old, named_by
from community.forum.mail.threads import is_own_name
from community.forum.mail.trimming import Trimmed, trim
from community.forum.mail.typed import as_typed
from community.forum.mail.wording import url_of
from community.forum.models import Post
from community.forum.models.posts import LONGEST_SOURCE
from community.forum.pacing import LONGEST_PAUSE, one_at_a_time, refusal
from community.forum.rules import may_answer, may_read
from community.forum.services import reply
from community.forum.services.values import Refused
from community.forum.services.visiting import read_own
from community.mail_in.enums import Fate
from community.mail_in.handlers import Mail, MailHandler, NotYet, Verdict
from community.mail_in.reading import header
from community.messaging.models import Address
from community.organisations.enums import GOVERNMENTS, Audience, Kind
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships
from community.verbs import FORUM_MAIL_REFUSED, FORUM_MAIL_TAKEN

MOST_ADDRESSEES = 10
MOST_FILES = 10
NAMESPACE = uuid.UUID("6f2b0c1e-3f0e-5c55-9d0f-0d7c1f3a8e21")
CLEAN_ENDING = "…"


def takes(mail: Mail) -> bool:
    return mail.local.startswith(LOCAL)


def knows(address: str) -> bool:
    return named_by(address) is not None


def handle(mail: Mail) -> Verdict:
    if is_ours(mail.message) or is_of_a_machine(mail.message):
        return Verdict(Fate.NOTHING)
    named = named_by(mail.recipient)
    user = holder_of(named) if named else None
    try:
        with (
            transaction.atomic(),
            translation.override(user.language if user else settings.LANGUAGE_CODE),
        ):
            _take(mail, named, user)
    except Declined as no:
        _decline(mail, user, no)
        return Verdict(Fate.REFUSED)
    return Verdict(Fate.POSTED)


def _take(mail: Mail, named: Named | None, user: User | None) -> None:
    if named is None or user is None:
        raise Declined(Why.UNKNOWN)
    post = _answered(named, user)
    submission = _submission(mail, user, post)
    with connection.cursor() as cursor:
        # The same mail may come by two roads at once.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (f"forum.mail.{submission}",))
    if Post.objects.filter(author=user, submission=submission).exists():
        return
    said = read_out(mail.message)
    trimmed = trim(said.text)
    _demand_words(mail, said, trimmed)
    source = as_typed(trimmed.said) if trimmed.said.strip() else _("Zie bijlage.")
    _demand_pace(user, source, submission, trimmed)
    organisation = _speaks_for(user, post)
    files, left_out = _files(said, user, organisation)
    if not files and not trimmed.said.strip():
        raise Declined(Why.EMPTY, text=_left_out(left_out))
    try:
        made = reply(
            topic=post.topic, author=user, organisation=organisation, source=source,
            reply_to=post, files=files, submission=submission, via=Via.MAIL,
            message_id=_free_name(mail), elided=_shortened(trimmed.elided),
        )  # fmt: skip
    except Refused as refused:
        raise Declined(Why.NOT_SO, text=str(refused), said=trimmed.said) from refused
    read_own(user=user, topic=post.topic, number=made.number, answered=post.number)
    is_known = _is_sender_known(mail, user)
    record(
        FORUM_MAIL_TAKEN, actor=user, organisation=organisation, subject=made, topic=made.topic_id,
        post=made.pk, number=made.number, known_sender=is_known, checks=checks_of(mail.message),
    )  # fmt: skip
    notes = _notes(made, left_out, is_known=is_known)
    address = mail_of(user)
    if notes and address is not None:
        tell_notes(
            address=address, notes=notes, answers=name_of(mail.message),
            subject=_subject(mail), url=url_of(made),
        )  # fmt: skip


def _answered(named: Named, user: User) -> Post:
    """The post that is answered, when this person may answer it now."""
    if not user.is_active:
        raise Declined(Why.UNKNOWN)
    if named.post_id is None:
        raise Declined(Why.DIGEST)
    post = Post.objects.select_related("topic__category__group").filter(pk=named.post_id).first()
    if post is None:
        raise Declined(Why.GONE)
    if is_too_old(post):
        raise Declined(Why.TOO_OLD)
    topic = post.topic
    if not current_memberships(user):
        raise Declined(Why.NO_MEMBER)
    if not may_read(user, topic.category):
        raise Declined(Why.NOT_YOURS)
    if topic.hidden_at is not None or topic.merged_into_id is not None or not post.is_shown:
        raise Declined(Why.GONE)
    if topic.is_locked or topic.category.is_archived:
        raise Declined(Why.CLOSED)
    if not may_answer(user, topic):
        raise Declined(Why.NOT_YOURS)
    return post


def _demand_words(mail: Mail, said: Said, trimmed: Trimmed) -> None:
    text = trimmed.said
    if addressees(mail.message) > MOST_ADDRESSEES:
        raise Declined(Why.TOO_MANY, said=text)
    only_quotes = all(line.startswith(">") for line in text.split("\n") if line.strip())
    if not said.files and (not text.strip() or only_quotes):
        raise Declined(Why.ONLY_QUOTE if said.text.strip() else Why.EMPTY)
    if len(as_typed(text)) > LONGEST_SOURCE:
        raise Declined(Why.TOO_LONG, said=text)


def _demand_pace(user: User, source: str, submission: uuid.UUID, trimmed: Trimmed) -> None:
    """As on the site; but a mail that comes too soon after another only waits a moment."""
    with one_at_a_time(user):
        lately = timezone.now() - LONGEST_PAUSE
        if Post.objects.filter(author=user, created_at__gt=lately).exists():
            raise NotYet
        why = refusal(user, source, is_topic=False, submission=submission)
    if why:
        raise Declined(Why.NOT_SO, text=why, said=trimmed.said)


def _submission(mail: Mail, user: User, post: Post) -> uuid.UUID:
    """The same for the same mail to the same address: the post is made once."""
    name = name_of(mail.message) or "\0".join(
        (header(mail.message, "Date"), header(mail.message, "Subject"), read_out(mail.message).text)
    )
    return uuid.uuid5(NAMESPACE, f"{user.pk}\0{post.pk}\0{name}")


def _free_name(mail: Mail) -> str | None:
    """The mail's own name, unless it has none, it is one of ours, or another post has it."""
    name = name_of(mail.message)
    if not name or is_own_name(name) or Post.objects.filter(message_id=name).exists():
        return None
    return name


def _shortened(elided: str) -> str:
    if len(elided) <= LONGEST_SOURCE:
        return elided
    return elided[:LONGEST_SOURCE] + CLEAN_ENDING


def _speaks_for(user: User, post: Post) -> Organisation | None:
    """Of several organisations the oldest membership whose kind reads here."""
    mine = [each.organisation for each in current_memberships(user)]
    if post.topic.category.audience == Audience.GOVERNMENTS:
        served = [each for each in mine if each.kind in (*GOVERNMENTS, Kind.PLATFORM)]
        mine = served or mine
    return mine[0] if mine else None


def _files(
    said: Said, user: User, organisation: Organisation | None
) -> tuple[list[StoredFile], list[str]]:
    """(what hangs under the post, what did not come along and why)"""
    kept: list[StoredFile] = []
    left_out = list(said.pictures)
    for each in said.files:
        if len(kept) >= MOST_FILES:
            left_out.append(each.name)
            continue
        try:
            with transaction.atomic():
                file = store(
                    name=each.name, content=BytesIO(each.content), purpose=FORUM, owner=user,
                    organisation=organisation,
                )  # fmt: skip
        except FileRefused:
            left_out.append(each.name)
        else:
            kept.append(file)
    return kept, left_out


def _is_sender_known(mail: Mail, user: User) -> bool:
    sender = sender_of(mail.message)
    return bool(Address.objects.filter(user=user, value=sender).exists())


def _notes(post: Post, left_out: list[str], *, is_known: bool) -> list[str]:
    notes: list[Any] = []
    if not post.is_shown:
        notes.append(
            _("Uw bericht wacht op nazicht. De redactie kijkt het na voor anderen het lezen.")
        )
    if left_out:
        notes.append(_left_out(left_out))
    if not is_known:
        notes.append(
            _("De mail kwam van een adres dat wij niet van u kennen. Schreef u hem niet zelf? "
              "Maak dan bij „Meldingen instellen” uw antwoordadressen ongeldig, en verwijder het bericht.")
        )  # fmt: skip
    return notes


def _left_out(names: list[str]) -> str:
    listed = get_text_list(names, _("en"))
    return _("Dit ging niet mee: %(names)s. Voeg het op de site toe.") % {"names": listed}


def _subject(mail: Mail) -> str:
    return header(mail.message, "Subject").removeprefix("Re: ")[:150]


def _decline(mail: Mail, user: User | None, no: Declined) -> None:
    record(FORUM_MAIL_REFUSED, actor=user, subject=user, why=str(no.why))
    if user is not None and not user.is_active:
        return
    address = mail_of(user) if user is not None else known_mail(sender_of(mail.message))
    if address is not None:
        tell_declined(address=address, no=no, answers=name_of(mail.message), subject=_subject(mail))


ANSWERS = MailHandler("community.forum_answers", takes, handle, order=10, knows=knows)
