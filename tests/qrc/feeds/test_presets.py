"""The ready-made sources: a fact table of ours, laid after every migrate."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import call_command

from qrc.feeds.forms import SourceForm
from qrc.feeds.kinds import kind_named
from qrc.feeds.models import Source
from qrc.feeds.presets import load_presets, presets
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
NVD_NOTICE = "This product uses data from the NVD API but is not endorsed or certified by the NVD."


def test_every_one_is_there_and_off():
    rows = Source.objects.exclude(preset="")

    assert len(presets()) >= 22
    assert sorted(rows.values_list("preset", flat=True)) == sorted(presets())
    assert set(rows.values_list("enabled", "last_polled_at")) == {(False, None)}
    assert Source.objects.taken().count() == Source.objects.polled().count() == 0


def test_every_one_would_pass_the_form_and_says_its_licence():
    for source in Source.objects.exclude(preset=""):
        form = SourceForm(
            {name: getattr(source, name) for name in SourceForm.Meta.fields}, instance=source
        )
        assert form.errors == {}, source.name
        assert kind_named(source.kind).name == source.kind
        assert source.url.startswith("https://")
        assert all((source.publisher, source.licence, source.website)), source.name


def test_nvd_bears_its_notice_word_for_word():
    assert Source.objects.get(preset="nvd").notice == NVD_NOTICE


def test_loading_again_never_undoes_what_an_editor_did():
    Source.objects.filter(preset="cisa-kev").update(name="Van ons", url="https://x.example/kev")
    Source.objects.filter(preset="nvd").update(enabled=True, interval_minutes=777)
    before = list(Source.objects.order_by("pk").values())

    assert load_presets() == 0
    assert list(Source.objects.order_by("pk").values()) == before


def test_one_that_is_absent_comes_back_unless_its_name_or_address_is_taken():
    Source.objects.filter(preset__in=("cisa-kev", "nvd", "epss")).delete()
    make.source(name="NVD")
    make.source(url="https://epss.empiricalsecurity.com/epss_scores-current.csv.gz", kind="epss")

    assert load_presets() == 1
    assert list(Source.objects.filter(preset="cisa-kev").values_list("enabled")) == [(False,)]


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("qrc_source", *args, stdout=out)
    return out.getvalue()


def test_adding_by_the_name_of_an_unused_one_fills_it_in():
    run("add", "--name", "CISA KEV", "--url", "https://cert.example/kev.json", "--kind", "kev")

    mine = Source.objects.get(name="CISA KEV")
    assert (mine.url, mine.preset, mine.enabled) == (
        "https://cert.example/kev.json", "cisa-kev", True,
    )  # fmt: skip
    assert load_presets() == 0


def test_adding_badly_by_such_a_name_leaves_the_offer():
    with pytest.raises(Exception, match="interval"):
        run(
            "add",
            "--name",
            "NVD",
            "--url",
            "https://x.example/",
            "--kind",
            "nvd",
            "--interval",
            "0",
        )

    assert Source.objects.get(name="NVD").is_unused


def test_list_names_unused_ones_only_when_asked():
    run("enable", "NVD")

    assert [row["name"] for row in json.loads(run("list", "--json"))] == ["NVD"]
    assert len(json.loads(run("list", "--json", "--all"))) == len(presets())


def test_list_on_screen_is_calm_about_them(qrc_editor, client_of):
    client = client_of(qrc_editor)
    Source.objects.filter(preset="nvd").update(enabled=True)
    response = client.get("/qrc/bronnen/")
    html = response.content.decode()

    assert [each.name for each in response.context["page"]] == ["NVD"]
    assert f"{len(presets())} kant-en-klare bronnen, 1 aan." in html
    assert "Alle 1 bronnen zijn gezond." in html
    ready = client.get("/qrc/bronnen/?state=klaar&kind=csaf").context["page"]
    assert {(each.kind, each.is_unused) for each in ready} == {("csaf", True)}
    assert len(ready.object_list) == 3


def test_one_is_switched_on_from_its_page(qrc_editor, client_of):
    source = Source.objects.get(preset="cert-eu-advisories")
    client = client_of(qrc_editor)
    html = client.get(f"/qrc/bronnen/{source.pk}/").content.decode()
    client.post(f"/qrc/bronnen/{source.pk}/schakelen/")

    assert "Deze bron is kant-en-klaar en staat nog uit." in html
    assert "Proefhalen" in html
    assert list(Source.objects.polled()) == [source]
