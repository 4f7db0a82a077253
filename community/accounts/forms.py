from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.accounts.pictures import small_square

MAX_AVATAR_BYTES = 2 * 1024 * 1024
AVATAR_FORMATS = ("JPEG", "PNG", "WEBP")


class SignupNames(forms.Form):
    """What allauth's sign-up form asks besides address and password."""

    first_name = forms.CharField(
        label=_("Voornaam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Familienaam"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    field_order = ("first_name", "last_name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth's adapter has put the names on the user already."""


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("first_name", "last_name", "language", "avatar")
        help_texts = {
            "language": _("De taal van de schermen en van uw mails."),
            "avatar": _("JPEG, PNG of WebP, hoogstens 2 MB."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("first_name", "given-name"), ("last_name", "family-name")):
            self.fields[name].required = True
            self.fields[name].widget.attrs["autocomplete"] = hint

    def clean_avatar(self) -> Any:
        avatar = self.cleaned_data["avatar"]
        if isinstance(avatar, UploadedFile):
            if (avatar.size or 0) > MAX_AVATAR_BYTES:
                raise ValidationError(_("Deze foto is groter dan 2 MB. Kies een kleinere."))
            if avatar.image.format not in AVATAR_FORMATS:  # type: ignore[attr-defined]
                raise ValidationError(_("Kies een foto in JPEG, PNG of WebP."))
            return small_square(avatar)
        return avatar
