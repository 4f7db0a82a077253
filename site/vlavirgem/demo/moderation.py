"""What moderators see: something advertised, flagged, hidden and appealed against; and what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from community.accounts.models import User
from community.forum.enums import POST_KIND, TopicKind
from community.forum.models import Category, Post, Topic
from community.forum.services import reply, start_topic
from community.moderation.enums import Found, Ground, Measure, Why
from community.moderation.models import Decision
from community.moderation.services import Reasons, appeal, claim, decide, flag, put
from community.organisations.enums import Audience
from community.organisations.models import Membership, Organisation
from community.trust.enums import Level
from community.trust.services import read_rules, set_level

TITLE = "Welke wachtwoordkluis gebruikt uw bestuur?"
EDITOR = "redactie@vlavirgem.example"
ALICE, BOB, CHARLIE, DINA, EMRE, FIEN, GITA = (
    "alice@gent.example", "bob@gent.example", "charlie@aalst.example", "dina@dpo.example",
    "emre@mechelen.example", "fien@turnhout.example", "gita@loketbalie.example",
)  # fmt: skip
SAID = (
    (CHARLIE, "Wij kozen een kluis die ook gedeelde codes van leveranciers bewaart."),
    (GITA, "Onze Loketbalie heeft een eigen kluis! Bestel voor vrijdag: 20 % korting."),
    (EMRE, "Wie dat nog in een rekenblad bewaart, hoort geen systeembeheerder te zijn."),
    (DINA, "Bij ons deelde Jan P., personeelsnummer 4471, zijn hoofdwachtwoord."),
    (BOB, "Lees eerst de handleiding voor u zoiets vraagt. Dit is de derde keer al."),
    (FIEN, "Wij testen er nu twee naast elkaar. Ik deel het verslag zodra het klaar is."),
)
ADVERTISING = Reasons(
    Measure.HIDE, ground=Ground.RULES, article="art. 5 (Geen reclame)",
    facts="Uw antwoord noemt een korting en een einddatum om te bestellen.",
    explanation="De vraag ging over ervaringen van besturen. Ongevraagd verkopen mag hier niet.",
)  # fmt: skip
TONE = Reasons(
    Measure.WARN, ground=Ground.RULES, article="art. 2 (Met respect)",
    facts="U schrijft dat de vraagsteller eerst de handleiding moet lezen.",
    explanation="Uw antwoord mag blijven staan, maar wijst iemand terecht in plaats van te helpen.",
)  # fmt: skip
BEFORE = (
    (80, Measure.HIDE, Ground.RULES, "art. 5 (Geen reclame)", Found.FLAG),
    (95, Measure.NONE, Ground.ORDER, "", Found.FLAG),
    (110, Measure.HIDE, Ground.LAW, "AVG, art. 5 en 6", Found.FLAG),
    (150, Measure.WARN, Ground.RULES, "art. 2 (Met respect)", Found.OWN),
    (190, Measure.NONE, Ground.ORDER, "", Found.SYSTEM),
    (200, Measure.HIDE, Ground.RULES, "art. 5 (Geen reclame)", Found.SYSTEM),
    (280, Measure.NONE, Ground.ORDER, "", Found.FLAG),
    (290, Measure.SHOW, Ground.ORDER, "", Found.REVIEW),
)
"""Decisions of the year behind us: days ago, what, on which ground and how it was found."""


def moderate_a_week(people: dict[str, User]) -> None:
    if Topic.objects.filter(title=TITLE, is_demo=True).exists():
        return
    editor = people[EDITOR]
    topic = _ask(people[ALICE])
    posts = {email: _say(topic, people[email], text) for email, text in SAID}
    _hide_advertising(posts[GITA], people[CHARLIE], editor)
    _warn(posts[BOB], editor)
    flag(kind=POST_KIND, pk=posts[EMRE].pk, reporter=people[FIEN], reason="kwetsend")
    flag(
        kind=POST_KIND, pk=posts[DINA].pk, reporter=people[CHARLIE], reason="persoonsgegevens",
        words="Hier staat een personeelsnummer.",
    )  # fmt: skip
    _let_a_newcomer_write(topic, people[GITA])
    Decision.objects.bulk_create(_of_the_year(editor))
    set_level(
        user=people[DINA], level=Level.EXPERT, editor=editor,
        reason="Schreef mee aan de handleiding over effectbeoordelingen.",
    )  # fmt: skip
    for each in (BOB, CHARLIE):
        read_rules(user=people[each])


def _ask(author: User) -> Topic:
    rows = Category.objects.standing().filter(audience=Audience.MEMBERS, starters="lezers")
    category = rows.order_by("order", "pk").first() or Category.objects.create(
        name="Werkplek en beheer", slug="werkplek-en-beheer", order=50, is_demo=True,
        summary="Toestellen, accounts en alles wat daarbij komt.", audience=Audience.MEMBERS,
    )  # fmt: skip
    return start_topic(
        author=author, organisation=_home(author), category=category, title=TITLE,
        kind=TopicKind.QUESTION, tags=["wachtwoorden"], is_demo=True,
        source="Wij willen af van lijstjes op papier. Wat werkt bij u, en wat kostte het invoeren?",
    )  # fmt: skip


def _say(topic: Topic, author: User, text: str) -> Post:
    return reply(topic=topic, author=author, organisation=_home(author), source=text)


def _home(user: User) -> Organisation | None:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    first = mine.order_by("joined_at", "pk").first()
    return first.organisation if first else None


def _hide_advertising(post: Post, reporter: User, editor: User) -> None:
    """Hidden, and the supplier goes against it."""
    row = flag(
        kind=POST_KIND, pk=post.pk, reporter=reporter, reason="spam", words="Dit is reclame."
    )
    claim(item=row.item, moderator=editor)
    decision = decide(item=row.item, moderator=editor, reasons=ADVERTISING, submission=uuid4())
    appeal(
        decision=decision, user=post.author,
        words="Ik antwoordde op de vraag welke kluis besturen gebruiken. Vier besturen gebruiken die van ons.",
    )  # fmt: skip


def _warn(post: Post, editor: User) -> None:
    item = put(kind=POST_KIND, pk=post.pk, why=Why.OWN)
    claim(item=item, moderator=editor)
    decide(item=item, moderator=editor, reasons=TONE, submission=uuid4())


def _let_a_newcomer_write(topic: Topic, author: User) -> None:
    """Suppliers begin as Nieuw: what she writes next waits, by the rule that demo topics skip."""
    post = _say(topic, author, "Wij helpen besturen graag met het invoeren van een kluis.")
    Post.objects.filter(pk=post.pk).update(state="wacht")
    put(kind=POST_KIND, pk=post.pk, why=Why.FIRST)


def _of_the_year(editor: User) -> Iterator[Decision]:
    now = timezone.now()
    for days, measure, ground, article, found in BEFORE:
        yield Decision(
            kind=POST_KIND, object_id=0, measure=measure, ground=ground, article=article,
            found=found, title="Bijdrage die er niet meer is", made_by=editor,
            facts="Nagekeken.", explanation="Zie het artikel.", redress="Bezwaar kon zes maanden.",
            rules_version="2026-1", made_at=now - timedelta(days=days),
        )  # fmt: skip
