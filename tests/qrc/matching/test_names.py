from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.names import (
    MOST_PAIRS,
    is_broad,
    is_generic,
    pair_keys,
    plain_product,
    product_key,
    purl_key,
    purl_version,
    split_names,
    trailing_version,
    vendor_key,
    vendor_keys,
)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Fortinet, Inc.", ("fortinet",)),
        ("Palo Alto Networks", ("palo alto networks", "palo alto")),
        ("Hewlett Packard (HP)", ("hewlett packard hp", "hewlett packard", "hp")),
        ("Wibu-Systems AG", ("wibu systems", "wibu")),
        ("Zoë NV", ("zoe",)),
        ("D-Link and TRENDnet", ("d link and trendnet", "d link", "trendnet")),
        ("Software", ("software",)),
        ("", ()),
    ],
)
def test_vendor_keys(name, keys):
    assert vendor_keys(name) == keys


@pytest.mark.parametrize(
    ("name", "version", "bare"),
    [
        ("FortiOS 7.2", "7.2", "FortiOS"),
        ("Exchange Server 2019 CU14", "2019 CU14", "Exchange Server"),
        ("WinCC V7.4 SP1 Upd 3", "V7.4 SP1 Upd 3", "WinCC"),
        ("SIMATIC PCS 7 V8.1", "V8.1", "SIMATIC PCS 7"),
        ("SIMATIC NET PC Software V14", "V14", "SIMATIC NET PC"),
        ("Endpoint Manager (EPM)", "", "Endpoint Manager"),
        ("DIR-610 Devices", "", "DIR-610"),
        ("Software", "", "Software"),
        ("2019", "", "2019"),
        ("7-Zip", "", "7-Zip"),
        ("", "", ""),
    ],
)
def test_a_version_behind_a_name(name, version, bare):
    assert trailing_version(name) == version
    assert plain_product(name) == bare


@pytest.mark.parametrize(
    ("vendor", "product", "first", "others"),
    [
        ("Microsoft", "Microsoft Exchange Server 2019", ("microsoft", "exchange server 2019"),
         [("microsoft", "exchange server"), ("", "microsoft exchange server"),
          ("", "exchange server")]),
        ("Fortinet", "FortiOS 7.2", ("fortinet", "fortios 7 2"),
         [("fortinet", "fortios"), ("", "fortios")]),
        ("Cisco", "Adaptive Security Appliance (ASA) and Firepower Threat Defense (FTD)",
         ("cisco", "adaptive security appliance asa and firepower threat defense ftd"),
         [("cisco", "adaptive security appliance"), ("cisco", "firepower threat defense"),
          ("cisco", "asa"), ("cisco", "ftd")]),
        ("Atlassian", "Confluence Server/Data Center", ("atlassian", "confluence server data center"),
         [("atlassian", "confluence server")]),
        ("Veeam", "Backup & Replication", ("veeam", "backup replication"), []),
        ("Trend Micro", "Apex One, OfficeScan, and Worry-Free Business Security",
         ("trend micro", "apex one officescan and worry free business security"),
         [("trend micro", "apex one"), ("trend micro", "officescan"),
          ("trend micro", "worry free business security")]),
        ("Palo Alto Networks", "PAN-OS", ("palo alto networks", "pan os"),
         [("palo alto", "pan os")]),
        ("", "Nextcloud Hub", ("", "nextcloud hub"), []),
    ],
)  # fmt: skip
def test_pair_keys(vendor, product, first, others):
    found = pair_keys(vendor, product)

    assert found[0] == first
    assert [pair for pair in others if pair not in found] == []


def test_common_words_are_looked_up_with_their_maker_only():
    assert pair_keys("Microsoft", "Windows") == (
        ("microsoft", "windows"),
        ("", "microsoft windows"),
    )
    assert pair_keys("", "Server") == ()
    assert pair_keys("", "Web Server") == ()
    assert ("d link", "devices") not in pair_keys("D-Link", "DIR-300, Devices")


@pytest.mark.parametrize(
    ("name", "broad"),
    [
        ("Multiple Products", True), ("Multiple Chipsets", False), ("Various devices", True),
        ("Products", False), ("FortiOS", False), ("", False),
    ],
)  # fmt: skip
def test_is_broad(name, broad):
    assert is_broad(name) is broad


def test_the_keys_are_those_of_the_catalogue():
    assert pair_keys("Fortinet, Inc.", "Fortinet FortiOS")[0] == (
        vendor_key("Fortinet"),
        product_key("FortiOS", "Fortinet"),
    )


@pytest.mark.parametrize(
    ("purl", "key", "version"),
    [
        ("pkg:npm/%40angular/core@17.0?arch=x#sub", "pkg:npm/@angular/core", "17.0"),
        ("pkg:npm/@angular/core@17.0", "pkg:npm/@angular/core", "17.0"),
        ("pkg:PyPI/Django_Extensions@4.2", "pkg:pypi/django-extensions", "4.2"),
        ("pkg:maven/org.apache.logging.log4j/log4j-core",
         "pkg:maven/org.apache.logging.log4j/log4j-core", ""),
        ("pkg:deb/debian/curl@7.74.0-1%2Bdeb11u1?arch=amd64", "pkg:deb/debian/curl",
         "7.74.0-1+deb11u1"),
        ("pkg:npm", "", ""),
        ("npm/left-pad", "", ""),
        ("", "", ""),
    ],
)  # fmt: skip
def test_purls(purl, key, version):
    assert (purl_key(purl), purl_version(purl)) == (key, version)


NAMES = st.text(max_size=400)


@given(NAMES, NAMES)
def test_any_names_give_a_few_keys_that_stay_the_same(vendor, product):
    found = pair_keys(vendor, product)

    assert len(found) <= MOST_PAIRS
    assert len(set(found)) == len(found)
    assert all(other for _one, other in found)


@given(NAMES)
def test_any_name_may_be_taken_apart(name):
    plain_product(name)
    trailing_version(name)
    vendor_keys(name)
    split_names(name)
    is_broad(name)
    purl_key(name)
    purl_key(f"pkg:{name}")
    purl_version(f"pkg:{name}")
    assert is_generic(product_key(name)) in (True, False)


@given(NAMES)
def test_keys_are_idempotent(name):
    assert product_key(product_key(name)) == product_key(name)
    assert vendor_key(vendor_key(name)) == vendor_key(name)
