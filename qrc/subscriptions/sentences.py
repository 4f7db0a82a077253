"""A wish in one plain sentence, for the last step of the wizard and the list of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.messaging.enums import Channel
from qrc.advisories.enums import Severity, Tlp
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.forms import in_percent
from qrc.subscriptions.models import Subscription

ASKED = (
    "organisation", "portfolio", "words", "keywords", "min_severity", "only_exploited", "min_epss",
    "max_tlp", "channels", "cadence", "urgent_at_once", "most_per_hour", "mail_on_changed",
)  # fmt: skip
RHYTHMS = {
    Cadence.IMMEDIATE: gettext_lazy("meteen"),
    Cadence.BUNDLED: gettext_lazy("gebundeld"),
    Cadence.DAILY: gettext_lazy("één keer per dag"),
    Cadence.WEEKLY: gettext_lazy("één keer per week"),
}
WAYS = {
    Channel.EMAIL: gettext_lazy("e-mail"),
    Channel.SMS: gettext_lazy("sms"),
    Channel.WEB: gettext_lazy("het scherm"),
}
LEVELS = {
    Severity.LOW: gettext_lazy("van elke ernst"),
    Severity.MEDIUM: gettext_lazy("vanaf ernst middel"),
    Severity.HIGH: gettext_lazy("vanaf ernst hoog"),
    Severity.CRITICAL: gettext_lazy("alleen van ernst kritiek"),
}


def in_words(wish: Mapping[str, Any], *, sources: Sequence[str] = ()) -> str:
    """ "U krijgt meteen bericht via e-mail en het scherm over alle producten, vanaf ernst hoog."

    `wish` as `subscribe` takes it; `sources` the names of those it listens to alone.
    """
    said = _("U krijgt %(when)s bericht via %(ways)s over %(what)s, %(conditions)s.")
    told = said % {
        "when": RHYTHMS[Cadence(wish["cadence"])],
        "ways": _all_of(WAYS[Channel(each)] for each in wish["channels"] if each in WAYS),
        "what": _what(wish),
        "conditions": ", ".join(_conditions(wish, sources)),
    }
    if wish["cadence"] == Cadence.IMMEDIATE or not wish["urgent_at_once"]:
        return told
    return " ".join((told, _("Wat kritiek is of misbruikt wordt, hoort u meteen.")))


def sentence_of(subscription: Subscription, names: Mapping[int, str]) -> str:
    """The sentence of a kept wish; `names` of sources by their key, the missing go unnamed."""
    wish = {name: getattr(subscription, name) for name in ASKED}
    known = [names[each] for each in subscription.sources if each in names]
    return in_words(wish, sources=known or ([_("gekozen bronnen")] if subscription.sources else []))


def _what(wish: Mapping[str, Any]) -> str:
    here = wish["organisation"]
    if wish["portfolio"] and here is not None:
        return _("wat in het portfolio van %(name)s staat") % {"name": here.display_name}
    named = _any_of(wish["words"]) or _("alle producten")
    if wish["keywords"]:
        said = _any_of(f"“{each}”" for each in wish["keywords"])
        named = _("%(what)s met %(words)s in de tekst") % {"what": named, "words": said}
    if here is None:
        return named
    return _("%(what)s, voor %(name)s") % {"what": named, "name": here.display_name}


def _conditions(wish: Mapping[str, Any], sources: Sequence[str]) -> list[str]:
    found = [str(LEVELS[Severity(wish["min_severity"])])]
    if wish["only_exploited"]:
        found.append(_("alleen wat al misbruikt wordt"))
    if wish["min_epss"] is not None:
        chance = in_percent(wish["min_epss"])
        found.append(_("vanaf %(chance)s %% kans op misbruik") % {"chance": chance})
    if sources:
        found.append(_("alleen van %(names)s") % {"names": _all_of(sources)})
    if wish["max_tlp"]:
        found.append(_("tot en met %(tlp)s") % {"tlp": Tlp(wish["max_tlp"]).label})
    if wish["most_per_hour"]:
        n = wish["most_per_hour"]
        most = ngettext("hoogstens %(n)d bericht per uur", "hoogstens %(n)d berichten per uur", n)
        found.append(most % {"n": n})
    if wish["mail_on_changed"]:
        found.append(_("ook mail bij kleine wijzigingen"))
    return found


def _all_of(parts: Iterable[Any]) -> str:
    return _joined(list(map(str, parts)), _("%(first)s en %(last)s"))


def _any_of(parts: Iterable[Any]) -> str:
    return _joined(list(map(str, parts)), _("%(first)s of %(last)s"))


def _joined(parts: list[str], form: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return form % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
