"""What the forum holds about people: what they said, and how they follow what others say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.forum.models import (
    BestAnswer,
    Category,
    CategoryReader,
    DigestWish,
    Draft,
    ForumFeed,
    PollVote,
    Post,
    PostRevision,
    Reaction,
    TagFollower,
    Topic,
    TopicReader,
)
from community.privacy.holdings import Holding, Sheet, register_holding
from community.privacy.traces import Traces, scrub


def _written(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Onderwerpen die u begon"), Topic.objects.filter(author=user).order_by("pk"),
        ((_("titel"), "title"), (_("categorie"), "category__name"), (_("op"), "created_at")),
    )  # fmt: skip
    yield Sheet(
        _("Berichten"), Post.objects.filter(author=user).order_by("pk"),
        ((_("onderwerp"), "topic__title"), (_("nummer"), "number"), (_("tekst"), "source"),
         (_("stand"), "state"), (_("op"), "created_at"), (_("gewijzigd"), "edited_at")),
    )  # fmt: skip
    yield Sheet(
        _("Concepten"), Draft.objects.filter(user=user).order_by("pk"),
        ((_("waarvoor"), "key"), (_("inhoud"), "data"), (_("bewaard op"), "changed_at")),
    )  # fmt: skip
    yield Sheet(
        _("Reacties"), Reaction.objects.filter(user=user).order_by("pk"),
        ((_("onderwerp"), "post__topic__title"), (_("bericht"), "post__number"),
         (_("reactie"), "kind"), (_("op"), "at")),
    )  # fmt: skip
    yield Sheet(
        _("Beste antwoorden die u aanduidde"), BestAnswer.objects.filter(marked_by=user).order_by("pk"),
        ((_("onderwerp"), "post__topic__title"), (_("bericht"), "post__number"), (_("op"), "at")),
    )  # fmt: skip
    yield Sheet(
        _("Stemmen in peilingen"), PollVote.objects.filter(user=user).order_by("pk"),
        ((_("vraag"), "option__poll__question"), (_("antwoord"), "option__text"), (_("op"), "at")),
    )  # fmt: skip


def _wipe_written(user: Any, traces: Traces) -> None:
    """What he said stays, of his organisation; where he, or another, named him, nobody is named."""
    for model, fields in (
        (Category, ("name", "summary")), (Topic, ("title", "excerpt")), (Post, ("source", "html", "elided")),
        (PostRevision, ("title", "source", "reason")), (Draft, ("data",)),
    ):  # fmt: skip
        scrub(model._default_manager.all(), *fields, traces=traces)


register_holding(
    Holding(
        "community.forum", _("Wat u in het forum schreef"),
        _("Om gesprekken leesbaar te houden voor wie er later iets aan heeft."),
        sheets=_written, wipe=_wipe_written, order=45,
        on_erasure=_("Uw berichten blijven leesbaar als bericht van uw organisatie, zonder uw naam. Concepten, reacties en stemmen verdwijnen."),
        models=("community.topic", "community.post", "community.postrevision", "community.draft",
                "community.reaction", "community.bestanswer", "community.pollvote",
                "community.mention"),
    )
)  # fmt: skip


def _followed(user: Any) -> Iterator[Sheet]:
    yield Sheet(
        _("Tot waar u las"), TopicReader.objects.filter(user=user).order_by("pk"),
        ((_("onderwerp"), "topic__title"), (_("gelezen tot"), "last_read"), (_("volgen"), "level"),
         (_("laatst geopend"), "visited_at")),
    )  # fmt: skip
    yield Sheet(
        _("Categorieën die u volgt"),
        CategoryReader.objects.filter(user=user).order_by("pk"),
        ((_("categorie"), "category__name"), (_("volgen"), "level")),
    )
    yield Sheet(
        _("Trefwoorden die u volgt"),
        TagFollower.objects.filter(user=user).order_by("pk"),
        ((_("trefwoord"), "tag"), (_("volgen"), "level")),
    )
    yield Sheet(
        _("Samenvatting per e-mail"),
        DigestWish.objects.filter(user=user),
        ((_("hoe vaak"), "rhythm"),),
    )
    yield Sheet(
        _("Feeds die u opende"),
        ForumFeed.objects.filter(user=user),
        ((_("geopend"), "created_at"),),
    )


register_holding(
    Holding(
        "community.following", _("Wat u in het forum volgt"),
        _("Om te tonen wat nieuw voor u is."),
        sheets=_followed, order=46, on_erasure=_("Verdwijnt."),
        models=("community.topicreader", "community.categoryreader", "community.tagfollower",
                "community.forumreader", "community.digestwish", "community.digestmark",
                "community.replyhandle", "community.forumfeed"),
    )
)  # fmt: skip
