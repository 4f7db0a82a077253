"""The forum's mails as after a year: old talk was told long ago, and one answer came by mail."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from community.activity.models import Owed
from community.forum.enums import Via
from community.forum.models import Post

TOLD = ("community.mail_topic", "community.mail_post", "community.mail_best_answer")
FRESH = timedelta(days=2)
REPEATED = (
    "Op wo 25 nov. 2026 om 09:12 schreef VlaVirGem <noreply@vlavirgem.example>:\n"
    "> Dank voor het antwoord. Werkt dat ook met de oude archieven?\n>\n"
    "> Antwoorden? Beantwoord gewoon deze mail.\n\n-- \nDienst ICT"
)


def settle_mails() -> None:
    """Only what was written these days is mailed when the house starts; done again it changes nothing."""
    old = Post.objects.filter(topic__is_demo=True, created_at__lt=timezone.now() - FRESH)
    owed = Owed.objects.filter(paid_at=None, reaction__in=TOLD)
    about = [(pk, post) for pk, post in owed.values_list("pk", "activity__data__post")]
    gone = set(old.filter(pk__in=[post for _pk, post in about]).values_list("pk", flat=True))
    owed.filter(pk__in=[pk for pk, post in about if post in gone]).update(paid_at=timezone.now())
    demo = Post.objects.filter(topic__is_demo=True, number__gt=1, author__isnull=False)
    if not demo.exclude(elided="").exists() and (last := demo.order_by("-created_at").first()):
        Post.objects.filter(pk=last.pk).update(via=Via.MAIL, elided=REPEATED)
