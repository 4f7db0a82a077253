"""What the desk wrote is what every outlet says; what it did not write stays the source's."""

from __future__ import annotations

import pytest

from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.desk.services import approve, edit
from qrc.feeds.enums import ReleasePolicy
from qrc.releases.models import Release
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
WRITTEN = "Geschreven aan het nazicht"


@pytest.fixture
def written(qrc_editor) -> Advisory:
    """A warning that the desk graded lower and gave a Dutch title."""
    source = make.source(release_policy=ReleasePolicy.REVIEW)
    advisory = make.advisory(source=source, title="Source title", severity="critical")
    revision = make.revision(advisory)
    raise_alert(revision_id=revision.pk)
    release = Release.objects.select_related("revision__advisory__source").get(revision=revision)
    release = edit(release=release, actor=qrc_editor, title=WRITTEN, severity="medium")
    approve(release=release, actor=qrc_editor, version=release.version)
    raise_alert(revision_id=revision.pk)
    return advisory


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/advisories",
        "/api/v1/advisories/{}",
        "/api/v1/advisories/{}/csaf",
        "/qrc/waarschuwingen/feed.atom",
        "/qrc/waarschuwingen/cap.atom",
        "/qrc/waarschuwingen/{}/cap.xml",
    ],
)
def test_every_outlet_says_what_the_desk_wrote(written, alice, client_of, address):
    said = client_of(alice).get(address.format(written.pk)).content.decode()
    assert (WRITTEN in said, "Source title" in said) == (True, False)


@pytest.mark.parametrize(("asked", "found"), [("medium", True), ("critical", False)])
def test_the_api_finds_it_by_the_severity_it_shows(written, alice, client_of, asked, found):
    rows = client_of(alice).get("/api/v1/advisories", {"severity": asked}).json()["items"]
    assert [(row["id"], row["severity"]) for row in rows] == [(written.pk, "medium")] * found


def test_a_newer_state_of_the_source_is_the_sources_own_again(written, alice, client_of):
    Advisory.objects.filter(pk=written.pk).update(number=2, title="Newer title")
    row = client_of(alice).get(f"/api/v1/advisories/{written.pk}").json()
    assert (row["title"], row["severity"]) == ("Newer title", "critical")
