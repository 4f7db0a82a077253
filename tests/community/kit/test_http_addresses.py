"""Where a request may go: addresses, names, lists, redirects and pins."""

from __future__ import annotations

import pytest

from community.kit.http import (
    BadAddress,
    ConnectionFailed,
    FetchError,
    ForbiddenAddress,
    fetch,
    parse_allowed,
    post,
)
from community.kit.http.addresses import check, is_public, is_reachable
from tests.community.kit.servers import always, header, redirect, reply, serve


class Names:
    """A name service whose answers change from one question to the next; the last one stays."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): given for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        given = self.answers.get(host)
        if given is None:
            raise OSError("no such name")
        return given.pop(0) if len(given) > 1 else given[0]


PRIVATE = [
    "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.254", "0.0.0.0", "0.1.2.3", "224.0.0.1",
    "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "192.88.99.1", "::", "::1", "fe80::1", "fe80::1%eth0",
    "fec0::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "::127.0.0.1", "::8.8.8.8", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    "168.63.129.16", "fd00:ec2::254", "100.100.100.200",
    "2002:7f00:1::", "2002:808:808::1", "2001::1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_address_that_is_not_public(address):
    assert not is_public(address)
    with pytest.raises(ForbiddenAddress):
        check("http://feed.example/", frozenset(), always(address))


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "100.128.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"],
)
def test_address_that_is_public(address):
    assert is_public(address)
    target = check("https://feed.example/a?b=c", frozenset(), always(address))
    assert (target.origin, target.path, target.addresses) == (
        ("https", "feed.example", 443), "/a?b=c", (address,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "reachable"),
    [
        ("127.0.0.1", True), ("::1", True), ("10.1.2.3", True), ("100.64.0.1", True),
        ("fd12::1", True), ("8.8.8.8", True), ("169.254.169.254", False), ("fe80::1", False),
        ("0.0.0.0", False), ("::", False), ("224.0.0.1", False), ("255.255.255.255", False),
        ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("168.63.129.16", False),
        ("fd00:ec2::254", False), ("100.100.100.200", False), ("192.0.0.192", False),
        ("::ffff:169.254.169.254", False),
    ],
)  # fmt: skip
def test_listed_host_may_be_private_but_no_back_door(address, reachable):
    assert is_reachable(address) is reachable


def test_one_private_answer_among_public_ones_is_enough():
    with pytest.raises(ForbiddenAddress):
        check("http://feed.example/", frozenset(), always("8.8.8.8", "10.0.0.1"))


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0x7f000001", "[::1]",
     "[::ffff:127.0.0.1]", "[0:0:0:0:0:ffff:7f00:1]", "localhost", "LOCALHOST.", "１２７.0.0.1"],
)  # fmt: skip
def test_loopback_in_every_spelling(host):
    with serve(reply(b"secret")) as server, pytest.raises(ForbiddenAddress) as caught:
        fetch(f"http://{host}:{server.port}/")
    assert server.heads == []
    assert caught.value.code == "forbidden"
    assert "niet openbaar" in str(caught.value)
    assert caught.value.message == str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://feed.example/", "gopher://feed.example/", "feed.example/rss",
        "http://", "http:///path", "", "http://feed.example:0/", "http://feed.example:99999/",
        "http://feed.example:x/", "http://[::1", "http://a b.example/", "http://a..example/",
        "http://exa%6dple/", "http://user@feed.example/", "http://user:secret@feed.example/",
        "http://@feed.example/", "http://feed.example\\@127.0.0.1/", "http://-a.example/",
        f"http://{'a' * 64}.example/", "http://\u2603\u0301..example/",
    ],
)  # fmt: skip
def test_url_that_is_refused_before_any_look_up(url):
    names = Names()
    with pytest.raises(BadAddress) as caught:
        fetch(url, resolve=names)
    assert (caught.value.code, names.asked) == ("address", [])


def test_name_is_looked_up_in_its_one_written_form():
    names = Names(**{"xn--gemente-uya.example": [["8.8.8.8"]]})
    check("http://GEMEËNTE.example./", frozenset(), names)
    assert names.asked == ["xn--gemente-uya.example"]


@pytest.mark.parametrize("answers", [Names(), always()])
def test_unknown_name(answers):
    with pytest.raises(ConnectionFailed, match=r"De naam feed\.example is niet te vinden"):
        fetch("http://feed.example/", resolve=answers)


def test_parse_allowed():
    assert parse_allowed(" Feed.Example:8080, 127.0.0.1:9 ,,[::1]:7\nintern") == frozenset(
        {"feed.example:8080", "127.0.0.1:9", "[::1]:7", "intern"}
    )
    assert parse_allowed("") == frozenset()


def test_listed_port_opens_only_that_port():
    with serve(reply(b"feed")) as ours, serve(reply(b"database")) as other:
        assert fetch(ours.url, allowed_private=ours.allowed).body == b"feed"
        with pytest.raises(ForbiddenAddress):
            fetch(other.url, allowed_private=ours.allowed)
    assert other.heads == []


def test_listed_host_opens_every_port():
    with serve(reply(b"feed")) as server:
        assert fetch(server.url, allowed_private=frozenset({"127.0.0.1"})).body == b"feed"


def test_listed_name_does_not_list_its_address():
    names = Names(intern_example=[["127.0.0.1"]])
    with serve(reply(b"feed")) as server:
        allowed = frozenset({f"intern.example:{server.port}"})
        url = f"http://intern.example:{server.port}/"
        assert fetch(url, allowed_private=allowed, resolve=names).body == b"feed"
        with pytest.raises(ForbiddenAddress):
            fetch(server.url, allowed_private=allowed)
    assert header(server.heads[0], "host") == f"intern.example:{server.port}"


def test_listed_ipv6_literal():
    with serve(reply(b"six"), host="::1") as server:
        assert fetch(server.url, allowed_private=server.allowed).body == b"six"
    assert header(server.heads[0], "host") == f"[::1]:{server.port}"


def test_dead_address_is_followed_by_the_next():
    names = Names(twee_example=[["127.0.0.2", "127.0.0.1"]])
    with serve(reply(b"second")) as server:
        allowed = frozenset({"twee.example"})
        url = f"http://twee.example:{server.port}/"
        assert fetch(url, allowed_private=allowed, resolve=names).body == b"second"


def test_socket_goes_to_the_address_that_was_judged():
    """The name moves to another machine right after the look-up: nobody looks again."""
    names = Names(feed_example=[["127.0.0.1"], ["127.0.0.2"]])
    with serve(reply(b"judged")) as server:
        url = f"http://feed.example:{server.port}/"
        got = fetch(url, allowed_private=frozenset({"feed.example"}), resolve=names)
    assert (got.body, names.asked) == (b"judged", ["feed.example"])


def test_name_that_rebinds_between_hops_is_judged_anew():
    names = Names(feed_example=[["127.0.0.1"], ["169.254.169.254"]])
    allowed = frozenset({"feed.example"})
    with serve(redirect("/next")) as server, pytest.raises(ForbiddenAddress):
        fetch(f"http://feed.example:{server.port}/", allowed_private=allowed, resolve=names)
    assert names.asked == ["feed.example", "feed.example"]
    assert len(server.heads) == 1


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 T", "308 P"])
def test_redirect_to_private_address(status):
    with (
        serve(reply(b"secret")) as inner,
        serve(redirect(inner.url, status)) as outer,
        pytest.raises(ForbiddenAddress),
    ):
        fetch(outer.url, allowed_private=outer.allowed)
    assert inner.heads == []


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "//user@127.0.0.1/",
     "http://[broken/", "http://127.0.0.1:0/"],
)  # fmt: skip
def test_redirect_to_what_is_no_web_address(location):
    with serve(redirect(location)) as server, pytest.raises(BadAddress):
        fetch(server.url, allowed_private=frozenset({"127.0.0.1"}))


def test_proxies_of_the_environment_are_ignored(monkeypatch):
    with serve(reply(b"proxy")) as proxy, serve(reply(b"direct")) as server:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert fetch(server.url, allowed_private=server.allowed).body == b"direct"
    assert proxy.heads == []


def test_post_to_private_address():
    with serve(reply(b"")) as server, pytest.raises(FetchError) as caught:
        post(server.url, b"{}")
    assert (caught.value.code, server.heads) == ("forbidden", [])
