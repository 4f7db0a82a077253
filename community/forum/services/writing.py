"""Starting topics and answering in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.activity.verbs import Verb
from community.files.models import StoredFile
from community.forum.enums import PostState, TopicKind, Via
from community.forum.hints import hint
from community.forum.models import (
    Category,
    Draft,
    Mention,
    Poll,
    PollOption,
    Post,
    PostFile,
    Quote,
    Topic,
    TopicLink,
)
from community.forum.models.posts import LONGEST_SOURCE
from community.forum.rendering import (
    RENDERING,
    Readers,
    Rendered,
    addresses_of,
    excerpt_of,
    render_post,
)
from community.forum.services.counting import place, recount
from community.forum.services.locking import locked
from community.forum.services.values import PollWish, Refused
from community.forum.suspecting import put_first, signs_in
from community.kit.cleaning import clean_line, clean_text
from community.moderation.refusing import Refused as NotNow
from community.moderation.rules import demand_may_write
from community.organisations.models import Organisation
from community.trust.queries import level_of
from community.trust.rights import rights_of
from community.verbs import POST_WRITTEN, TOPIC_STARTED

MOST_TAGS = 5
LONGEST_TITLE = 140
MOST_OPTIONS, LONGEST_OPTION = 10, 140
FIRST_POSTS = 2
"""So many posts of a newcomer are looked at first."""
SPOKEN = str.maketrans({"#": "-sharp", "+": "-plus", ".": "-"})


def start_topic(
    *,
    author: User | None,
    organisation: Organisation | None,
    category: Category,
    title: str,
    source: str,
    kind: str = TopicKind.DISCUSSION,
    tags: Iterable[str] = (),
    links: Iterable[tuple[str, str]] = (),
    files: Sequence[StoredFile] = (),
    poll: PollWish | None = None,
    submission: UUID | None = None,
    via: str = Via.WEB,
    message_id: str | None = None,
    is_demo: bool = False,
) -> Topic:
    """A topic with its opening post; the same `submission` of the same author again gives the same.

    `author=None` with `via=HOUSE` is the platform itself. `links` are pairs of a kind of
    `community.forum.linking` and a key. The caller has asked `may_start`. Refused says what to mend.
    A newcomer's topic may wait for a look: it is hidden then, and `show_waiting` brings it out.
    """
    given = submission or uuid4()
    known = Topic.objects.filter(author=author, submission=given).first() if author else None
    if known is not None:
        return known
    demand_free(author)
    title = demand_title(title)
    poll = _demand_poll(poll) if kind == TopicKind.POLL else None
    text, shown = written(source, category, files)
    waits, signs = (False, []) if is_demo else _waits(author, category, via, text)
    now = timezone.now()
    try:
        with transaction.atomic():
            topic: Topic = Topic.objects.create(
                category=category, kind=kind, title=title, tags=clean_tags(tags), author=author,
                organisation=organisation, submission=given, excerpt=excerpt_of(shown.html),
                highest_number=1, last_post_at=now, last_author=author,
                last_organisation=organisation, bumped_at=now, created_at=now,
                hidden_at=now if waits else None, is_demo=is_demo,
            )  # fmt: skip
            post = _made(
                topic, author, organisation, text, shown, now, number=1, submission=given, via=via,
                message_id=message_id, state=PostState.WAITING if waits else PostState.SHOWN,
            )  # fmt: skip
            post.save(force_insert=True)
            keep_parts(post, shown, files)
            _keep_links(topic, links)
            _keep_poll(topic, poll)
            forget_draft(author, "new")
            if not waits:
                _count_topic(topic)
                tell(TOPIC_STARTED, post, actor=author)
            else:
                put_first(post, signs)
    except IntegrityError:
        # The same form came in twice at once: this one waited for the other.
        first = Topic.objects.filter(author=author, submission=given).first() if author else None
        if first is None:
            raise
        return first
    return topic


def reply(
    *,
    topic: Topic,
    author: User | None,
    organisation: Organisation | None,
    source: str,
    reply_to: Post | None = None,
    files: Sequence[StoredFile] = (),
    submission: UUID | None = None,
    via: str = Via.WEB,
    message_id: str | None = None,
    elided: str = "",
) -> Post:
    """A post in a topic, with the next number; the same `submission` again gives the same post.

    `topic.category` is asked for. The caller has asked `may_answer`; a topic that was closed or
    hidden since then is Refused. It takes as many queries whoever follows the topic: what they are
    told hangs on the verb.
    """
    given = submission or uuid4()
    known = Post.objects.filter(author=author, submission=given).first() if author else None
    if known is not None:
        return known
    text, shown = written(source, topic.category, files)
    waits, signs = (False, []) if topic.is_demo else _waits(author, topic.category, via, text)
    post = _made(
        topic, author, organisation, text, shown, timezone.now(), submission=given, via=via,
        message_id=message_id, elided=elided, reply_to=reply_to,
        state=PostState.WAITING if waits else PostState.SHOWN,
    )  # fmt: skip
    try:
        with transaction.atomic():
            number = place(topic, post)
            if number is None:
                demand_free(author)
                raise Refused(_("In dit onderwerp kunt u niet meer antwoorden: het is gesloten."))
            post.number = number
            post.save(force_insert=True)
            keep_parts(post, shown, files)
            forget_draft(author, f"topic:{topic.pk}")
            if waits:
                put_first(post, signs)
            else:
                tell(POST_WRITTEN, post, actor=author)
    except IntegrityError:
        first = Post.objects.filter(author=author, submission=given).first() if author else None
        if first is None:
            raise
        return first
    return post


def show_waiting(post: Post) -> Post:
    """Let others read what waited: it counts, rises and is told now. Done already it changes nothing.

    What came after it was perhaps read already, so it gets a new number behind that.
    """
    with transaction.atomic():
        topic, held = locked(post)
        if held.state != PostState.WAITING:
            return held
        is_opening = held.number == 1
        if not is_opening and held.number < topic.highest_number:
            held.number = topic.highest_number = topic.highest_number + 1
        held.state = PostState.SHOWN
        held.save(update_fields=("state", "number"))
        topic.hidden_at = None if is_opening else topic.hidden_at
        topic.bumped_at = timezone.now()
        topic.save(update_fields=("highest_number", "hidden_at", "bumped_at"))
        held.topic = recount(topic)
        tell(TOPIC_STARTED if is_opening else POST_WRITTEN, held, actor=held.author)
    return held


def written(
    source: str, category: Category, files: Sequence[StoredFile] = ()
) -> tuple[str, Rendered]:
    """The source as it is kept, and what it looks like; Refused for what may not be said so."""
    text = clean_text(source).strip("\n")
    if not text.strip():
        raise Refused(_("Schrijf eerst iets."))
    if len(text) > LONGEST_SOURCE:
        said = _("Uw bericht is te lang: hoogstens %(most)d tekens. Zet de rest in een bestand.")
        raise Refused(said % {"most": LONGEST_SOURCE})
    shown = render_post(text, Readers(category, addresses_of(files)))
    if shown.lost:
        raise Refused(
            _("U haalt een bericht aan dat verborgen of ingetrokken is, of dat niet iedereen hier"
              " mag lezen. Haal die aanhaling weg.")
        )  # fmt: skip
    if shown.nameless:
        raise Refused(_("Zeg bij elke afbeelding in een paar woorden wat erop te zien is."))
    if shown.strange:
        raise Refused(_("Een afbeelding hoort niet bij dit bericht. Laad ze hier opnieuw op."))
    return text, shown


def clean_tags(tags: Iterable[str]) -> list[str]:
    """Tags as they are kept: at most MOST_TAGS, each once, in the order they were given.

    >>> clean_tags(["C#", "Office 365", "c#", ""])
    ['c-sharp', 'office-365']
    """
    slugs = (slugify(each.translate(SPOKEN))[:30].strip("-") for each in tags)
    return list(dict.fromkeys(each for each in slugs if each))[:MOST_TAGS]


def keep_parts(post: Post, shown: Rendered, files: Sequence[StoredFile]) -> None:
    """The people it names, the posts it repeats and the files that hang under it."""
    if shown.mentions:
        rows = [Mention(post=post, user_id=each) for each in shown.mentions]
        Mention.objects.bulk_create(rows, ignore_conflicts=True)
    if shown.quotes:
        quotes = [Quote(post=post, quoted_id=each) for each in shown.quotes]
        Quote.objects.bulk_create(quotes, ignore_conflicts=True)
    if files:
        if PostFile.objects.filter(file__in=files).exclude(post=post).exists():
            raise Refused(_("Een bestand hangt al onder een ander bericht."), "uploads")
        PostFile.objects.bulk_create(PostFile(post=post, file=each) for each in files)


def forget_draft(author: User | None, key: str) -> None:
    """What was being written is written: kept until this very transaction, gone with it."""
    if author is not None:
        Draft.objects.filter(user=author, key=key).delete()


def tell(verb: Verb, post: Post, *, actor: User | None, **data: Any) -> None:
    """Record what happened to a post, as the last step of a service, and hint its pages."""
    record(
        verb, organisation=post.organisation, actor=actor, subject=post, topic=post.topic_id,
        post=post.pk, number=post.number, category=post.topic.category_id, **data,
    )  # fmt: skip
    rose = verb in (TOPIC_STARTED, POST_WRITTEN)
    transaction.on_commit(partial(hint, post.topic_id, rose=rose), robust=True)


def tell_topic(verb: Verb, topic: Topic, *, actor: User | None, **data: Any) -> None:
    """The same of what happens to a topic as a whole: told by its first post."""
    first = Post.objects.select_related("organisation").filter(topic=topic).order_by("number")[:1]
    for opening in first:
        opening.topic = topic
        tell(verb, opening, actor=actor, **data)


def _made(
    topic: Topic, author: User | None, organisation: Organisation | None, text: str,
    shown: Rendered, now: datetime, **about: Any,
) -> Post:  # fmt: skip
    return Post(
        topic=topic, author=author, organisation=organisation, source=text, html=shown.html,
        rendering=RENDERING, created_at=now, **about,
    )  # fmt: skip


def demand_free(author: User | None) -> None:
    """Refused while a moderator keeps this person from writing."""
    try:
        demand_may_write(author or AnonymousUser())
    except NotNow as refusal:
        raise Refused(str(refusal)) from refusal


def _waits(
    author: User | None, category: Category, via: str, source: str
) -> tuple[bool, list[str]]:
    """Whether somebody looks at it first, and what is strange about it: a newcomer's first posts
    where the category asks it, and there whatever looks like spam."""
    if author is None or via == Via.HOUSE or not category.reviews_newcomers:
        return False, []
    level = level_of(author)
    if not rights_of(level).is_reviewed:
        return False, []
    signs = signs_in(author, source, level=level)
    return bool(signs) or Post.objects.shown().filter(author=author).count() < FIRST_POSTS, signs


def _count_topic(topic: Topic) -> None:
    Category.objects.filter(pk=topic.category_id).update(
        topic_count=F("topic_count") + 1, post_count=F("post_count") + 1
    )


def _keep_links(topic: Topic, links: Iterable[tuple[str, str]]) -> None:
    rows = [TopicLink(topic=topic, kind=kind, object_id=str(key)) for kind, key in links]
    if rows:
        TopicLink.objects.bulk_create(rows, ignore_conflicts=True)


def demand_title(title: str) -> str:
    title = clean_line(title)
    if not title:
        raise Refused(_("Geef een titel."), "title")
    if len(title) > LONGEST_TITLE:
        raise Refused(_("De titel is te lang: hoogstens 140 tekens."), "title")
    return title


def _demand_poll(poll: PollWish | None) -> PollWish:
    question = clean_line(poll.question) if poll else ""
    options = list(dict.fromkeys(filter(None, map(clean_line, poll.options if poll else ()))))
    if poll is None or not question:
        raise Refused(_("Geef de vraag van de peiling."), "question")
    if len(options) < 2:
        raise Refused(_("Geef minstens twee antwoorden waaruit men kiest."), "options")
    if len(options) > MOST_OPTIONS or max(map(len, options)) > LONGEST_OPTION:
        said = _("Geef hoogstens tien antwoorden, van hoogstens 140 tekens.")
        raise Refused(said, "options")
    if poll.closes_at is not None and poll.closes_at <= timezone.now():
        raise Refused(_("De peiling sluit in het verleden: kies een later moment."), "closes_at")
    return PollWish(question[:200], options, poll.is_multiple, poll.closes_at)


def _keep_poll(topic: Topic, wish: PollWish | None) -> None:
    if wish is None:
        return
    poll = Poll.objects.create(
        topic=topic, question=wish.question, is_multiple=wish.is_multiple, closes_at=wish.closes_at
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, text=text, order=n) for n, text in enumerate(wish.options)
    )
