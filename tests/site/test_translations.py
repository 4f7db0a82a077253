"""The catalogue is whole, its faults are found, and people are spoken to in their language."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from vlavirgem import catalogues

from community.accounts.models import User
from community.activity.services import pay_owed
from community.kit.text import is_gsm7
from community.messaging.delivering import deliver
from community.messaging.models import Delivery
from community.messaging.outbox import letter_of, short_message_of
from qrc.advisories.enums import RevisionKind, Severity
from qrc.alerts.services import raise_alert
from qrc.alerts.wording import words_for
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

ROOT = Path(__file__).resolve().parents[2]
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext, pgettext
HELLO = _("Dag %(name)s") % {"name": "u"}
FOUND = ngettext("%(n)s bron", "%(n)s bronnen", 2) % {"n": 2}
OPEN = pgettext("van een aanvraag", "Open")
NEXT = _(LABELS["geen tekst"]), ngettext("geen tekst", *FORMS)
LEFT = npgettext("van een lijst", "nog één", "nog %(n)s", 2) % {"n": 2}
"""
TEMPLATE = """
{% extends "base.html" %}
  {% block main %}
 <h1>{% translate "Het bestuur's plan" %}</h1>
      {% trans "Sluiten" context "een venster" %}
  {% include "components/tag.html" with label=_("Nieuw") only %} {{ name|default:_("Niemand") }}
  {% blocktranslate trimmed with name=user %}
    Dit is
    van <b>{{ name }}</b>.
  {% endblocktranslate %}
  {% blocktranslate count n=number context "een mand" %}{{ n }} stuk{% plural %}{{ n }} stuks{% endblocktranslate %}
{% endblock %}
"""
SAID = {
    (None, "Dag %(name)s"): "Hello %(name)s",
    (None, ("%(n)s bron", "%(n)s bronnen")): ("%(n)s source", "%(n)s sources"),
    ("van een aanvraag", "Open"): "Open",
    ("van een lijst", ("nog één", "nog %(n)s")): ("one more", "%(n)s more"),
    (None, "Het bestuur's plan"): "The local authority’s plan",
    ("een venster", "Sluiten"): "Close",
    (None, "Nieuw"): "New",
    (None, "Niemand"): "No one",
    (None, "Dit is van <b>%(name)s</b>."): "This belongs to <b>%(name)s</b>.",
    ("een mand", ("%(n)s stuk", "%(n)s stuks")): ("%(n)s item", "%(n)s items"),
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small house of one Python file and one template, wholly translated."""
    (tmp_path / "qrc/templates/qrc").mkdir(parents=True)
    (tmp_path / "qrc/words.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "qrc/templates/qrc/page.html").write_text(TEMPLATE, encoding="utf-8")
    catalogues.renew(tmp_path)
    catalogue = catalogues.read(tmp_path)
    for (context, text), english in SAID.items():
        catalogue.get(text, context).string = english
    write(tmp_path, catalogue)
    return tmp_path


def write(root: Path, catalogue: catalogues.House) -> None:
    catalogues.po_path(root).write_bytes(catalogues.written(catalogue))
    catalogues.mo_path(root).write_bytes(catalogues.compiled(catalogue))


def faults(root: Path) -> list[tuple[str, str]]:
    return [(fault.kind, fault.text) for fault in catalogues.faults(root)]


def say(root: Path, python: str) -> None:
    (root / "qrc/more.py").write_text(f"from x import gettext as _\n{python}\n", encoding="utf-8")


# ── The real tree ───────────────────────────────────────────────────────────────────────


def test_every_text_of_the_house_is_translated(capsys):
    call_command("translations", check=True)

    assert capsys.readouterr().out == "De Engelse vertaling is volledig.\n"


def test_no_library_says_our_dutch_differently():
    """A Dutch text that happens to be an English one of a library would be translated by it."""
    with translation.override("nl"):
        said = [
            (each.id, translation.pgettext(each.context, each.id) if each.context
             else translation.gettext(each.id))
            for each in catalogues.collect(ROOT) if each.id and isinstance(each.id, str)
        ]  # fmt: skip

    assert [pair for pair in said if pair[0] != pair[1]] == []
    assert len(said) > 1000


# ── Collecting ──────────────────────────────────────────────────────────────────────────


def test_collect_knows_every_way_to_mark_a_text(tree: Path):
    found = {(each.context, each.id) for each in catalogues.collect(tree) if each.id}

    assert found == set(SAID)
    assert faults(tree) == []


def test_translations_speak_in_all_their_forms(tree: Path, settings):
    settings.LOCALE_PATHS = [catalogues.mo_path(tree).parents[2]]
    catalogue = translation.trans_real.DjangoTranslation("en")

    assert catalogue.pgettext("een venster", "Sluiten") == "Close"
    assert catalogue.ngettext("%(n)s bron", "%(n)s bronnen", 1) == "%(n)s source"
    assert catalogue.npgettext("een mand", "%(n)s stuk", "%(n)s stuks", 3) == "%(n)s items"


def test_renew_twice_writes_the_same_files(tree: Path):
    paths = (catalogues.po_path(tree), catalogues.mo_path(tree))
    catalogues.renew(tree)
    first = [path.read_bytes() for path in paths]

    catalogues.renew(tree)

    assert [path.read_bytes() for path in paths] == first
    assert b"20" not in first[0].partition(b"\n\n")[0], "a date would differ at every run"
    assert b"words.py" not in first[0]


def test_renew_keeps_what_is_translated_and_drops_what_is_gone(tree: Path):
    (tree / "qrc/words.py").write_text(CODE.replace("OPEN =", "#"), encoding="utf-8")
    say(tree, 'NEW = _("Goedenavond")')

    catalogues.renew(tree)

    kept = {(each.context, each.id): each.string for each in catalogues.read(tree) if each.id}
    gone, new = ("van een aanvraag", "Open"), {(None, "Goedenavond"): ""}
    assert kept == {key: said for key, said in SAID.items() if key != gone} | new


# ── Faults ──────────────────────────────────────────────────────────────────────────────


def test_missing_and_obsolete_texts_are_named(tree: Path):
    (tree / "qrc/words.py").write_text(CODE.replace("Dag", "Hallo"), encoding="utf-8")

    assert faults(tree) == [("ontbreekt", "Hallo %(name)s"), ("overbodig", "Dag %(name)s")]


def test_a_plural_that_came_later_is_missing(tree: Path):
    say(tree, 'from x import ngettext\nN = ngettext("Nieuw", "Nieuwe", 2)')

    assert faults(tree) == [("ontbreekt", "Nieuw"), ("overbodig", "Nieuw")]


def test_a_text_that_looks_like_a_known_one_is_not_guessed(tree: Path):
    (tree / "qrc/words.py").write_text(CODE.replace("Dag %", "Daag %"), encoding="utf-8")
    catalogues.renew(tree)

    assert faults(tree) == [("niet vertaald", "Daag %(name)s")]


def test_a_translation_that_somebody_doubted_is_uncertain(tree: Path):
    catalogue = catalogues.read(tree)
    catalogue.get("Dag %(name)s").flags.add("fuzzy")
    write(tree, catalogue)

    assert faults(tree) == [("onzeker", "Dag %(name)s")]


@pytest.mark.parametrize(
    ("text", "english", "kind"),
    [
        ("Dag %(name)s", "", "niet vertaald"),
        (("%(n)s bron", "%(n)s bronnen"), ("%(n)s source", ""), "niet vertaald"),
        ("Dag %(name)s", "Hello %(naam)s", "andere invulplaatsen of tags"),
        ("Dag %(name)s", "Hello", "andere invulplaatsen of tags"),
        (("%(n)s bron", "%(n)s bronnen"), ("one source", "%(n)s sources"),
         "andere invulplaatsen of tags"),
        ("Dit is van <b>%(name)s</b>.", "This belongs to <i>%(name)s</i>.",
         "andere invulplaatsen of tags"),
        ("Dit is van <b>%(name)s</b>.", "This belongs to <b>%(name)s.",
         "andere invulplaatsen of tags"),
    ],
)  # fmt: skip
def test_a_wrong_translation_is_named(tree: Path, text, english, kind):
    catalogue = catalogues.read(tree)
    catalogue.get(text).string = english
    write(tree, catalogue)

    assert faults(tree) == [(kind, text if isinstance(text, str) else text[0])]


@pytest.mark.parametrize(
    ("dutch", "english", "is_right"),
    [
        ("{n} keer", "{n} times", True),
        ("{n} keer", "{m} times", False),
        ("%s van %s", "%s", False),
        ("100 %% zeker", "100 % certain", False),
        ("50 % van alles", "50 % of everything", True),
        ("a &amp; b", "a & b", False),
    ],
)
def test_every_kind_of_placeholder_is_kept(tree: Path, dutch, english, is_right):
    say(tree, f"X = _({dutch!r})")
    catalogues.renew(tree)
    catalogue = catalogues.read(tree)
    catalogue.get(dutch).string = english
    catalogue.get(dutch).flags.clear()
    write(tree, catalogue)

    assert (faults(tree) == []) is is_right


@pytest.mark.parametrize("spoil", [Path.unlink, lambda mo: mo.write_bytes(mo.read_bytes()[:-9])])
def test_a_stale_compiled_file_is_a_fault(tree: Path, spoil: Callable[[Path], object]):
    spoil(catalogues.mo_path(tree))

    assert faults(tree) == [("django.mo hoort niet bij django.po: draai `make messages`", "")]


def test_check_fails_by_name_and_writes_nothing(tree: Path, settings):
    settings.ROOT = tree
    say(tree, 'NEW = _("Volstrekt anders")')
    before = {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()}

    with pytest.raises(CommandError, match="ontbreekt: „Volstrekt anders”") as failure:
        call_command("translations", check=True)

    assert failure.value.returncode == 1
    assert {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()} == before


def test_command_writes_what_is_new_and_says_what_is_left(tree: Path, settings, capsys):
    settings.ROOT = tree
    say(tree, 'NEW = _("Volstrekt anders")')

    call_command("translations")

    assert capsys.readouterr().out == "niet vertaald: „Volstrekt anders”\n"
    assert catalogues.read(tree).get("Volstrekt anders") is not None


# ── What people read ────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize(("cookie", "title"), [("en", "Sign in"), ("nl", "Aanmelden")])
def test_visitor_is_answered_in_the_language_he_chose(client: Client, cookie, title):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie

    page = client.get("/account/login/").content.decode()

    assert f"<title>{title} · VlaVirGem</title>" in page
    assert f'<html lang="{cookie}"' in page


@pytest.mark.django_db
def test_what_editors_wrote_says_that_it_is_dutch(client: Client):
    """A screen reader reads each part in its own language (WCAG 3.1.2)."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get("/").content.decode()

    assert '<html lang="en"' in page
    assert re.search(r'<h1 lang="nl">\w+', page)
    assert ">Create account<" in page


def test_warning_says_in_which_language_its_source_wrote(client_of, alice: User):
    english = make.advisory(
        title="Gate opens", summary="No password", action="Patch", language="en"
    )

    page = client_of(alice).get(f"/qrc/waarschuwingen/{english.pk}/").content.decode()

    assert '<html lang="nl"' in page
    assert '<h1 lang="en">Gate opens</h1>' in page
    assert '<div class="stack-s" lang="en"><p>Patch</p></div>' in page
    assert '<p lang="en">No password</p>' in page


def test_source_says_its_kind_in_words(client_of, qrc_editor: User):
    client = client_of(qrc_editor)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    page = client.get(f"/qrc/bronnen/{make.source(kind='rss').pk}/").content.decode()

    assert "<dt>Kind</dt><dd>RSS or Atom</dd>" in page


def test_member_is_answered_in_the_language_of_his_account(client_of, alice: User):
    alice.language = "en"
    alice.save()

    page = client_of(alice).get("/overzicht/", HTTP_ACCEPT_LANGUAGE="nl").content.decode()

    assert "My overview" in page
    assert "Mijn overzicht" not in page


@pytest.mark.django_db(transaction=True)
def test_english_reader_gets_english_mail_and_sms():
    reader = make.subscriber("reader@gent.example", "+32470111222", words=["PoortWacht"])
    reader.language = "en"
    reader.save()
    make.subscriber("lezer@gent.example")

    raise_alert(revision_id=make.revision().pk)
    deliver("email"), deliver("sms")

    mail = letter_of(Delivery.objects.get(address__value="reader@gent.example"))
    assert mail.headers["Subject"].startswith("High: ")
    assert "You are receiving this because you asked for warnings about “PoortWacht”." in mail.text
    assert "View the warning" in mail.text
    assert 'lang="en"' in mail.html
    assert [word for word in ("New", "Nieuw") if word in mail.text + mail.html] == ["New"]
    sms = short_message_of(Delivery.objects.get(channel="sms"))
    assert sms.text.startswith("QRC: HIGH PoortWacht-VPN")
    dutch = letter_of(Delivery.objects.get(address__value="lezer@gent.example"))
    assert dutch.headers["Subject"].startswith("Hoog: ")
    assert "Bekijk de waarschuwing" in dutch.text
    assert [word for word in ("New", "Nieuw") if word in dutch.text] == ["Nieuw"]


@pytest.mark.django_db(transaction=True)
def test_choosing_english_turns_screens_mails_and_codes(client_of, alice: User):
    subscribe(subscriber=subscriber_of(user=alice))
    client = client_of(alice)

    profile = {"first_name": "Alice", "last_name": "Proef", "language": "en"}
    saved = client.post("/mijn-account/", profile, follow=True)
    pay_owed()
    client.post("/voorkeuren/gsm/", {"phone": "0470 12 34 56"})
    raise_alert(revision_id=make.revision().pk)
    deliver("email"), deliver("sms")

    assert "Your details have been saved." in saved.content.decode()
    mail = letter_of(Delivery.objects.get(channel="email"))
    assert "View the warning" in mail.text
    sms = short_message_of(Delivery.objects.get(channel="sms"))
    assert "your code is" in sms.text
    assert sms.segments == 1


@pytest.mark.django_db
def test_the_bell_says_what_kind_of_news_it_is():
    content = words_for(make.revision(make.advisory(action="Werk bij.")))

    assert content["web", "nl"].text == "Nieuw · Hoog · Werk bij."
    assert content["web", "en"].text == "New · High · Werk bij."


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "en"])
def test_words_of_an_sms_need_no_foreign_sign(language):
    """One typographic apostrophe in a translation would halve the room of every SMS."""
    advisory = make.advisory(tlp="AMBER")
    revision = make.revision(advisory)
    context = {"advisory": advisory, "revision": revision, "open": False}
    texts = []
    with translation.override(language):
        texts.append(
            render_to_string("community/messaging/confirm_phone.sms.txt", {"code": "123456"})
        )
        for advisory.severity, revision.kind in product(Severity.values, RevisionKind.values):
            texts.append(render_to_string("qrc/alerts/alert.sms.txt", context))

    assert [text for text in texts if not is_gsm7(text.strip())] == []
    # The code, five severities new and five escalated, changed, withdrawn.
    assert len(set(texts)) == 13
