from __future__ import annotations

import pytest

from content.packages.enums import Standard
from content.packages.manifest import Item, read_manifest
from content.packages.refusal import PackageRefused
from tests.factories.packages import MANIFEST_12, MANIFEST_2004

NAMES = {"les/index.html", "index.html", "les/een twee.html", "a/b/index.html"}


def read(text: str):
    return read_manifest(text.encode(), NAMES)


def test_scorm_12():
    found = read(MANIFEST_12)

    assert (found.standard, found.edition, found.title, found.identifier) == (
        Standard.SCORM_12, "1.2", "Veilig mailen", "proef-12",
    )  # fmt: skip
    assert found.items == (
        Item("les", "De les", "les/index.html", "les/index.html?taal=nl", "sco", 60.0, None, "start"),
    )  # fmt: skip


def test_scorm_2004():
    found = read(MANIFEST_2004)

    assert (found.standard, found.edition, found.title) == (
        Standard.SCORM_2004, "2004 4th Edition", "Melden van datalekken",
    )  # fmt: skip
    assert found.items == (Item("deel", "Het deel", "index.html", "index.html", "sco", 0.7, 0.8),)


def test_third_edition_and_other_prefixes():
    text = (
        MANIFEST_2004.replace("2004 4th Edition", "2004 3rd Edition")
        .replace("<a:completionThreshold completedByMeasure=\"true\" minProgressMeasure=\"0.8\"/>",
                 "<a:completionThreshold>0.5</a:completionThreshold>")
        .replace("a:", "adlcp:").replace("xmlns:a=", "xmlns:adlcp=")
    )  # fmt: skip
    found = read(text)

    assert (found.edition, found.items[0].completion_threshold) == ("2004 3rd Edition", 0.5)
    assert found.items[0].kind == "sco"


@pytest.mark.parametrize(
    ("text", "standard"), [(MANIFEST_12, Standard.SCORM_12), (MANIFEST_2004, Standard.SCORM_2004)]
)
def test_namespaces_tell_where_the_version_is_missing(text, standard):
    start, _tag, rest = text.partition("<metadata>")
    assert read(start + rest.partition("</metadata>")[2]).standard == standard


def test_a_score_that_must_not_decide_does_not():
    text = MANIFEST_2004.replace('satisfiedByMeasure="true"', 'satisfiedByMeasure="false"')
    assert read(text).items[0].mastery is None


@pytest.mark.parametrize(
    ("href", "parameters", "launch"),
    [
        ("les/index.html", "?a=1", "les/index.html?a=1"),
        ("les/index.html?z=9", "?a=1", "les/index.html?z=9&a=1"),
        ("les/index.html", "#deel2", "les/index.html#deel2"),
        ("les/een%20twee.html", "", "les/een twee.html"),
        ("./index.html", "&b=2", "index.html?b=2"),
        ("les\\index.html", "", "les/index.html"),
    ],
)
def test_how_it_is_started(href, parameters, launch):
    text = MANIFEST_12.replace('adlcp:scormtype="sco" href="les/index.html"', f'adlcp:scormtype="sco" href="{href}"')  # fmt: skip
    text = text.replace('parameters="?taal=nl"', f'parameters="{parameters.replace("&", "&amp;")}"')
    assert read(text).items[0].launch == launch


def test_bases_are_put_before():
    text = MANIFEST_2004.replace("<resources>", '<resources xml:base="a/">').replace(
        '<resource identifier="r1"', '<resource xml:base="b/" identifier="r1"'
    )
    assert read(text).items[0].path == "a/b/index.html"


def test_the_default_organization_counts():
    text = MANIFEST_12.replace(
        '<organization identifier="org">',
        '<organization identifier="eerst"><title>Eerst</title><item identifier="x" identifierref="r1"/></organization><organization identifier="org">',
    )
    assert read(text).title == "Veilig mailen"
    assert read(text.replace('default="org"', 'default="weg"')).title == "Eerst"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t.replace("<manifest", "<!DOCTYPE manifest SYSTEM 'http://127.0.0.1:9/x'><manifest", 1), "DOCTYPE"),
        (lambda t: t.replace("<manifest", '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><manifest', 1).replace("De les", "&e;"), "DOCTYPE"),
        (lambda t: t.replace("<manifest", '<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><manifest', 1).replace("De les", "&b;"), "DOCTYPE"),
        (lambda t: t.replace("</manifest>", ""), "geen geldige XML"),
        (lambda t: t[:0] + "<lijst/>", "begint niet met"),
        (lambda t: t.replace("1.2", "9").replace("adlcp_rootv1p2", "iets"), "geen SCORM 1.2 of 2004"),
        (lambda t: t.replace("organization", "iets"), "geen inhoudstafel"),
        (lambda t: t.replace('identifierref="r1"', ""), "niets dat gestart"),
        (lambda t: t.replace('href="les/index.html">', 'href="weg.html">'), "niet in het pakket zit"),
        (lambda t: t.replace('href="les/index.html">', 'href="https://elders.example/les/index.html">'), "niet in het pakket zit"),
        (lambda t: t.replace('href="les/index.html">', 'href="../../les/index.html">'), "niet in het pakket zit"),
        (lambda t: t.replace('href="les/index.html">', 'href="javascript:alert(1)">'), "niet in het pakket zit"),
        (lambda t: t.replace("  </organization>", '<item identifier="les" identifierref="r1"/></organization>'), "hetzelfde kenmerk"),
    ],
)  # fmt: skip
def test_refused(change, words):
    with pytest.raises(PackageRefused, match=words):
        read(change(MANIFEST_12))


def test_empty_and_binary():
    for content in (b"", b"\0\1\2", "<manifest".encode("utf-16")):
        with pytest.raises(PackageRefused):
            read_manifest(content, NAMES)
