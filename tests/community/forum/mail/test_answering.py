"""Answers that come in by mail: taken, refused with an explanation, or left in silence."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.forum.enums import PostState, Via
from community.forum.mail.refusals import HELP, Why
from community.forum.mail.reply_addresses import (
    LASTS,
    address_for,
    handles_of,
    named_by,
    renew_addresses,
)
from community.forum.models import ForumReader, Post, Topic
from community.forum.queries.reading import reading_of
from community.forum.queries.unread import unread_of
from community.forum.services.visiting import move_pointer
from community.mail_in.enums import Fate
from community.mail_in.models import IncomingMail
from community.mail_in.services import FLOOD, handle, has_room_for, receive
from community.messaging.delivering import deliver
from community.messaging.models import Delivery
from community.organisations.models import Membership
from tests.community.forum.mail import letters
from tests.community.forum.mail.letters import letter, parted
from tests.factories import forum as make

pytestmark = pytest.mark.django_db
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def topic(alice):
    made = make.topic(alice, category=make.category("Mail"), title="Hoe?")
    Post.objects.update(created_at=timezone.now() - timedelta(hours=2))
    return made


@pytest.fixture
def opening(topic):
    return topic.posts.get()


@pytest.fixture
def to(charlie, opening):
    return address(charlie, opening)


def address(user: Any, post: Post | None) -> str:
    return address_for(handles_of([user.pk])[user.pk], post.pk if post else None)


def take_in(raw: bytes, to: str, sender: str = "charlie@aalst.example") -> Fate:
    return handle(pk=receive(raw=raw, recipient=to, sender=sender).pk)


def replies() -> list[tuple[str, str]]:
    """(first name, text) of each post but the first, in order."""
    rows = Post.objects.filter(number__gt=1).select_related("author").order_by("number")
    return [(row.author.first_name, row.source) for row in rows]


def notes(server: Any) -> list[EmailMessage]:
    deliver("email")
    return [
        each.mail
        for each in server.accepted
        if each.header("X-VlaVirGem-Kind").endswith("forum_mail")
    ]


def refusals() -> list[str]:
    rows = Activity.objects.filter(verb="community.forum.mail_refused").order_by("pk")
    return [row.data["why"] for row in rows]


def test_an_answer_becomes_a_post_under_what_it_answers(charlie, opening, to, smtp):
    name = "<CAF=1+2@mail.aalst.example>"
    assert take_in(letter(to, "Bij ons *werkt* dat.", name=name), to) == Fate.POSTED

    post = Post.objects.get(number=2)
    assert (post.author, str(post.organisation), post.reply_to, post.via) == (
        charlie, "Aalst", opening, Via.MAIL,
    )  # fmt: skip
    assert (post.source, post.message_id) == ("Bij ons \\*werkt\\* dat.", name)
    assert post.html == "<p>Bij ons *werkt* dat.</p>\n"
    assert post.elided == letters.QUOTE.strip("\n")
    assert notes(smtp) == []
    taken = Activity.objects.get(verb="community.forum.mail_taken")
    assert taken.data == {
        "topic": post.topic_id, "post": post.pk, "number": 2, "known_sender": True, "checks": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("others", "read", "expected"),
    [(0, 0, []), (1, 2, []), (1, 0, ["Hoe?"])],
    ids=["answers the last", "read the rest", "did not read the rest"],
)
def test_ones_own_answer_is_unread_only_with_what_stands_before_it(
    others, read, expected, bob, charlie, topic, to
):
    ForumReader.objects.create(user=charlie, known_since=timezone.now() - timedelta(days=1))
    for n in range(others):
        make.post(topic, bob, f"Antwoord {n}.")
    move_pointer(user=charlie, topic=topic, number=read)
    take_in(letter(to), to)

    unread = unread_of(reading_of(charlie)).keys
    assert list(Topic.objects.filter(pk__in=unread).values_list("title", flat=True)) == expected


def test_the_same_mail_by_two_roads_is_one_post(to):
    raw = letter(to, name="<een@mail.aalst.example>")
    other = b"Received: from elders\r\n" + raw.replace(b"Subject: Re: ", b"Subject: RE: ")

    assert [take_in(raw, to), take_in(other, to)] == [Fate.POSTED, Fate.POSTED]
    assert (IncomingMail.objects.count(), len(replies())) == (2, 1)


def test_a_mail_without_a_name_is_one_post_as_well(to):
    raw = letter(to, name="-")

    assert [take_in(raw, to), take_in(b"Received: x\r\n" + raw, to)] == [Fate.POSTED] * 2
    assert len(replies()) == 1


def test_a_name_that_another_post_has_or_that_is_ours_is_not_taken(alice, bob, topic, to):
    taken = make.post(topic, bob, via="mail", message_id="<x@mail.gent.example>")
    Post.objects.filter(pk=taken.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert take_in(letter(to, name="<x@mail.gent.example>"), to) == Fate.POSTED

    assert Post.objects.get(number=3).message_id is None


def test_the_address_says_who_speaks_whatever_the_mail_says_it_is_from(charlie, to, smtp):
    raw = letter(to, sender="Alice <alice@gent.example>",
                 more="Authentication-Results: mx.example; spf=fail x; dkim=pass y\n")  # fmt: skip
    assert take_in(raw, to) == Fate.POSTED

    assert [each[0] for each in replies()] == ["Charlie"]
    taken = Activity.objects.get(verb="community.forum.mail_taken")
    assert (taken.data["known_sender"], taken.data["checks"]) == (False, "dkim=pass spf=fail")
    [note] = notes(smtp)
    assert note["To"] == charlie.email
    assert "van een adres dat wij niet van u kennen" in note.get_body(("plain",)).get_content()


REFUSED: dict[str, tuple[dict[str, Any], Why]] = {
    "empty": ({"text": "", "quote": ""}, Why.EMPTY),
    "spaces": ({"text": " \n\u00a0\n", "quote": ""}, Why.EMPTY),
    "only a quote": ({"text": ""}, Why.ONLY_QUOTE),
    "only quoted lines": ({"text": "> Wie?\n> Dank", "quote": ""}, Why.ONLY_QUOTE),
    "only a signature": ({"text": "-- \nCharlie", "quote": ""}, Why.ONLY_QUOTE),
    "too long": ({"text": "woord " * 7000, "quote": ""}, Why.TOO_LONG),
    "to everybody": (
        {"cc": ", ".join(f"c{n}@stad.example" for n in range(12))}, Why.TOO_MANY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_a_post_is_explained(name, charlie, to, smtp):
    about, why = REFUSED[name]
    assert take_in(letter(to, name="<een@mail.aalst.example>", **about), to) == Fate.REFUSED

    assert (replies(), refusals()) == ([], [why])
    [note] = notes(smtp)
    assert (note["To"], note["Auto-Submitted"], note["X-Auto-Response-Suppress"]) == (
        charlie.email, "auto-replied", "All",
    )  # fmt: skip
    assert (note["In-Reply-To"], note["Reply-To"], note["List-Id"]) == (
        "<een@mail.aalst.example>", None, None,
    )  # fmt: skip
    assert str(HELP[why])[:40] in " ".join(note.get_body(("plain",)).get_content().split())


def lock(charlie, topic, opening):
    Topic.objects.update(locked_at=timezone.now())


def hide(charlie, topic, opening):
    Topic.objects.update(hidden_at=timezone.now())


def hide_post(charlie, topic, opening):
    Post.objects.update(state=PostState.HIDDEN)


def merge(charlie, topic, opening):
    other = make.topic(topic.author, category=topic.category)
    Topic.objects.filter(pk=topic.pk).update(merged_into=other)


def close_category(charlie, topic, opening):
    type(topic.category).objects.update(is_archived=True)


def leave(charlie, topic, opening):
    Membership.objects.filter(user=charlie).update(left_at=timezone.now())


def narrow(charlie, topic, opening):
    type(topic.category).objects.update(audience="besturen")
    Membership.objects.filter(user=charlie).update(
        organisation=make.Organisation.objects.create(kind="leverancier", name="Softwarehuis")
    )


def silence(charlie, topic, opening):
    type(topic.category).objects.update(suppliers="lezen")
    Membership.objects.filter(user=charlie).update(
        organisation=make.Organisation.objects.create(kind="leverancier", name="Softwarehuis")
    )


def age(charlie, topic, opening):
    Post.objects.update(created_at=timezone.now() - LASTS - timedelta(hours=1))


def delete(charlie, topic, opening):
    Post.objects.all().delete()


def renew(charlie, topic, opening):
    renew_addresses(user=charlie)


CHANGED = {
    "closed": (lock, Why.CLOSED), "hidden": (hide, Why.GONE), "hidden post": (hide_post, Why.GONE),
    "gone into another": (merge, Why.GONE), "category closed": (close_category, Why.CLOSED),
    "no member any more": (leave, Why.NO_MEMBER), "may not read any more": (narrow, Why.NOT_YOURS),
    "may only read": (silence, Why.NOT_YOURS), "too old": (age, Why.TOO_OLD),
    "post deleted": (delete, Why.GONE), "addresses renewed": (renew, Why.UNKNOWN),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_what_changed_meanwhile_counts_now(name, charlie, topic, opening, to, smtp):
    change, why = CHANGED[name]
    change(charlie, topic, opening)
    before = Post.objects.filter(author=charlie).count()

    assert take_in(letter(to), to) == Fate.REFUSED
    assert (refusals(), Post.objects.filter(author=charlie).count()) == ([why], before)
    [note] = notes(smtp)
    assert note["To"] == charlie.email
    # Where somebody has no access, not even a title is told; the subject is his own mail's.
    assert topic.excerpt not in note.get_body(("plain",)).get_content()


def test_who_has_no_account_any_more_is_refused_in_silence(charlie, to, smtp):
    type(charlie).objects.filter(pk=charlie.pk).update(is_active=False)

    assert take_in(letter(to), to) == Fate.REFUSED
    assert (replies(), notes(smtp)) == ([], [])


def test_a_digest_cannot_be_answered_and_says_so(charlie, topic, smtp):
    to = address(charlie, None)

    assert take_in(letter(to), to) == Fate.REFUSED
    assert refusals() == [Why.DIGEST]
    assert "samenvatting" in notes(smtp)[0].get_body(("plain",)).get_content()


def forgeries(to: str) -> list[str]:
    local, _at, domain = to.partition("@")
    start, _dash, word = local.rpartition("-")
    handle_, _dot, post = start.removeprefix("antwoord+").partition(".")
    wrong = ("a" if word[0] != "a" else "b") + word[1:]
    return [
        f"{start}-{wrong}@{domain}", f"{start}-@{domain}", f"{start}@{domain}",
        f"antwoord+{handle_}.{int(post) + 1}-{word}@{domain}", f"antwoord+@{domain}",
        f"antwoord+{handle_}.samenvatting-{word}@{domain}", f"antwoord+x.1-y@{domain}",
        f"antwoord+é.1-{word}@{domain}", f"antwoord+{'z' * 300}@{domain}",
    ]  # fmt: skip


def test_a_forged_address_is_nobodys_and_a_stranger_is_not_answered(to, smtp):
    for each in forgeries(to):
        assert named_by(each) is None
        assert take_in(letter(each, sender="vreemd@elders.example"), each) == Fate.REFUSED

    assert (replies(), notes(smtp)) == ([], [])


def test_a_mistake_in_the_address_is_explained_to_who_is_known_once_an_hour(charlie, to, smtp):
    for each in forgeries(to)[:3]:
        take_in(letter(each), each)

    [note] = notes(smtp)
    assert (note["To"], refusals()) == (charlie.email, [Why.UNKNOWN] * 3)


def test_servers_that_write_the_address_otherwise_reach_us(to):
    assert take_in(letter(to.upper()), to.upper()) == Fate.POSTED


SILENT = {
    "away, by its head": {"more": "Auto-Submitted: auto-replied\n"},
    "away, of an old exchange": {"more": "X-Autoreply: yes\n"},
    "bulk": {"more": "Precedence: bulk\n"},
    "a list": {"more": "List-Id: <lijst.elders.example>\n"},
    "away, by its subject": {"subject": "Automatisch antwoord: [Mail] Hoe?"},
    "away, by its subject, shorter": {"subject": "Afwezig: verlof tot maandag"},
    "away in english": {"subject": "Out of Office Re: [Mail] Hoe?"},
    "away in french": {"subject": "Réponse automatique : [Mail] Hoe?"},
    "away in german": {"subject": "Automatische Antwort: [Mail] Hoe?"},
    "a bounce in words": {
        "sender": "MAILER-DAEMON@mx.aalst.example",
        "subject": "Undelivered Mail",
    },
    "returned": {"more": "Return-Path: <>\n"},
    "our own mail": {"more": "X-VlaVirGem-Kind: community.forum_post\n"},
    "our own name": {"name": "<abc@vlavirgem.example>"},
    "from ourselves": {"sender": "VlaVirGem <noreply@vlavirgem.example>"},
    "from an address to answer at": {"sender": "x <antwoord+a.1-b@antwoord.vlavirgem.example>"},
    "read receipt": {"subject": "Gelezen: [Mail] Hoe?"},
}


@pytest.mark.parametrize("name", SILENT)
def test_what_no_person_wrote_is_left_in_silence(name, to, smtp):
    assert take_in(letter(to, **SILENT[name]), to) == Fate.NOTHING

    assert (replies(), notes(smtp), refusals()) == ([], [], [])


def test_two_answering_machines_at_each_other_end_after_one(charlie, to, smtp):
    """Ours explains a mail; theirs answers the explanation wherever it can."""
    take_in(letter(to, "", quote=""), to)
    [note] = notes(smtp)
    back = [note["From"].addresses[0].addr_spec, smtp.accepted[-1].sender]
    for n in range(3):
        for each in back:
            take_in(
                letter(each, f"Ik ben er niet. {n}", quote="", subject="Ik ben er even niet"), each
            )
        take_in(letter(to, f"Ik ben er niet. {n}", quote="", subject="Re: Afwezig",
                       more="Auto-Submitted: auto-replied\n"), to)  # fmt: skip

    assert len(notes(smtp)) == 1
    assert replies() == []


def test_an_explanation_goes_once_an_hour(to, smtp):
    for n in range(3):
        take_in(letter(to, "", quote="", name=f"<{n}@mail.aalst.example>"), to)
    assert len(notes(smtp)) == 1

    Delivery.objects.update(queued_at=timezone.now() - timedelta(minutes=61))
    take_in(letter(to, "", quote="", name="<nog@mail.aalst.example>"), to)
    assert len(notes(smtp)) == 2


def test_a_refused_text_comes_back_to_its_writer(topic, to, smtp):
    Topic.objects.update(locked_at=None)
    take_in(letter(to, "woord " * 7000, quote=""), to)

    assert "woord woord" in notes(smtp)[0].get_body(("plain",)).get_content()


def test_who_wrote_a_moment_ago_waits_and_nothing_is_lost(charlie, topic, to):
    make.post(topic, charlie, "Net geschreven.")
    row = receive(raw=letter(to), recipient=to)
    assert handle(pk=row.pk) == Fate.RECEIVED

    Post.objects.update(created_at=timezone.now() - timedelta(minutes=9))
    assert handle(pk=row.pk) == Fate.POSTED


def test_answers_between_quotes_stay_where_they_stand(to):
    text = "Op 25-11-2026 om 09:00 schreef VlaVirGem:\n> Eerste?\n\nJa.\n\n> Tweede?\n\nNee."
    take_in(letter(to, text, quote=""), to)

    post = Post.objects.get(number=2)
    assert post.source == "> Eerste?\n\nJa.\n\n> Tweede?\n\nNee."
    assert post.elided == "Op 25-11-2026 om 09:00 schreef VlaVirGem:"


def test_only_a_page_is_read_as_text(to):
    page = (
        "<html><head><style>p{color:red}</style></head><body><p>Bij ons <b>werkt</b> dat.</p>"
        "<p>Zie <a href='https://x.example/a'>hier</a>.</p><div class='gmail_quote'>"
        "Op wo 25 nov 2026 om 09:00 schreef VlaVirGem &lt;noreply@vlavirgem.example&gt;:<br>"
        "<blockquote><p>Wie?</p></blockquote></div></body></html>"
    )
    take_in(letter(to, page, quote="", kind="text/html; charset=utf-8"), to)

    post = Post.objects.get(number=2)
    assert post.source == "Bij ons werkt dat.\n\nZie hier (<https://x.example/a>)."
    assert "> Wie?" in post.elided


def test_flowed_lines_are_one_line(to):
    take_in(letter(to, "Dit is een zin die \nverder gaat.\nEn een nieuwe.", quote="",
                   kind="text/plain; charset=utf-8; format=flowed"), to)  # fmt: skip

    assert replies() == [("Charlie", "Dit is een zin die verder gaat.\\\nEn een nieuwe.")]


def test_files_come_along_and_what_may_not_is_named(charlie, to, smtp):
    raw = parted(
        to, (letters.PLAIN, b"Zie de schermafdruk."),
        (letters.attached("scherm.png", "image/png"), ONE_PIXEL),
        (letters.attached("virus.exe"), b"MZ\x90\x00" * 40),
        (letters.attached("smime.p7s", "application/pkcs7-signature"), b"zegel"),
    )  # fmt: skip
    assert take_in(raw, to) == Fate.POSTED

    post = Post.objects.get(number=2)
    assert [each.file.name for each in post.files.select_related("file")] == ["scherm.png"]
    assert post.files.get().file.owner == charlie
    [note] = notes(smtp)
    assert "Dit ging niet mee: virus.exe." in note.get_body(("plain",)).get_content()


def test_only_a_file_that_may_not_come_along_is_no_answer(to, smtp):
    raw = parted(to, (letters.PLAIN, b""), (letters.attached("virus.exe"), b"MZ" * 40))

    assert take_in(raw, to) == Fate.REFUSED
    assert "Dit ging niet mee: virus.exe." in notes(smtp)[0].get_body(("plain",)).get_content()


def test_only_a_file_is_an_answer_too(to):
    raw = parted(to, (letters.PLAIN, b""), (letters.attached("scherm.png", "image/png"), ONE_PIXEL))

    assert take_in(raw, to) == Fate.POSTED
    assert replies() == [("Charlie", "Zie bijlage.")]


def test_of_both_kinds_of_text_the_plain_one_is_read(to):
    raw = parted(
        to, (letters.PLAIN, b"Gewoon."), (letters.PAGE, b"<p>Opgemaakt.</p>"), subtype="alternative"
    )
    take_in(raw, to)

    assert replies() == [("Charlie", "Gewoon.")]


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n\r\n", b"From: \xff\xfe\r\n\r\n\x00\x01", b"Content-Type: multipart/mixed\r\n\r\nx",
        b"Content-Type: text/plain; charset=onzin\r\n\r\ntekst",
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!!",
        b"Content-Type: text/html\r\n\r\n<p><<<<&#xfffffff;<a href='" + b"(" * 5000,
        b"Subject: =?utf-8?q?=ff=fe?=\r\nMessage-ID: <" + b"x" * 4000 + b">\r\n\r\ntekst",
        b"To: " + b"<" * 3000 + b"\r\n\r\ntekst",
    ],
)  # fmt: skip
def test_nonsense_never_stops_the_reader(raw, to):
    assert take_in(raw, to) in (Fate.POSTED, Fate.REFUSED, Fate.NOTHING)


def test_a_flood_does_not_shut_out_who_has_an_address_of_ours(to, db):
    for n in range(FLOOD):
        IncomingMail.objects.create(key=f"{n}", fate=Fate.UNPLACED)

    assert has_room_for(to)
    assert not has_room_for("antwoord+x.1-y@antwoord.vlavirgem.example")


def test_a_newcomers_answer_waits_and_says_so(alice, supplier, newcomer, smtp):
    from tests.people import make_member

    make_member(newcomer, supplier)
    topic = make.topic(alice, category=make.category(reviews_newcomers=True))
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))
    to = address(newcomer, topic.posts.get())
    take_in(letter(to, sender="nora@gent.example"), to)

    assert Post.objects.get(number=2).state == PostState.WAITING
    [note] = notes(smtp)
    assert "wacht op nazicht" in note.get_body(("plain",)).get_content()


def test_end_to_end_from_mail_to_mail(alice, charlie, topic, opening, smtp):
    """Alice is mailed Charlie's answer by mail; she answers that mail; he is mailed hers."""
    from tests.community.forum.mail.conftest import watch

    watch(topic, charlie)
    to = address(charlie, opening)
    take_in(letter(to, name="<charlie@mail.aalst.example>"), to)
    pay_owed()
    deliver("email")
    [hers] = smtp.to(alice.email)
    Post.objects.update(created_at=timezone.now() - timedelta(minutes=5))
    reply_to = hers["Reply-To"].addresses[0].addr_spec
    take_in(letter(reply_to, "Dank u!", sender=f"Alice <{alice.email}>",
                   name="<alice@mail.gent.example>"), reply_to)  # fmt: skip
    pay_owed()
    deliver("email")
    [his] = [
        each
        for each in smtp.to(charlie.email)
        if "Dank u!" in each.get_body(("plain",)).get_content()
    ]

    opening.refresh_from_db()
    assert (hers["Message-ID"], hers["References"]) == (
        "<charlie@mail.aalst.example>", opening.message_id,
    )  # fmt: skip
    assert (his["Message-ID"], his["In-Reply-To"], his["References"]) == (
        "<alice@mail.gent.example>", "<charlie@mail.aalst.example>",
        f"{opening.message_id} <charlie@mail.aalst.example>",
    )  # fmt: skip
    assert replies() == [("Charlie", "Bij ons werkt dat."), ("Alice", "Dank u!")]
