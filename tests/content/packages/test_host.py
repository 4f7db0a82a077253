"""The host of packages: only files behind a signed path, and nothing of the house."""

from __future__ import annotations

import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from vlavirgem import environment

from content.packages import links
from content.packages.host import is_package_host
from tests.factories.packages import FILES_12, LESSON_12, package

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost:8000"}
SITE = {"host": "127.0.0.1:8000"}


@pytest.fixture(autouse=True)
def two_names(settings):
    settings.SITE_URL, settings.PACKAGE_ORIGIN = "http://127.0.0.1:8000", "http://localhost:8000"


@pytest.fixture
def made(db):
    more = {
        "film.mp4": bytes(range(256)) * 8, "oud.php": "<?php echo 1;", ".htaccess": "Deny from all",
        "Foto.PNG": b"\x89PNG", "les/tekening.svg": "<svg/>", "leeg.txt": "",
    }  # fmt: skip
    return package(files=FILES_12 | more)


def path_of(made, inside: str) -> str:
    token = links.sign(links.Path(made.uuid, made.current.number, 7))
    return f"/pakket/{token}/inhoud/{inside}"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_behind_its_path(client, made):
    found = client.get(path_of(made, "les/index.html"), headers=HOST)

    assert (found.status_code, found["Content-Type"]) == (200, "text/html")
    assert body(found).decode() == LESSON_12
    policy = dict(each.split(" ", 1) for each in found["Content-Security-Policy"].split("; "))
    assert policy["frame-ancestors"] == "'self' http://127.0.0.1:8000"
    assert policy["connect-src"] == "'self' data: blob:"
    assert policy["sandbox"] == "allow-scripts allow-same-origin allow-forms"
    assert policy["default-src"] == "'none'"
    assert {
        name: found[name] for name in ("X-Content-Type-Options", "Referrer-Policy",
                                       "Cross-Origin-Resource-Policy", "Cache-Control")
    } == {
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "private, max-age=3600",
    }  # fmt: skip
    assert not found.cookies
    assert "Vary" not in found


@pytest.mark.parametrize(
    ("inside", "kind", "is_download"),
    [
        ("oud.php", "application/octet-stream", True),
        (".htaccess", "application/octet-stream", True),
        ("les/tekening.svg", "image/svg+xml", False),
        # Authors on Windows don't see the difference.
        ("foto.png", "image/png", False),
        ("LES/API.js", "text/javascript", False),
    ],
)
def test_what_kind_it_is_sent_as(inside, kind, is_download, client, made):
    found = client.get(path_of(made, inside), headers=HOST)

    assert (found.status_code, found["Content-Type"]) == (200, kind)
    assert found.get("Content-Disposition") == ("attachment" if is_download else None)


@pytest.mark.parametrize(
    "inside",
    ["", "weg.html", "les", "../1/les/index.html", "les/../les/index.html", "/etc/passwd", "..",
     "%2e%2e/1/les/index.html", "les\\index.html", "les/index.html/", "les//index.html"],
)  # fmt: skip
def test_what_is_not_there(inside, client, made):
    assert client.get(path_of(made, inside), headers=HOST).status_code == 404


@pytest.mark.parametrize("asked", ["bytes=0-9", "bytes=100-", "bytes=-16", "bytes=2000-9999"])
def test_a_part_of_a_film(asked, client, made):
    whole = bytes(range(256)) * 8
    first, _dash, last = asked.removeprefix("bytes=").partition("-")
    part = whole[-int(last) :] if not first else whole[int(first) : int(last) + 1 if last else None]
    found = client.get(path_of(made, "film.mp4"), headers=HOST | {"range": asked})

    assert (found.status_code, body(found)) == (206, part)
    start = whole.rindex(part) if not first else int(first)
    assert found["Content-Range"] == f"bytes {start}-{start + len(part) - 1}/2048"
    assert found["Content-Length"] == str(len(part))


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=2048-", 416), ("bytes=-0", 416), ("bytes=9-3", 200), ("bytes=0-1,5-6", 200),
     ("items=0-1", 200), ("bytes=-", 200)],
)  # fmt: skip
def test_a_part_that_cannot_be_had(asked, status, client, made):
    found = client.get(path_of(made, "film.mp4"), headers=HOST | {"range": asked})
    assert found.status_code == status
    if status == 416:
        assert found["Content-Range"] == "bytes */2048"


def test_head_an_empty_file_and_what_one_has_already(client, made):
    film = path_of(made, "film.mp4")
    head = client.head(film, headers=HOST)
    assert (head.status_code, head["Content-Length"], body(head)) == (200, "2048", b"")
    again = client.get(film, headers=HOST | {"if-none-match": head["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = client.get(film, headers=HOST | {"range": "bytes=0-9", "if-range": '"ander"'})
    assert changed.status_code == 200
    empty = client.get(path_of(made, "leeg.txt"), headers=HOST)
    assert (empty.status_code, body(empty), empty["Content-Length"]) == (200, b"", "0")


def test_a_path_that_is_forged_old_or_of_another_package(client, made):
    good = path_of(made, "les/index.html")
    token = good.split("/")[2]
    assert links.read(token) == links.Path(made.uuid, 1, 7)
    bent = good.replace(token, token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert client.get(bent, headers=HOST).status_code == 404
    assert client.get("/pakket/x/inhoud/les/index.html", headers=HOST).status_code == 404
    other = links.sign(links.Path(uuid.uuid4(), 1, 7))
    assert client.get(f"/pakket/{other}/inhoud/les/index.html", headers=HOST).status_code == 404
    later = timezone.now() + timezone.timedelta(seconds=links.LIFETIME + 1)
    with time_machine.travel(later):
        assert client.get(good, headers=HOST).status_code == 404
    with time_machine.travel(later - timezone.timedelta(seconds=60)):
        assert client.get(good, headers=HOST).status_code == 200


def test_links_out_of_the_folder_lead_nowhere(client, made, packages_root, tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    (packages_root / str(made.uuid) / "1" / "les" / "weg.txt").symlink_to(secret)

    assert client.get(path_of(made, "les/weg.txt"), headers=HOST).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/", "/overzicht/", "/account/login/", "/health/live", "/health/ready", "/metrics", "/cms/",
     "/api/v1/openapi.json", "/static/css/house.css", "/media/images/x.png", "/ws/bell/",
     "/leren/pakketten/"],
)  # fmt: skip
def test_nothing_of_the_house_answers_there(path, alice, client_of):
    client = client_of(alice)
    found = client.get(path, headers=HOST)

    assert (found.status_code, found.content) == (404, b"Hier staat niets.")
    assert (found.has_header("Set-Cookie"), dict(found.cookies)) == (False, {})
    assert client.post(path, headers=HOST).status_code == 405
    assert client.options(path, headers=HOST).status_code == 405


def test_who_types_the_name_by_mistake_is_brought_to_the_site(client):
    found = client.get("/overzicht/?a=1", headers=HOST | {"sec-fetch-dest": "document"})
    assert (found.status_code, found["Location"]) == (302, "http://127.0.0.1:8000/overzicht/?a=1")


def test_a_service_worker_is_refused(client, made):
    found = client.get(path_of(made, "les/api.js"), headers=HOST | {"service-worker": "script"})
    assert found.status_code == 404


def test_no_package_is_served_on_the_host_of_the_site(client, made, alice, client_of):
    for each in (client, client_of(alice)):
        for inside in ("les/index.html", "les/api.js"):
            assert each.get(path_of(made, inside), headers=SITE).status_code == 404


def test_the_bridge_and_its_scripts_stand_there(client, made):
    base = path_of(made, "").replace("inhoud/", "brug/")
    page = client.get(base, headers=HOST)
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    assert 'data-site="http://127.0.0.1:8000"' in page.content.decode()
    for name in ("cmi.js", "bridge.js"):
        assert client.get(base + name, headers=HOST).status_code == 200
    assert client.get(base + "host.py", headers=HOST).status_code == 404
    assert client.get(base + "../host.py", headers=HOST).status_code == 404


@pytest.mark.parametrize(
    ("host", "expected"),
    [("localhost:8000", True), ("LOCALHOST", True), ("localhost:9", True), ("127.0.0.1:8000", False),
     ("localhost.evil.example", False), ("", False), ("[::1", False)],
)  # fmt: skip
def test_which_host_it_is(host, expected):
    assert is_package_host(host) is expected


def test_without_an_origin_no_host_is_that_of_packages(settings):
    settings.PACKAGE_ORIGIN = ""
    assert (is_package_host(""), is_package_host("localhost")) == (False, False)
    assert links.base_address(links.Path(uuid.uuid4(), 1, 1)) == ""
    assert Client().get("/health/live", headers=HOST).status_code == 200


@pytest.mark.parametrize(
    ("given", "site", "expected"),
    [
        ("", "http://127.0.0.1:8000", "http://localhost:8000"),
        ("", "http://localhost:8100", "http://127.0.0.1:8100"),
        ("", "http://[::1]:8000", "http://localhost:8000"),
        ("", "https://www.vlavirgem.example", ""),
        (
            "https://pakketten.example/",
            "https://www.vlavirgem.example",
            "https://pakketten.example",
        ),
    ],
)
def test_where_packages_are_by_default(given, site, expected, monkeypatch):
    monkeypatch.setenv("PACKAGE_ORIGIN", given)
    assert environment.package_origin(site) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("https://www.vlavirgem.example", "andere hostnaam"),
        # Cookies ignore ports.
        ("https://www.vlavirgem.example:8443", "andere hostnaam"),
        ("pakketten.example", "de vorm"),
        ("https://pakketten.example/map", "de vorm"),
    ],
)
def test_an_origin_that_would_not_keep_them_apart_stops_the_site(given, words, monkeypatch):
    monkeypatch.setenv("PACKAGE_ORIGIN", given)
    with pytest.raises(SystemExit, match=words):
        environment.package_origin("https://www.vlavirgem.example")
