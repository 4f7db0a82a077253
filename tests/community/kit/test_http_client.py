"""What is sent and what comes back: headers, redirects, TLS, POST."""

from __future__ import annotations

import datetime as dt
import ipaddress
import socket
import ssl
import threading
import time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from community.kit.http import (
    BadAddress,
    ConnectionFailed,
    FetchError,
    Reply,
    TooManyRedirects,
    fetch,
    post,
)
from community.kit.http.client import certificates
from tests.community.kit.servers import Server, always, header, raw, redirect, reply, serve

HERE = frozenset({"127.0.0.1"})


def test_reply():
    with serve(reply(b"<rss/>", etag='W/"é"', Content_Type="text/xml")) as server:
        got = fetch(server.url + "feed?a=ë b", allowed_private=HERE)
    assert (got.status, got.body, got.redirects) == (200, b"<rss/>", ())
    assert got.url == server.url + "feed?a=ë b"
    assert dict(got.headers) == {
        "content-length": "6", "etag": 'W/"é"', "content-type": "text/xml",
    }  # fmt: skip
    assert 0 < got.elapsed < 5
    assert server.heads[0].split("\r\n")[0] == "GET /feed?a=%C3%AB%20b HTTP/1.1"


def test_headers_go_out_verbatim_and_replace_ours():
    given = {"If-None-Match": 'W/"é-1"', "user-agent": "VlaVirGem-QRC/1", "ACCEPT": "text/xml"}
    with serve(reply()) as server:
        fetch(server.url, allowed_private=HERE, headers=given)
    rows = server.heads[0].split("\r\n")[1:]
    assert sorted(rows) == sorted(
        [
            f"Host: {server.here}", "Accept-Encoding: gzip, deflate", "Connection: close",
            'If-None-Match: W/"é-1"', "user-agent: VlaVirGem-QRC/1", "ACCEPT: text/xml",
        ]
    )  # fmt: skip


def test_own_user_agent_by_default():
    with serve(reply()) as server:
        fetch(server.url, allowed_private=HERE)
    assert header(server.heads[0], "user-agent") == "VlaVirGem"


@pytest.mark.parametrize("status", ["304 Not Modified", "204 No Content"])
def test_answer_without_body_whatever_its_headers_promise(status):
    answer = reply(
        status=status, length=0 if status[0:3] == "204" else 40_000_000,
        content_encoding="gzip", etag='"b"',
    )  # fmt: skip
    with serve(answer) as server:
        got = fetch(server.url, allowed_private=HERE, headers={"If-None-Match": '"a"'})
    assert (got.status, got.body, got.headers["etag"]) == (int(status[:3]), b"", '"b"')


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_answer_that_is_bad_news_is_still_an_answer(status):
    with serve(reply(b"no", status=f"{status} No", retry_after="7")) as server:
        got = fetch(server.url, allowed_private=HERE)
    assert (got.status, got.body, got.headers["retry-after"]) == (status, b"no", "7")


def test_redirects_are_followed_and_told():
    with (
        serve(reply(b"feed")) as last,
        serve(redirect(last.url + "b", "308 P")) as middle,
        serve(redirect(middle.url + "a", "301 M")) as first,
    ):
        got = fetch(first.url, allowed_private=HERE)
    assert got.redirects == ((301, middle.url + "a"), (308, last.url + "b"))
    assert (got.url, got.body) == (last.url + "b", b"feed")


def test_relative_redirect_in_utf8():
    def answer(line: socket.socket, head: str) -> None:
        if head.startswith("GET /old/feed "):
            redirect("../nieuw/ë".encode().decode("latin-1"))(line, head)
        else:
            reply(b"feed")(line, head)

    with serve(answer) as server:
        got = fetch(server.url + "old/feed", allowed_private=HERE)
    assert (got.body, got.url) == (b"feed", server.url + "nieuw/ë")
    assert server.heads[1].startswith("GET /nieuw/%C3%AB ")


def test_redirect_without_location_is_an_answer():
    with serve(reply(b"where", status="302 Found")) as server:
        assert fetch(server.url, allowed_private=HERE).body == b"where"


def test_endless_redirect():
    with serve(redirect("/again")) as server, pytest.raises(TooManyRedirects) as caught:
        fetch(server.url, allowed_private=HERE, max_redirects=5)
    assert (caught.value.code, str(caught.value)) == (
        "redirects", "De server stuurt ons te vaak door.",
    )  # fmt: skip
    assert len(server.heads) == 6


def test_secret_headers_stay_with_the_host_they_were_meant_for():
    given = {
        "Authorization": "Bearer geheim", "Cookie": "a=b", "apiKey": "geheim",
        "If-None-Match": '"a"', "User-Agent": "us",
    }  # fmt: skip
    with serve(reply(b"feed")) as last:

        def answer(line: socket.socket, head: str) -> None:
            target = "/again" if head.startswith("GET / ") else last.url
            redirect(target)(line, head)

        with serve(answer) as first:
            fetch(first.url, allowed_private=HERE, headers=given)
    assert "geheim" in first.heads[1]
    assert "geheim" not in last.heads[0]
    assert header(last.heads[0], "cookie") is None
    assert header(last.heads[0], "if-none-match") == '"a"'
    assert header(last.heads[0], "user-agent") == "us"


def test_head_has_no_body():
    with serve(reply(length=40_000_000)) as server:
        got = fetch(server.url, allowed_private=HERE, method="HEAD")
    assert (got.status, got.body) == (200, b"")


def test_post():
    with serve(reply(b"thanks", status="202 Accepted")) as server:
        got = post(server.url, b'{"a": 1}', allowed_private=HERE, headers={"X-Sign": "s"})
    assert (got.status, got.body) == (202, b"thanks")
    assert server.heads[0].startswith("POST / HTTP/1.1")
    assert (header(server.heads[0], "x-sign"), server.bodies) == ("s", [b'{"a": 1}'])


def test_post_follows_no_redirect():
    with serve(reply(b"elsewhere")) as other, serve(redirect(other.url, "307 T")) as server:
        got = post(server.url, b"{}", allowed_private=HERE)
    assert (got.status, got.redirects, other.heads) == (307, (), [])


def test_answer_before_the_whole_request_was_heard():
    def answer(line: socket.socket, head: str) -> None:
        line.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")

    with serve(answer) as server:
        assert post(server.url, b"x" * 100_000, allowed_private=HERE).status == 413


@pytest.mark.parametrize(
    ("wire", "message"),
    [
        (b"", "verbrak|onvolledig"),
        (b"SSH-2.0-OpenSSH\r\n", "onvolledig of onleesbaar"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", "onvolledig of onleesbaar"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "onvolledig"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "onleesbaar"),
    ],
)
def test_answer_that_is_not_whole(wire, message):
    with serve(raw(wire)) as server, pytest.raises(ConnectionFailed, match=message) as caught:
        fetch(server.url, allowed_private=HERE)
    assert caught.value.code == "connection"


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(ConnectionFailed, match="De server weigert de verbinding"):
        fetch(f"http://127.0.0.1:{port}/", allowed_private=HERE)


def test_many_at_once_keep_their_own_answers():
    def echo(line: socket.socket, head: str) -> None:
        reply(head.split()[1].encode())(line, head)

    found: dict[int, bytes] = {}
    with serve(echo) as server:

        def ask(number: int) -> None:
            found[number] = fetch(f"{server.url}{number}", allowed_private=HERE).body

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == {n: b"/%d" % n for n in range(20)}


def test_a_request_is_cheap():
    """A hundred sources must be no burden; three milliseconds of processor each is the promise."""
    with serve(reply(b"x" * 20_000)) as server:
        fetch(server.url, allowed_private=HERE)
        start = time.thread_time()
        for _each in range(50):
            fetch(server.url, allowed_private=HERE)
        spent = time.thread_time() - start
    assert spent / 50 < 0.003


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """A TLS server's context for feed.example and 127.0.0.3, and the file that vouches for it."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feed.example")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("feed.example"), x509.IPAddress(ipaddress.ip_address("127.0.0.3"))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = folder / "cert.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, folder / "key.pem")
    return context, pem


@pytest.fixture
def trusted(authority, monkeypatch):
    """The server's context, its authority trusted the way an administrator does it."""
    context, pem = authority
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    certificates.cache_clear()
    yield context
    certificates.cache_clear()


def ask_tls(server: Server, host: str, address: str = "127.0.0.1") -> Reply:
    return fetch(
        f"https://{host}:{server.port}/",
        allowed_private=frozenset({host}),
        resolve=always(address),
    )


def test_tls_verifies_the_name_not_the_address(trusted):
    names: list[str | None] = []

    def note(line: ssl.SSLSocket, name: str | None, context: ssl.SSLContext) -> None:
        names.append(name)

    trusted.sni_callback = note
    with serve(reply(b"safe"), tls=trusted) as server:
        assert ask_tls(server, "feed.example").body == b"safe"
        with pytest.raises(ConnectionFailed, match="certificaat van de server klopt niet"):
            ask_tls(server, "other.example")
    assert names == ["feed.example", "other.example"]
    assert len(server.heads) == 1


def test_tls_to_an_address_in_digits(trusted):
    with serve(reply(b"safe"), tls=trusted, host="127.0.0.3") as server:
        assert ask_tls(server, "127.0.0.3", "127.0.0.3").body == b"safe"


def test_tls_of_an_unknown_authority(authority):
    certificates.cache_clear()
    fake = reply(b"fake")
    with serve(fake, tls=authority[0]) as server, pytest.raises(FetchError, match="certificaat"):
        ask_tls(server, "feed.example")
    assert server.heads == []


def test_tls_to_a_server_that_speaks_none():
    with serve(reply(b"plain")) as server, pytest.raises(FetchError, match="beveiligde verbinding"):
        ask_tls(server, "feed.example")


def test_redirect_from_tls_to_plain_is_refused(trusted):
    with (
        serve(reply(b"plain")) as plain,
        serve(redirect(plain.url), tls=trusted) as server,
        pytest.raises(BadAddress, match="onbeveiligd"),
    ):
        fetch(
            f"https://feed.example:{server.port}/",
            allowed_private=frozenset({"feed.example", "127.0.0.1"}),
            resolve=always("127.0.0.1"),
        )
    assert plain.heads == []


def test_redirect_from_plain_to_tls_is_followed(trusted):
    with serve(reply(b"safe"), tls=trusted) as safe:
        target = f"https://feed.example:{safe.port}/"
        with serve(redirect(target, "301 M")) as server:
            got = fetch(
                f"http://feed.example:{server.port}/",
                allowed_private=frozenset({"feed.example"}),
                resolve=always("127.0.0.1"),
            )
    assert (got.body, got.redirects) == (b"safe", ((301, target),))
