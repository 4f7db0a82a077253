"""A certificate read back from its file, a badge held against the letter of Open Badges 3.0."""

from __future__ import annotations

import io
import json
import re
import threading
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import jwt
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from pypdf import PdfReader

from community.activity.models import Activity
from community.credentials.badges import identity_hash
from community.credentials.models import SigningKey
from community.credentials.services import rotate_key
from content.learning.models import Badge, Certificate, CourseSkill, Enrolment
from content.learning.plates import plate
from content.learning.services import (
    issue_badge,
    issue_certificate,
    revoke_certificate,
)
from content.learning.services.certificates import NotPassed
from tests.factories import learning as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def passed(bob, gent) -> Enrolment:
    course = make.course("Phishing herkennen & melden")
    CourseSkill.objects.create(
        page=course, name="Informatiebeveiliging", framework="e-CF", code="D.1",
        url="https://ecfexplorer.example/D.1",
    )  # fmt: skip
    return make.enrolment(bob, course, gent, progress=1.0, completed_at=timezone.now())


@pytest.fixture
def certificate(passed) -> Certificate:
    return issue_certificate(
        enrolment=passed, name="Bob #let x = $ *Proef*", shows_name=False, shows_organisation=False
    )


def test_none_before_it_is_passed_and_one_for_ever_after(bob, gent):
    enrolment = make.enrolment(bob, make.course(), gent)
    about = {"enrolment": enrolment, "name": "Bob", "shows_name": True, "shows_organisation": True}
    with pytest.raises(NotPassed):
        issue_certificate(**about)
    Enrolment.objects.update(completed_at=timezone.now())
    assert issue_certificate(**about) == issue_certificate(**about)
    assert Activity.objects.filter(verb="content.certificate.made").count() == 1


def test_the_pdf_is_tagged_dutch_titled_and_says_pdf_ua(certificate, settings):
    read = PdfReader(io.BytesIO(plate(certificate)))
    root = read.trailer["/Root"]
    xmp = read.xmp_metadata.stream.get_data().decode()
    words = read.pages[0].extract_text()

    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert read.metadata.title == "Getuigschrift Phishing herkennen & melden"
    assert re.search(r"<pdfuaid:part>(\d)</pdfuaid:part>", xmp)[1] == "1"
    said = (
        "Getuigschrift", "Bob #let x = $ *Proef*", "Gent", "Phishing herkennen & melden",
        certificate.code, f"{settings.SITE_URL}/getuigschrift/{certificate.pk}/",
    )  # fmt: skip
    assert [each for each in said if each not in words.replace("\n", "")] == []


def test_the_picture_in_the_pdf_has_words_in_its_place(certificate):
    read = PdfReader(io.BytesIO(plate(certificate)))
    told = [
        each["/Alt"] for each in (object_.get_object() for object_ in _objects(read))
        if isinstance(each, dict) and "/Alt" in each
    ]  # fmt: skip

    assert "QR-code naar de pagina waar u dit getuigschrift nakijkt" in told


def _objects(read: PdfReader):
    from pypdf.generic import IndirectObject

    return [IndirectObject(number, 0, read) for number in range(1, read.trailer["/Size"])]


def verified(token: str, client) -> tuple[dict, dict]:
    """Header and claims, the signature checked with the key that the site publishes."""
    head = jwt.get_unverified_header(token)
    keys = jwt.PyJWKSet.from_dict(client.get("/badges/sleutels.json").json())
    key = next(each for each in keys.keys if each.key_id == head["kid"])
    return head, jwt.decode(token, key.key, algorithms=["RS256"])


def test_a_badge_has_all_that_open_badges_ask_and_a_true_signature(
    certificate, bob, client, settings
):
    badge = issue_badge(certificate=certificate)
    response = client.get(f"/badges/uitreiking/{badge.pk}.jwt")
    head, found = verified(response.content.decode(), client)
    site, course = settings.SITE_URL, certificate.enrolment.course

    assert response["Content-Type"].startswith("text/plain")
    assert head == {"alg": "RS256", "typ": "JWT", "kid": badge.kid}
    assert found["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert found["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert found["id"] == f"{site}/badges/uitreiking/{badge.pk}.jwt"
    assert found["name"] == "Phishing herkennen & melden"
    issuer = found["issuer"]
    assert (issuer["id"], issuer["type"]) == (f"{site}/badges/uitgever.json", ["Profile"])
    assert set(issuer) == {"id", "type", "name", "url", "email", "image"}
    since = datetime.strptime(found["validFrom"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert abs((since - badge.issued_at).total_seconds()) < 1
    subject = found["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    (identity,) = subject["identifier"]
    assert identity == {
        "type": "IdentityObject", "hashed": True, "identityType": "emailAddress",
        "salt": identity["salt"], "identityHash": identity_hash(bob.email, identity["salt"]),
    }  # fmt: skip
    assert (len(identity["salt"]), identity["identityHash"][:7]) == (32, "sha256$")
    achievement = subject["achievement"]
    assert achievement["id"] == f"{site}/badges/prestatie/{course.translation_key}.json"
    assert {"id", "type", "name", "description", "criteria", "achievementType"} <= set(achievement)
    assert achievement["criteria"]["narrative"]
    assert achievement["alignment"] == [
        {"type": ["Alignment"], "targetName": "Informatiebeveiliging",
         "targetUrl": "https://ecfexplorer.example/D.1", "targetFramework": "e-CF",
         "targetCode": "D.1"}
    ]  # fmt: skip
    assert found["credentialStatus"]["type"] == "1EdTechRevocationList"
    assert found["credentialSchema"][0]["type"] == "1EdTechJsonSchemaValidator2019"
    claims = {name: found[name] for name in ("iss", "sub", "jti", "nbf")}
    assert claims == {
        "iss": issuer["id"], "sub": subject["id"], "jti": found["id"],
        "nbf": int(since.timestamp()),
    }  # fmt: skip
    assert bob.email not in json.dumps(found)


def test_the_pages_behind_a_badge_say_what_stands_in_it(certificate, client):
    badge = issue_badge(certificate=certificate)
    _head, found = verified(badge.token, client)
    paths = ("/badges/uitgever.json", found["credentialSubject"]["achievement"]["id"])
    pages = [client.get(urlsplit(path).path).json() for path in paths]
    contexts = [each.pop("@context") for each in pages]

    assert pages == [found["issuer"], found["credentialSubject"]["achievement"]]
    assert contexts == [found["@context"]] * 2


def test_a_forged_badge_does_not_verify(certificate, client):
    head, body, proof = issue_badge(certificate=certificate).token.split(".")
    forged = jwt.utils.base64url_encode(
        jwt.utils.base64url_decode(body).replace(b"Phishing", b"Pentests")
    ).decode()
    with pytest.raises(jwt.InvalidSignatureError):
        verified(f"{head}.{forged}.{proof}", client)


def test_no_badge_but_for_who_asks_and_only_one(certificate, bob, client_of):
    client = client_of(bob)
    client.get(f"/getuigschrift/{certificate.pk}/")
    assert Badge.objects.count() == 0
    for _ in range(2):
        client.post(f"/getuigschrift/{certificate.pk}/badge/")
    assert Badge.objects.count() == 1


def test_keys_are_sealed_renewed_and_old_badges_still_verify(certificate, client, bob, gent):
    old = issue_badge(certificate=certificate)
    call_command("badge_key", "renew", stdout=io.StringIO())
    other = make.enrolment(bob, make.course("Nog een"), gent, completed_at=timezone.now())
    new = issue_badge(
        certificate=issue_certificate(
            enrolment=other, name="Bob", shows_name=False, shows_organisation=False
        )
    )

    assert old.kid != new.kid
    assert [verified(each.token, client)[0]["kid"] for each in (old, new)] == [old.kid, new.kid]
    assert [each for each in SigningKey.objects.all() if "PRIVATE" in each.private] == []
    assert {name for key in client.get("/badges/sleutels.json").json()["keys"] for name in key} == {
        "kty", "use", "alg", "kid", "n", "e",
    }  # fmt: skip


def test_one_key_at_a_time():
    rotate_key()
    with pytest.raises(IntegrityError):
        SigningKey.objects.create(kid="tweede", private="x", public="y")


def test_revoked_is_revoked_everywhere(certificate, bob, editor, client, client_of):
    badge = issue_badge(certificate=certificate)
    revoke_certificate(certificate=certificate, reason="Fout in de cursus", by=editor)
    revoke_certificate(certificate=certificate, reason="Nog eens", by=editor)

    page = client.get(f"/getuigschrift/{certificate.pk}/").content.decode()
    assert ["ingetrokken" in page, "Fout in de cursus" in page, "is echt" in page] == [
        True,
        True,
        False,
    ]
    assert client.get(f"/badges/uitreiking/{badge.pk}.jwt").status_code == 410
    listed = client.get("/badges/ingetrokken.json").json()["revokedCredential"]
    assert [(UUID(each["id"][-40:-4]), each["revocationReason"]) for each in listed] == [
        (badge.pk, "Fout in de cursus")
    ]
    assert (
        client_of(bob).get(f"/getuigschrift/{certificate.pk}/getuigschrift.pdf").status_code == 404
    )
    assert Activity.objects.filter(verb="content.certificate.revoked").count() == 1


def test_the_public_page_tells_what_its_holder_agreed_to(certificate, bob, client, client_of):
    address = f"/getuigschrift/{certificate.pk}/"

    def told() -> list[bool]:
        html = client.get(address).content.decode()
        return ["Proef*" in html, "Gent" in html, "Phishing herkennen" in html, bob.email in html]

    assert told() == [False, False, True, False]
    client_of(bob).post(f"{address}tonen/", {"shows_name": "on"})
    assert told() == [True, False, True, False]
    client_of(bob).post(f"{address}tonen/", {"shows_organisation": "on"})
    assert told() == [False, True, True, False]
    assert client.get(address)["X-Robots-Tag"] == "noindex"


def test_a_certificate_is_of_its_holder_alone(certificate, alice, charlie, editor, client_of):
    """Alice administers his bestuur, Els may revoke: none of them downloads or changes it."""
    address = f"/getuigschrift/{certificate.pk}/"
    for user in (alice, charlie, editor):
        client = client_of(user)
        answers = [client.get(f"{address}getuigschrift.pdf"), client.post(f"{address}tonen/"),
                   client.post(f"{address}badge/")]  # fmt: skip
        assert [each.status_code for each in answers] == [404, 404, 404]
    assert client_of(alice).post(f"{address}intrekken/", {"reason": "x"}).status_code == 403
    assert client_of(alice).get(f"/getuigschrift/{uuid4()}/").status_code == 404


def test_a_reason_is_asked_before_revoking(certificate, editor, client_of):
    page = client_of(editor).post(f"/getuigschrift/{certificate.pk}/intrekken/", {"reason": ""})
    certificate.refresh_from_db()

    assert "Schrijf waarom" in page.content.decode()
    assert certificate.revoked_at is None


@pytest.mark.django_db(transaction=True)
def test_the_first_badges_at_once_share_one_key(bob, alice, gent):
    course = make.course()
    made = [
        issue_certificate(
            enrolment=make.enrolment(user, course, gent, completed_at=timezone.now()),
            name="Proef", shows_name=False, shows_organisation=False,
        )
        for user in (bob, alice)
    ]  # fmt: skip
    gate = threading.Barrier(4)

    def ask(certificate: Certificate) -> None:
        gate.wait()
        issue_badge(certificate=certificate)
        connection.close()

    hands = [threading.Thread(target=ask, args=(each,)) for each in made * 2]
    for each in hands:
        each.start()
    for each in hands:
        each.join()

    assert (Badge.objects.count(), SigningKey.objects.count()) == (2, 1)
