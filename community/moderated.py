"""What of the community can be flagged and moderated, and who is kept from speaking in groups."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.conversations import flagging
from community.conversations.rules import is_blocked
from community.experts.moderating import REQUESTS
from community.forum.addresses import post_url, topic_url
from community.forum.enums import POST_KIND, TOPIC_KIND, PostState
from community.forum.models import Post, Topic
from community.forum.quoting import readable
from community.forum.rules import topics_for
from community.forum.services import hiding
from community.forum.showing import HOUSE
from community.groups.enums import WORDS_KIND as GROUP_WORDS
from community.groups.gates import Gate, register_gate
from community.groups.models import Group
from community.groups.queries import with_leaders
from community.groups.rules import groups_for
from community.groups.services import hide_words as hide_group
from community.moderation.enums import ThingState
from community.moderation.rules import silence_of
from community.moderation.things import Line, Moderated, Thing, register_moderated
from community.offers.moderating import OFFERS, REVIEWS
from community.profiles.enums import WORDS_KIND as PROFILE_WORDS
from community.profiles.queries import Told, words_read_by, words_told
from community.profiles.services import hide_words as hide_profile

AROUND = 2
"""Posts before and after that a moderator reads beside the one he judges."""
STATES = {
    PostState.SHOWN: ThingState.SHOWN, PostState.WAITING: ThingState.WAITING,
    PostState.HIDDEN: ThingState.HIDDEN, PostState.WITHDRAWN: ThingState.GONE,
}  # fmt: skip


def posts(ids: Collection[int], user: Any) -> dict[int, Thing]:
    rows = Post.objects.filter(pk__in=ids)
    if user is not None:
        rows = rows.shown().filter(topic__in=topics_for(user))
    found = rows.select_related("topic__category__group", "author", "organisation")
    found = found.prefetch_related("files__file")
    return {each.pk: _post(each, user) for each in found}


def _post(post: Post, user: Any) -> Thing:
    topic = post.topic
    words = post.source if user is None else readable([post.source], topic.category)[0]
    title = (
        topic.title if post.number == 1 else _("Antwoord in “%(title)s”") % {"title": topic.title}
    )
    return Thing(
        kind=POST_KIND, pk=post.pk, title=title, words=words,
        url=post_url(topic.pk, post.number), author=post.author, organisation=post.organisation,
        state=STATES[PostState(post.state)], group_id=topic.category.group_id,
        scope=_("Uw andere berichten blijven staan."), created_at=post.created_at,
        files=[each.file.name for each in post.files.all() if each.taken_by_id is None],
        lacks_files=any(each.taken_by_id is not None for each in post.files.all()),
    )  # fmt: skip


def around(pk: int) -> Sequence[Line]:
    """What stands just before and after it, for who judges it."""
    post = Post.objects.filter(pk=pk).first()
    if post is None:
        return ()
    rows = Post.objects.filter(topic=post.topic_id).select_related("author")
    before = rows.shown().filter(number__lt=post.number).order_by("-number")[:AROUND]
    after = rows.shown().filter(number__gt=post.number).order_by("number")[:AROUND]
    return [_line(each, post) for each in [*reversed(before), *rows.filter(pk=pk), *after]]


def _line(post: Post, it: Post) -> Line:
    return Line(str(post.author or HOUSE), post.source, post.created_at, is_it=post.pk == it.pk)


def topics(ids: Collection[int], user: Any) -> dict[int, Thing]:
    rows = Topic.objects.filter(pk__in=ids) if user is None else topics_for(user)
    found = rows.filter(pk__in=ids).select_related("category__group", "author", "organisation")
    openings = Post.objects.filter(topic__in=ids, number=1)
    if user is not None:
        openings = openings.shown()
    words = dict(openings.values_list("topic", "source"))
    return {each.pk: _topic(each, words.get(each.pk, ""), user) for each in found}


def _topic(topic: Topic, words: str, user: Any) -> Thing:
    if user is not None:
        (words,) = readable([words], topic.category)
    state = ThingState.SHOWN if topic.hidden_at is None else ThingState.HIDDEN
    return Thing(
        kind=TOPIC_KIND, pk=topic.pk, title=topic.title, words=words, url=topic_url(topic.pk),
        author=topic.author, organisation=topic.organisation, group_id=topic.category.group_id,
        state=ThingState.GONE if topic.merged_into_id else state,
        scope=_("Ook de antwoorden van anderen in dit onderwerp."), created_at=topic.created_at,
    )  # fmt: skip


def profiles(ids: Collection[int], user: Any) -> dict[int, Thing]:
    """What people say of themselves: of each what this reader is told, or all that others read."""
    said = words_told(ids) if user is None else words_read_by(user, ids)
    return {each.pk: _profile(each) for each in said}


def _profile(told: Told) -> Thing:
    return Thing(
        kind=PROFILE_WORDS, pk=told.pk, title=_("Profiel van %(name)s") % {"name": told.name},
        words="\n\n".join(each for each in (told.function, told.bio) if each),
        url=reverse("community:member", args=(told.pk,)), author=told.user,
        state=ThingState.HIDDEN if told.is_hidden else ThingState.SHOWN,
        scope=_("Uw naam, uw bestuur en uw andere gegevens blijven staan."),
    )  # fmt: skip


def groups(ids: Collection[int], user: Any) -> dict[int, Thing]:
    """What groups say of themselves. No leader judges what a leader wrote: no `group_id`."""
    rows = Group.objects.all() if user is None else groups_for(user).filter(words_hidden_at=None)
    found = with_leaders(rows.filter(pk__in=ids).select_related("created_by"))
    return {each.pk: _group(each) for each in found}


def _group(group: Any) -> Thing:
    leaders = [each.user for each in group.leading]
    began = group.created_by
    return Thing(
        kind=GROUP_WORDS, pk=group.pk, title=group.name,
        words="\n\n".join(each for each in (group.summary, group.description) if each),
        url=reverse("community:group", args=(group.pk,)), created_at=group.created_at,
        author=began if began in leaders else next(iter(leaders), began),
        state=ThingState.SHOWN if group.words_hidden_at is None else ThingState.HIDDEN,
        scope=_("De naam van de groep blijft staan, en alles wat erin staat."),
    )  # fmt: skip


register_moderated(
    Moderated(
        POST_KIND, gettext_lazy("Bericht in het forum"), resolve=posts, hide=hiding.hide_post,
        restore=hiding.show_post, unfile=hiding.take_files, refile=hiding.hang_files_back,
        context=around, order=10,
    )
)  # fmt: skip
register_moderated(
    Moderated(
        TOPIC_KIND, gettext_lazy("Onderwerp in het forum"), resolve=topics,
        hide=hiding.hide_topic, restore=hiding.show_topic, unlock=hiding.open_topic, order=20,
    )
)  # fmt: skip
register_moderated(
    Moderated(
        key=flagging.KEY, label=gettext_lazy("Privébericht"), resolve=flagging.resolve,
        hide=flagging.hide, restore=flagging.restore, context=flagging.context, order=30,
        disclosure=gettext_lazy(
            "Wie het nakijkt, leest dan dit bericht en de twee berichten ernaast. Van de rest van het "
            "gesprek ziet niemand iets."
        ),
    )
)  # fmt: skip
register_moderated(
    Moderated(
        key=GROUP_WORDS, label=gettext_lazy("Uitleg van een groep"), resolve=groups,
        hide=lambda pk, made: hide_group(pk=pk, actor=made.made_by, hidden=True),
        restore=lambda pk, made: hide_group(pk=pk, actor=made.made_by, hidden=False), order=80,
        disclosure=gettext_lazy(
            "Wie het nakijkt, leest de naam en de uitleg van deze groep, en niets van wat erin staat."
        ),
    )
)  # fmt: skip
register_moderated(
    Moderated(
        key=PROFILE_WORDS, label=gettext_lazy("Wat een lid over zichzelf zegt"), resolve=profiles,
        hide=lambda pk, made: hide_profile(pk=pk, actor=made.made_by, hidden=True),
        restore=lambda pk, made: hide_profile(pk=pk, actor=made.made_by, hidden=False), order=90,
    )
)  # fmt: skip
register_gate(
    Gate(
        "community.moderation", silence=silence_of,
        apart=lambda inviter, invited: is_blocked(blocker=invited, blocked=inviter),
    )
)  # fmt: skip
register_moderated(REQUESTS)
register_moderated(OFFERS)
register_moderated(REVIEWS)
