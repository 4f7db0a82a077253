"""What readers say of a post without writing one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.forum.enums import ReactionKind, TopicKind
from community.forum.models import BestAnswer, Post, Reaction, Topic
from community.forum.services.counting import recount
from community.forum.services.locking import locked
from community.forum.services.values import Refused
from community.forum.services.writing import tell, tell_topic
from community.organisations.rules import is_editor
from community.verbs import (
    ANSWER_MARKED,
    ANSWER_UNMARKED,
    POST_REACTED,
    TOPIC_SOLVED,
    TOPIC_UNSOLVED,
)


def react(*, post: Post, user: User, kind: str, wanted: bool) -> Post:
    """Say this of a post, or take it back; said twice it counts once. Nobody thanks himself."""
    with transaction.atomic():
        rows = Post.objects.select_for_update(of=("self",)).select_related("topic", "organisation")
        held: Post = rows.get(pk=post.pk)
        if held.author_id == user.pk:
            raise Refused(_("Op een eigen bericht reageert u niet."))
        if not held.is_shown:
            raise Refused(_("Dit bericht is er niet meer."))
        said = Reaction.objects.filter(post=held, user=user, kind=kind)
        if said.exists() == wanted:
            return held
        if wanted:
            Reaction.objects.create(post=held, user=user, kind=kind)
        else:
            said.delete()
        useful = Reaction.objects.filter(post=held, kind=ReactionKind.USEFUL)
        held.useful_count = useful.count()
        held.save(update_fields=("useful_count",))
        tell(POST_REACTED, held, actor=user, kind=str(kind), wanted=wanted)
    return held


def mark_best(*, post: Post, user: User, wanted: bool) -> Post:
    """Call a reply the answer to its question, or no longer; several may be.

    What who asked chose stands above what others chose, and only he or an editor takes it back.
    The caller has asked `may_mark`.
    """
    with transaction.atomic():
        topic, held = locked(post)
        _demand_answer(topic, held)
        known = BestAnswer.objects.filter(post=held).first()
        by_asker = topic.author_id == user.pk
        if not _changes(known, user, wanted=wanted, by_asker=by_asker):
            return held
        if wanted:
            BestAnswer.objects.update_or_create(
                post=held,
                defaults={"marked_by": user, "by_asker": by_asker, "at": timezone.now()},
            )
        else:
            BestAnswer.objects.filter(post=held).delete()
        held.topic = recount(topic)
        held.is_best = wanted
        tell(ANSWER_MARKED if wanted else ANSWER_UNMARKED, held, actor=user)
    return held


def call_solved(*, topic: Topic, user: User, wanted: bool) -> Topic:
    """Say that a question is solved though no post here answers it, or that it is open again."""
    with transaction.atomic():
        held: Topic = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
        if held.merged_into_id is not None or held.hidden_at is not None:
            raise Refused(_("Dit onderwerp is er niet meer."))
        if held.kind != TopicKind.QUESTION:
            raise Refused(_("Alleen een vraag kan opgelost zijn."))
        if held.solved_without_answer == wanted:
            return held
        held.solved_without_answer = wanted
        held.solved_at = timezone.now() if wanted else None
        held.save(update_fields=("solved_without_answer", "solved_at"))
        held = recount(held)
        tell_topic(TOPIC_SOLVED if wanted else TOPIC_UNSOLVED, held, actor=user)
    return held


def _demand_answer(topic: Topic, post: Post) -> None:
    if topic.kind != TopicKind.QUESTION or post.number == 1:
        raise Refused(_("Alleen een antwoord op een vraag kan een beste antwoord zijn."))
    if not post.is_shown:
        raise Refused(_("Dit bericht is er niet meer."))


def _changes(known: BestAnswer | None, user: User, *, wanted: bool, by_asker: bool) -> bool:
    """Whether anything is left to do; Refused where somebody else's choice stands above."""
    if known is None:
        return wanted
    if wanted:
        return by_asker and not known.by_asker
    if known.by_asker and not by_asker and not is_editor(user):
        raise Refused(
            _("Wie de vraag stelde, koos dit antwoord. Alleen die persoon neemt dat terug.")
        )
    return True
