from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person who signs in with an e-mail address."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    first_name = models.CharField(_("voornaam"), max_length=80, blank=True)
    last_name = models.CharField(_("familienaam"), max_length=80, blank=True)
    language = models.CharField(
        _("taal"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    # A plain file: a key to Wagtail's image table would make the first migration circular.
    avatar = models.ImageField(_("foto"), upload_to="avatars/", blank=True)
    is_staff = models.BooleanField(_("beheertoegang"), default=False)
    is_active = models.BooleanField(_("actief"), default=True)
    is_demo = models.BooleanField(_("voorbeeldgegeven"), default=False)
    date_joined = models.DateTimeField(_("lid sinds"), default=timezone.now)
    last_seen_on = models.DateField(_("laatst gezien op"), null=True, blank=True, db_index=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "community"
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        constraints = (
            models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_case"),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name or self.email.partition("@")[0]

    @property
    def initials(self) -> str:
        letters = self.first_name[:1] + self.last_name[:1]
        return (letters or self.email[:2]).upper()
