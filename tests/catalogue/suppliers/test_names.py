from __future__ import annotations

import pytest

from catalogue.suppliers.names import cpe_pair, pair_of, purl_key


@pytest.mark.parametrize(
    ("purl", "key"),
    [
        ("pkg:npm/%40angular/core@17.0.1?arch=x#lib", "pkg:npm/@angular/core"),
        ("pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1", "pkg:maven/org.apache.logging.log4j/log4j-core"),
        ("pkg:PyPI/Typing_Extensions@4.1", "pkg:pypi/typing-extensions"),
        ("pkg:generic/openssl", "pkg:generic/openssl"),
        ("pkg:npm/", ""),
        ("pkg:npm", ""),
        ("https://example.org/x", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_purl_key_leaves_out_what_changes(purl, key):
    assert purl_key(purl) == key


@pytest.mark.parametrize(
    ("cpe", "pair"),
    [
        ("cpe:2.3:a:microsoft:exchange_server:2019:*:*:*:*:*:*:*", ("microsoft", "exchange server")),
        (r"cpe:2.3:a:acme\:labs:acme\:labs_tool:1:*:*:*:*:*:*:*", ("acme labs", "tool")),
        ("cpe:/a:fortinet:fortios:7.2", ("fortinet", "fortios")),
        ("cpe:2.3:a", ("", "")),
        ("niets", ("", "")),
    ],
)  # fmt: skip
def test_cpe_pair_is_that_of_the_same_names(cpe, pair):
    assert cpe_pair(cpe) == pair


def test_pair_of_leaves_out_legal_form_and_maker():
    assert pair_of("Fortinet, Inc.", "Fortinet FortiOS") == ("fortinet", "fortios")
