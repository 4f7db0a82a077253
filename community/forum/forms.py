from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.files.forms import FilesField
from community.files.models import StoredFile
from community.forum.enums import FORUM, TopicKind
from community.forum.linking import Link, resolve_one
from community.forum.models import Category, Post, Topic
from community.forum.models.posts import LONGEST_SOURCE
from community.forum.quoting import quoted_first
from community.forum.services import PollWish, Refused
from community.forum.services.writing import LONGEST_OPTION, MOST_OPTIONS
from community.forum.tags_form import TagsField
from community.kit.picking import Picker
from community.organisations.enums import Audience
from community.organisations.models import Organisation
from community.organisations.rules import is_editor

READ_BY = {
    Audience.PUBLIC: _("Dit leest iedereen, ook wie zich niet aanmeldt."),
    Audience.MEMBERS: _("Dit lezen alle leden, ook leveranciers en partners."),
    Audience.GOVERNMENTS: _("Dit lezen alleen besturen, geen leveranciers."),
}
MOST_FILES = 10
OF_THE_FORM = ("submission", "sequence")
"""What belongs to this very form, and is no part of what somebody says."""
KINDS = {
    TopicKind.QUESTION: _("Vraag: u zoekt een antwoord"),
    TopicKind.DISCUSSION: _("Discussie: u wilt horen hoe anderen het zien"),
    TopicKind.ANNOUNCEMENT: _("Aankondiging: u hebt iets te melden"),
    TopicKind.POLL: _("Peiling: u laat collega’s kiezen"),
}


class SourceField(forms.CharField):
    """Markdown as it was typed: spaces at its ends mean something, and are kept."""

    def __init__(self, *, rows: int = 10, **about: Any) -> None:
        widget = forms.Textarea({"rows": rows, "data-source": ""})
        super().__init__(
            label=about.pop("label", _("Bericht")), strip=False, widget=widget,
            max_length=LONGEST_SOURCE,
            error_messages={
                "required": _("Schrijf eerst iets."),
                "max_length": _(
                    "Uw bericht is te lang: hoogstens %(limit_value)d tekens, u hebt er"
                    " %(show_value)d. Zet de rest in een bestand."
                ),
            }, **about,
        )  # fmt: skip

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without `maxlength`: a browser would cut off what is pasted, and nobody would see it."""
        return {}


class WritingForm(forms.Form):
    """What every form of a post has: the words, files, and the marks of this very form."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=0, min_value=0)
    source = SourceField()
    uploads = FilesField(
        purpose=FORUM, required=False, label=_("Bestanden"),
        help_text=_("Beeld, pdf of Office. Wie het bericht leest, kan ze openen."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, organisation: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        field: Any = self.fields["uploads"]
        field.user, field.organisation = user, organisation
        if not self.is_bound:
            # What hangs there already, or was uploaded for the draft, stands in the field.
            field.widget.taken = self.initial.get("uploads", ())

    @property
    def draft_key(self) -> str:
        """Under which its draft is kept."""
        return "new"

    def clean_uploads(self) -> Any:
        files = self.cleaned_data["uploads"]
        if len(files) > MOST_FILES:
            raise ValidationError(gettext("Voeg hoogstens tien bestanden toe."))
        return files

    @classmethod
    def typed(cls, data: Any) -> dict[str, str]:
        """What is kept of it while it is being filled in: its own fields, as they were typed."""
        kept = {}
        for name, field in cls.base_fields.items():
            parts = ("_words", "_chosen") if isinstance(field.widget, Picker) else ("",)
            for each in (f"{name}{part}" for part in parts if name not in OF_THE_FORM):
                values = [value for value in data.getlist(each) if value]
                if values:
                    kept[each] = json.dumps(values) if name == "uploads" else values[-1]
        return kept

    def refuse(self, refusal: Refused) -> None:
        """Show why a service did not do it, beside the field it names."""
        self.add_error(refusal.field if refusal.field in self.fields else "source", str(refusal))


class SpeaksForm(forms.Form):
    """For whom one speaks, asked of who works for more than one organisation."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Namens"), empty_label=None
    )

    def offer(self, houses: list[Organisation], now: Organisation | None) -> None:
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in houses])
        field.initial = now.pk if now in houses and now else houses[0].pk if houses else None
        if len(houses) < 2:
            field.required, field.widget = False, forms.HiddenInput()


class CategorySelect(forms.Select):
    """Each option carries who will read it, for the line under the box."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        instance = getattr(value, "instance", None)
        if instance is not None:
            option["attrs"]["data-says"] = who_reads(instance)
        return option


class LinkPicker(Picker):
    """Box in which a solution, a document or a warning is chosen by typing."""

    search_url = reverse_lazy("community:forum-about")
    list_label = _("Gevonden")

    def __init__(self, user: Any = None, **about: Any) -> None:
        super().__init__(**about)
        self.user = user

    def decompress(self, value: Any) -> list[Any]:
        if isinstance(value, Link):
            return [value.title, value.value]
        return ["", ""]


class LinkField(forms.MultiValueField):
    """Gives the Link that was chosen, or None."""

    def __init__(self, **about: Any) -> None:
        super().__init__(
            (forms.CharField(required=False), forms.CharField(required=False)),
            require_all_fields=False, widget=LinkPicker, **about,
        )  # fmt: skip
        self.user: Any = None

    def compress(self, values: list[str]) -> Link | None:
        words, chosen = values or ["", ""]
        if not chosen and words.strip():
            raise ValidationError(gettext("Kies een van de gevonden zaken uit de lijst."))
        link = resolve_one(chosen, self.user) if chosen else None
        if chosen and link is None:
            raise ValidationError(gettext("Dat is er niet (meer). Kies opnieuw."))
        return link


class TopicForm(SpeaksForm, WritingForm):
    """A new topic, of any kind."""

    title = forms.CharField(
        label=_("Titel"), max_length=Topic._meta.get_field("title").max_length,
        help_text=_("Eén zin waaraan een collega ziet waarover het gaat."),
        error_messages={"required": _("Geef een titel.")},
    )  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.none(), label=_("Categorie"), empty_label=_("Kies een categorie"),
        widget=CategorySelect,
        error_messages={
            "required": _("Kies een categorie: ze bepaalt wie het leest."),
            "invalid_choice": _("In deze categorie kunt u geen onderwerp beginnen."),
        },
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("Soort"), choices=list(KINDS.items()), widget=forms.RadioSelect,
        initial=TopicKind.QUESTION,
    )  # fmt: skip
    tags = TagsField()
    about = LinkField(
        label=_("Gaat over"), required=False,
        help_text=_("Een oplossing, document of waarschuwing: men vindt uw onderwerp ook daar."),
    )  # fmt: skip
    question = forms.CharField(label=_("Vraag van de peiling"), required=False, max_length=200)
    options = forms.CharField(
        label=_("Antwoorden"), required=False, help_text=_("Twee tot tien, elk op een eigen regel."),
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip
    is_multiple = forms.BooleanField(label=_("Men mag er meer dan één kiezen"), required=False)
    closes_at = forms.DateTimeField(
        label=_("Sluit op"), required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
    )  # fmt: skip

    field_order = (
        "title", "category", "kind", "question", "options", "is_multiple", "closes_at", "source",
        "uploads", "tags", "about", "organisation",
    )  # fmt: skip

    def __init__(self, *args: Any, categories: QuerySet[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["category"]
        chosen.queryset = categories
        about: Any = self.fields["about"]
        about.user = self.user
        if not is_editor(self.user):
            kinds: Any = self.fields["kind"]
            kinds.choices = [each for each in KINDS.items() if each[0] != TopicKind.ANNOUNCEMENT]

    def clean_closes_at(self) -> Any:
        closes = self.cleaned_data["closes_at"]
        if closes is not None and closes <= timezone.now():
            raise ValidationError(gettext("Kies een moment dat nog komt."))
        return closes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == TopicKind.POLL:
            self._demand_poll(cleaned)
        return cleaned

    def _demand_poll(self, cleaned: dict[str, Any]) -> None:
        options = _lines(cleaned.get("options", ""))
        if not cleaned.get("question"):
            self.add_error("question", gettext("Geef de vraag van de peiling."))
        if not 2 <= len(options) <= MOST_OPTIONS or max(map(len, options)) > LONGEST_OPTION:
            self.add_error(
                "options", gettext("Geef twee tot tien antwoorden, van hoogstens 140 tekens.")
            )

    def wishes(self) -> dict[str, Any]:
        """The arguments of `start_topic` that this form knows."""
        told = self.cleaned_data
        is_poll = told["kind"] == TopicKind.POLL
        link = told["about"]
        return {
            "category": told["category"], "title": told["title"], "kind": told["kind"],
            "tags": told["tags"], "links": [(link.kind.key, link.object_id)] if link else [],
            "poll": PollWish(
                told["question"], _lines(told["options"]), told["is_multiple"], told["closes_at"]
            ) if is_poll else None,
        }  # fmt: skip


class ReplyForm(SpeaksForm, WritingForm):
    """An answer in a topic."""

    source = SourceField(rows=6, label=_("Uw antwoord"))

    field_order = ("source", "uploads", "organisation")

    @property
    def draft_key(self) -> str:
        return f"topic:{self.topic.pk}"

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topic = topic

    def answered(self) -> Post | None:
        """The post of this topic that it quotes first: to that it answers."""
        key = quoted_first(self.cleaned_data["source"])
        if key is None:
            return None
        found: Post | None = Post.objects.shown().filter(topic=self.topic, pk=key).first()
        return found


class EditForm(WritingForm):
    """A post as it has to be. `seen_revision` is the one that its editor began with."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = forms.CharField(
        label=_("Titel"), max_length=Topic._meta.get_field("title").max_length,
        error_messages={"required": _("Geef een titel.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Waarom wijzigt u het?"), required=False, max_length=200,
        help_text=_("Men leest het bij de geschiedenis van het bericht."),
    )  # fmt: skip

    field_order = ("title", "source", "uploads", "reason")

    @property
    def draft_key(self) -> str:
        return f"post:{self.post.pk}"

    def __init__(self, *args: Any, post: Post, hung: Sequence[StoredFile], **kwargs: Any) -> None:
        """`hung` are the files under the post: whoever edits it may leave them, whose ever they are."""
        super().__init__(*args, **kwargs)
        self.post = post
        uploads: Any = self.fields["uploads"]
        uploads.besides = hung
        if post.number != 1:
            del self.fields["title"]


def who_reads(category: Category) -> str:
    """Who will read what is written here, in a sentence."""
    if category.group is not None:
        said = gettext("Dit lezen alleen de leden van %(group)s.")
        return said % {"group": category.group}
    return str(READ_BY[Audience(category.audience)])


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]
