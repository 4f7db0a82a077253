"""Whether a question can be answered at all, said beside it in the editors' room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from content.learning.enums import QuestionKind


class QuestionForm(WagtailAdminModelForm):
    def is_valid(self) -> bool:
        whole = super().is_valid()
        if whole and (wrong := self._wrong()):
            self.add_error("kind", wrong)
        return whole and not self.errors

    def _wrong(self) -> str:
        options = self.formsets["options"].cleaned_data if "options" in self.formsets else []
        kept = [each for each in options if each and not each.get("DELETE")]
        return problem(
            self.cleaned_data["kind"],
            [(each["text"], each.get("pair", ""), each.get("is_right", False)) for each in kept],
            is_said=self.cleaned_data.get("statement_is_true") is not None,
        )


def problem(kind: str, options: Sequence[tuple[str, str, bool]], *, is_said: bool) -> str:
    """What is wrong with a question of this kind, "" when nothing is. Options: text, pair, right."""
    right = sum(each[2] for each in options)
    distinct = len({each[0].strip().casefold() for each in options}) == len(options)
    checks: dict[str, tuple[Any, str]] = {
        QuestionKind.SINGLE: (
            len(options) > 1 and right == 1,
            _("Geef minstens twee antwoorden en duid er precies één als juist aan."),
        ),
        QuestionKind.MULTIPLE: (
            len(options) > 1 and right > 0,
            _("Geef minstens twee antwoorden en duid aan welke juist zijn."),
        ),
        QuestionKind.TRUE_FALSE: (is_said, _("Zeg of de stelling juist is of fout.")),
        QuestionKind.SHORT: (options, _("Geef minstens één antwoord dat goed is.")),
        QuestionKind.ORDERING: (
            len(options) > 2, _("Geef minstens drie stappen, van eerst naar laatst."),
        ),
        QuestionKind.MATCHING: (
            len(options) > 1 and all(each[1] for each in options)
            and len({each[1].strip().casefold() for each in options}) == len(options),
            _("Geef minstens twee paren; wat bij een antwoord hoort, mag maar één keer voorkomen."),
        ),
    }  # fmt: skip
    holds, words = checks[kind]
    if holds and not distinct:
        return _("Twee antwoorden zijn hetzelfde.")
    return "" if holds else words
