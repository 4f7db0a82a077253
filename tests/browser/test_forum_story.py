"""A question, as those who live it see it: asked in one browser, answered in another, marked, answered
by mail, and told next day to who reads once a day. The processes are the site's own; mail goes out to a
mail server and comes in by the door."""

from __future__ import annotations

import re
import smtplib
import socket
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.forum.digests.sending import send_due
from community.forum.models import Category, Draft, Post
from community.kit.clock import BRUSSELS
from community.messaging.models import Delivery
from community.messaging.services import wake_sender
from tests.browser.conftest import DESK, PHONE, scripts_are_there
from tests.factories import forum as make
from tests.people import make_member, make_user
from tests.standins.site import Site, on_test_database, wait_until
from tests.standins.smtp_sink import Accepted, SmtpSink

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOMAIN = "antwoord.vlavirgem.example"
TITLE = "Hoe bewaart u oude mail?"
QUESTION = "Onze **server** loopt vol met oude post."
ANSWER = "Wij bewaren alles in één archief."
REPLY = "Dat helpt ons vooruit, bedankt!"
NAME = "<een.antwoord@mail.aalst.example>"
"""What Alice's mail program calls her mail."""
MAIL = 60
"""Seconds in which a mail is made, leaves and arrives."""


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@pytest.fixture(scope="module")
def mailbox() -> Iterator[SmtpSink]:
    with SmtpSink() as sink:
        yield sink


@pytest.fixture(scope="module")
def door() -> int:
    """Where mail comes in."""
    return free_port()


@pytest.fixture(scope="module")
def nursery(
    browser: Any, django_db_setup: None, tmp_path_factory: Any, mailbox: SmtpSink, door: int
) -> Iterator[Site]:
    """The site's code with a mail server to send by and a door of its own."""
    folder: Path = tmp_path_factory.mktemp("post")
    port = str(free_port())
    environment = on_test_database(
        folder, PORT=port, SITE_URL=f"http://localhost:{port}", DEBUG="1", EMAIL_URL=mailbox.url,
        REPLY_DOMAIN=DOMAIN, MAIL_IN_LISTEN=f"127.0.0.1:{door}",
    )  # fmt: skip
    with Site(environment, folder / "site.log") as site:
        yield site


@pytest.fixture
def category() -> Category:
    return make.category("Mail en agenda", slug="mail-en-agenda")


def member(email: str, name: str, organisation: Any) -> Any:
    user = make_user(email, name)
    make_member(user, organisation)
    return user


def test_a_question_is_answered_marked_answered_by_mail_and_told_in_a_digest(
    house: Any, bob: Any, gent: Any, aalst: Any, category: Category, mailbox: SmtpSink, door: int,
    settings: Any,
):  # fmt: skip
    settings.REPLY_DOMAIN = DOMAIN
    alice = member("alice@aalst.example", "Alice", aalst)
    dirk = member("dirk@gent.example", "Dirk", gent)
    house.start("worker")
    mail_process = house.start("mail")
    wish_a_digest(house.signed_in(dirk.email, PHONE))
    his, hers = house.signed_in(bob.email, DESK), house.signed_in(alice.email, DESK)
    watch(his, category)
    his.goto("/forum/")
    beside = his.context.new_page()
    beside.goto(f"/forum/categorie/{category.slug}/")
    for each in (his, beside):
        expect(news(each)).to_be_hidden()

    ask(hers)
    for each in (his, beside):
        expect(news(each)).to_be_visible()
    beside.close()
    answer(his)
    mark(hers)
    told = arrived(mailbox, alice.email, 1)[0]
    assert wait_until(lambda: answers(door), MAIL), mail_process.said()
    an_hour_passes()
    hand_over(door, written_back(told, alice), told)
    read_what_came(his)
    know_it_read(hers)
    arrived(mailbox, bob.email, 3)
    tell_the_day_after(dirk, mailbox)

    post = Post.objects.get(number=3)
    assert (post.author, post.source, post.message_id) == (alice, REPLY, NAME)
    must_hang_together(mailbox.accepted, alice, bob, dirk)


def wish_a_digest(page: Page) -> None:
    page.goto("/forum/samenvatting/")
    page.get_by_label("Elke dag").check()
    page.get_by_label("Om hoe laat?").select_option("08:00")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".toast")).to_contain_text("Uw keuze is bewaard.")
    page.context.close()


def watch(page: Page, category: Category) -> None:
    page.goto(f"/forum/categorie/{category.slug}/")
    page.locator("main .follow summary").click()
    page.get_by_role("button", name="Bewaken: een melding van elk nieuw bericht").click()
    expect(page.locator("main .follow summary")).to_have_text("U bewaakt")


def news(page: Page) -> Any:
    return page.get_by_role("link", name="Er is iets nieuws")


def ask(page: Page) -> None:
    """Begun, left for a moment, taken up again as it was, looked at, and placed."""
    page.goto("/forum/nieuw/")
    scripts_are_there(page)
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Categorie", exact=True).select_option("Mail en agenda")
    page.get_by_label("Bericht", exact=True).fill(QUESTION)
    page.get_by_label("Trefwoorden").fill("mail, archief")
    expect(page.locator("[data-draft-said]")).to_contain_text("Bewaard om")
    page.get_by_role("link", name="Later verder schrijven").click()
    page.get_by_role("link", name=f"Verder schrijven: {TITLE}").click()

    expect(page.get_by_text("Uw concept staat hier terug")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value(TITLE)
    expect(page.get_by_label("Trefwoorden")).to_have_value("mail, archief")
    scripts_are_there(page)
    page.get_by_role("button", name="Voorbeeld").click()
    preview = page.get_by_role("region", name="Voorbeeld")
    expect(preview.locator("strong")).to_have_text("server")
    page.get_by_role("button", name="Plaatsen").click()
    expect(page).to_have_url(re.compile("/forum/onderwerp/"))
    expect(page.locator("main .tag-link")).to_have_text(["mail", "archief"])
    assert not Draft.objects.exists()


def answer(page: Page) -> None:
    """By the hint to the list, from the list to the question, and under it."""
    news(page).click()
    row = page.locator(".topic-row.unread", has_text=TITLE)
    expect(row).to_contain_text("nieuw")
    row.get_by_role("link", name=TITLE).click()
    expect(page.locator("#bericht-1")).to_contain_text("Onze server loopt vol")
    page.get_by_role("textbox", name="Uw antwoord").fill(ANSWER)
    page.get_by_role("button", name="Antwoord plaatsen").click()
    expect(page.locator("#bericht-2")).to_contain_text(ANSWER)
    expect(page.locator("#bericht-2 .post-name")).to_have_text("Bob Proef — Gent")
    scripts_are_there(page)


def mark(page: Page) -> None:
    """The page that is open hears of the answer, hangs it in and stays where it was."""
    hang_in(page, 2, ANSWER)
    page.locator("#bericht-2").get_by_role("button", name="Dit is het beste antwoord").click()
    expect(page.locator("#bericht-2.best-post")).to_contain_text("Beste antwoord")
    expect(page.locator(".page-head")).to_contain_text("Opgelost")


def hang_in(page: Page, number: int, words: str) -> None:
    came = page.locator("[data-live-link]")
    expect(came).to_have_text("1 nieuw bericht")
    where = page.url
    came.click()
    expect(page.locator(f"#bericht-{number}")).to_contain_text(words)
    expect(page.locator(f"#bericht-{number}")).to_be_focused()
    expect(came).to_be_hidden()
    assert page.url == where


def arrived(mailbox: SmtpSink, address: str, number: int) -> list[EmailMessage]:
    assert wait_until(lambda: len(mailbox.to(address)) >= number, MAIL), mailbox.accepted
    return mailbox.to(address)


def answers(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


def an_hour_passes() -> None:
    """Who writes twice within half a minute is asked to wait, by mail as on the site."""
    Post.objects.update(created_at=timezone.now() - timedelta(hours=1))


def written_back(told: EmailMessage, writer: Any) -> EmailMessage:
    """What a mail program makes of this mail and a line above it."""
    text = told.get_body(("plain",)).get_content().splitlines()
    mail = EmailMessage()
    mail["From"] = f"Alice Proef <{writer.email}>"
    mail["To"] = str(told["Reply-To"])
    mail["Subject"] = str(told["Subject"])
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = NAME
    mail["In-Reply-To"] = told["Message-ID"]
    mail["References"] = f"{told['References']} {told['Message-ID']}"
    whose = f"Op ma 30 nov 2026 om 09:00 schreef {told['From']}:"
    mail.set_content("\n".join([REPLY, "", whose, "", *(f"> {each}" for each in text)]) + "\n")
    return mail


def hand_over(door: int, mail: EmailMessage, told: EmailMessage) -> None:
    """By SMTP, and once more by LMTP, as a server does that did not hear our 250."""
    to = told["Reply-To"].addresses[0].addr_spec
    assert to.endswith(f"@{DOMAIN}")
    for kind in (smtplib.SMTP, smtplib.LMTP):
        with kind("127.0.0.1", door, timeout=MAIL) as line:
            assert line.send_message(mail, to_addrs=[to]) == {}


def read_what_came(page: Page) -> None:
    hang_in(page, 3, REPLY)
    post = page.locator("#bericht-3")
    expect(post).to_contain_text("Alice Proef — Aalst")
    expect(post.locator(".post-when")).to_contain_text("antwoordt op #2")
    expect(post.locator(".post-when")).to_contain_text("per e-mail")
    expect(post.locator(".post-text")).to_have_text(REPLY)


def know_it_read(page: Page) -> None:
    """What one mailed oneself is no news to oneself."""
    page.goto("/forum/")
    row = page.locator(".topic-row", has_text=TITLE)
    expect(row).to_contain_text("2 antwoorden")
    expect(row).to_contain_text("Opgelost")
    expect(page.locator(".topic-row.unread")).to_have_count(0)


def tell_the_day_after(reader: Any, mailbox: SmtpSink) -> None:
    """The clock of the house goes on; the worker, whose clock does not, sends what was put out."""
    for days, told in ((1, 1), (2, 0)):
        day = timezone.localdate() + timedelta(days=days)
        with time_machine.travel(datetime.combine(day, time(8, 1), BRUSSELS), tick=False):
            assert [send_due(), send_due()] == [told, 0]
    Delivery.objects.filter(state="queued").update(not_before=timezone.now())
    wake_sender("email")
    arrived(mailbox, reader.email, 1)


def must_hang_together(sent: list[Accepted], alice: Any, bob: Any, dirk: Any) -> None:
    """Each mail once, each in its place, none with one's own words as news."""
    names = list(Post.objects.order_by("number").values_list("message_id", flat=True))
    root, answered, _replied = names
    talk = [each for each in sent if not each.header("X-VlaVirGem-Kind").endswith("_digest")]
    assert names[2] == NAME
    assert [
        (each.to, each.header("X-VlaVirGem-Kind").rpartition("_")[2], place(each, names))
        for each in talk
    ] == [
        ((bob.email,), "post", (1, "", "")),
        ((alice.email,), "answer", (2, root, root)),
        ((bob.email,), "best", (None, answered, f"{root} {answered}")),
        ((bob.email,), "answer", (3, answered, f"{root} {answered}")),
    ]
    assert {each.header("List-Id") for each in talk} == {
        '"Mail en agenda" <mail-en-agenda.forum.vlavirgem.example>'
    }
    assert {each.header("Subject").removeprefix("Re: ") for each in talk} == {
        f"[Mail en agenda] {TITLE}"
    }
    [digest] = [each for each in sent if each not in talk]
    text = digest.mail.get_body(("plain",)).get_content()
    said = [text.count(words) for words in ("loopt vol met oude post", ANSWER, REPLY)]
    assert (digest.to, said) == ((dirk.email,), [1, 1, 1])
    assert len({each.message_id for each in sent}) == len(sent)
    for mail in (each.mail for each in sent):
        assert [name for name in mail if len(mail.get_all(name)) > 1] == []


def place(each: Accepted, names: list[str]) -> tuple[int | None, str, str]:
    """The number of the post that a mail is, None when it is none itself, and what it hangs under."""
    number = names.index(each.message_id) + 1 if each.message_id in names else None
    return number, each.header("In-Reply-To"), each.header("References")
