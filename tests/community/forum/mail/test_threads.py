"""Under what a mail hangs, read from the mails as the server got them."""

from __future__ import annotations

import pytest

from community.forum.mail.threads import MOST_REFERENCES, named, thread_headers
from community.forum.models import Post
from community.forum.services import mark_best
from tests.community.forum.mail.conftest import DOMAIN, watch
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(alice):
    category = make.category("Mail & archief", slug="mail-archief")
    return make.topic(alice, category=category, title="Hoe maakt u kopieën van mail?")


def mails(server, address):
    return sorted(server.to(address), key=lambda mail: mail["Message-ID"])


def test_heads_of_an_opening_post_a_reply_and_a_nested_reply(alice, bob, charlie, topic, send_all):
    opening = topic.posts.get()
    watch(topic, charlie)
    one = make.post(topic, bob, reply_to=opening)
    two = make.post(topic, alice, "Dank.", reply_to=one)
    other = make.post(topic, alice, "Los van de rest.")
    server = send_all()

    names = dict(
        zip(("opening", "one", "two", "other"), named([opening, one, two, other]), strict=True)
    )
    heads = {
        mail["Message-ID"]: (mail["Subject"], mail["In-Reply-To"], mail["References"])
        for mail in server.to(charlie.email)
    }
    re = "Re: [Mail & archief] Hoe maakt u kopieën van mail?"
    assert heads == {
        names["opening"]: (re.removeprefix("Re: "), None, None),
        names["one"]: (re, names["opening"], names["opening"]),
        names["two"]: (re, names["one"], f"{names['opening']} {names['one']}"),
        names["other"]: (re, names["opening"], names["opening"]),
    }


def test_everybody_gets_a_post_under_the_same_name(alice, bob, charlie, dirk, topic, send_all):
    watch(topic, charlie, dirk)
    post = make.post(topic, bob)
    server = send_all()

    post.refresh_from_db()
    got = {
        each.to[0]: each.message_id for each in server.accepted if "Re:" in each.header("Subject")
    }
    assert got == {person.email: post.message_id for person in (alice, charlie, dirk)}


def test_heads_for_lists_and_machines(alice, bob, charlie, topic, send_all, settings):
    watch(topic, charlie)
    make.post(topic, bob)
    mail = send_all().to(charlie.email)[-1]

    assert mail["List-Id"] == '"Mail & archief" <mail-archief.forum.vlavirgem.example>'
    assert mail["List-Archive"] == f"<{settings.SITE_URL}/forum/onderwerp/{topic.pk}/>"
    assert mail["List-Post"] == f"<mailto:{mail['Reply-To'].addresses[0].addr_spec}>"
    assert mail["Reply-To"].addresses[0].domain == DOMAIN
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (mail["Precedence"], mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"]) == (
        "list", "auto-generated", "All",
    )  # fmt: skip


def test_a_category_with_a_name_beyond_ascii(alice, bob, charlie, send_all):
    category = make.category(
        "Privacy en gegevens “thuis” — één zeer lange naam van zestig", slug="privacy"
    )
    topic = make.topic(alice, category=category)
    watch(topic, charlie)
    make.post(topic, bob)
    mail = send_all().to(charlie.email)[-1]

    assert mail["List-Id"] == f"{category.name} <privacy.forum.vlavirgem.example>"
    assert max(map(len, send_all().accepted[-1].data.split(b"\r\n"))) <= 998


def test_of_a_post_that_came_by_mail_its_own_name_goes_round(alice, bob, charlie, topic, send_all):
    watch(topic, charlie)
    make.post(topic, bob, via="mail", message_id="<CAF+12=ab@mail.gent.example>")
    mail = send_all().to(charlie.email)[-1]

    assert mail["Message-ID"] == "<CAF+12=ab@mail.gent.example>"


def test_a_very_long_name_is_not_encoded(alice, bob, charlie, topic, send_all):
    name = f"<{'a' * 120}.{'b' * 60}@mail.gent.example>"
    watch(topic, charlie)
    one = make.post(topic, bob, via="mail", message_id=name)
    make.post(topic, alice, "Dank.", reply_to=one)
    raw = send_all().accepted[-1].data

    opening = topic.posts.get(number=1).message_id
    assert f"\r\nIn-Reply-To: {name}\r\n".encode() in raw
    assert f"\r\nReferences: {opening}\r\n {name}\r\n".encode() in raw


def test_of_a_long_chain_the_first_and_the_last_are_named(alice, bob, topic):
    last = topic.posts.get()
    for n in range(MOST_REFERENCES + 10):
        last = make.post(topic, bob, f"Antwoord {n}.", reply_to=last)
    chain = named(list(Post.objects.filter(topic=topic).order_by("number")))
    heads = thread_headers(last)

    assert heads["References"].split() == [chain[0], *chain[:-1][1 - MOST_REFERENCES :]]
    assert heads["In-Reply-To"] == chain[-2]
    assert heads["Message-ID"] == chain[-1]


def test_the_mail_of_a_best_answer_hangs_under_it_and_has_a_name_of_its_own(
    alice, bob, topic, send_all
):
    post = make.post(topic, bob)
    mark_best(post=post, user=alice, wanted=True)
    mail = send_all().to(bob.email)[-1]

    post.refresh_from_db()
    assert (mail["In-Reply-To"], mail["References"].split()[-1]) == (
        post.message_id,
        post.message_id,
    )
    assert mail["Message-ID"] != post.message_id


def test_a_name_stays_when_the_key_of_the_house_is_renewed(alice, topic, settings):
    opening = topic.posts.get()
    before = named([opening])
    settings.SECRET_KEY = "een andere sleutel"

    assert named([Post.objects.get(pk=opening.pk)]) == before
