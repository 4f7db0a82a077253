"""Screens of the apps that an editor may hang in the page tree; the menu of the site names them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from community.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class AppScreen:
    """`key` is the name of the address, without arguments."""

    key: str
    label: str | Promise
    order: int = 0


screens: Registry[AppScreen] = Registry("app screens")


def screen_choices() -> list[tuple[str, str]]:
    return [(each.key, str(each.label)) for each in screens]
