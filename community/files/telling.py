"""What somebody hears about a file that was taken from him at first, and thrown away later."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients, words
from community.files.enums import FileState, Refusal
from community.files.models import StoredFile
from community.messaging.enums import Channel
from community.messaging.models import Message
from community.messaging.services import notify
from community.notifications import FILE_VIRUS

WAYS = (Channel.EMAIL, Channel.WEB)


def tell_virus(*, file_id: int) -> Message | None:
    """Its owner hears once in which file what was found; None when nobody is there to hear it."""
    found = StoredFile.objects.filter(
        pk=file_id, state=FileState.REFUSED, refused_because=Refusal.VIRUS
    )
    file = found.select_related("owner").first()
    if file is None or file.owner is None or not file.owner.is_active:
        return None
    return notify(
        FILE_VIRUS,
        to=recipients([file.owner], channels=WAYS),
        content=words(_letter(file), url="", channels=WAYS),
        key=f"community.file:{file.pk}:virus",
        is_demo=file.owner.is_demo,
    )


def _letter(file: StoredFile) -> Letter:
    about = {"name": file.name, "found": file.refused_detail or _("onbekend")}
    return Letter(
        subject=format_lazy(_("Een virus in „{name}”"), **about),
        paragraphs=(
            format_lazy(
                _("In het bestand „{name}”, dat u bij ons oplaadde, vond onze virusscanner „{found}”. "
                  "Wij gooiden het weg; niemand heeft het kunnen openen."),
                **about,
            ),
            _("Open het bestand ook bij u niet meer, en verwittig wie bij uw bestuur voor de "
              "beveiliging instaat. Hebt u een schone versie, dan mag u die opnieuw opladen."),
        ),
        why=_("U krijgt dit omdat u het bestand oplaadde."),
    )  # fmt: skip
