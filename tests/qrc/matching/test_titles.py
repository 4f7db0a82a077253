"""Titles in the manner of the real feeds; the words are ours, the patterns are theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.titles import MOST_RUNS, bare_title, pairs_of_phrase, phrases, runs

TITLES = [
    # NCSC-NL.
    ("NCSC-2026-0289 [1.01] [H/H] Kwetsbaarheden verholpen in Microsoft Exchange Server",
     ("Microsoft Exchange Server",)),
    ("NCSC-2026-0290 [1.00] [M/H] Kwetsbaarheid verholpen in Fortinet FortiOS en FortiProxy",
     ("Fortinet FortiOS", "FortiProxy")),
    ("NCSC-2026-0291 [1.00] [M/M] Kwetsbaarheden verholpen in GitLab Enterprise Edition en Community Edition",
     ("GitLab Enterprise Edition", "Community Edition")),
    ("NCSC-2026-0292 [1.02] [H/H] Zeroday kwetsbaarheid ontdekt in Zyxel NAS-apparaten", ("Zyxel NAS-apparaten",)),
    ("NCSC-2026-0293 [1.00] [M/H] Kwetsbaarheden verholpen in producten van VMware", ("VMware",)),
    ("Kwetsbaarheid in Citrix NetScaler ADC en NetScaler Gateway actief misbruikt",
     ("Citrix NetScaler ADC", "NetScaler Gateway")),
    ("Ernstige kwetsbaarheid in Zimbra Collaboration Suite", ("Zimbra Collaboration Suite",)),
    ("Kwetsbaarheid ontdekt in OpenSSH", ("OpenSSH",)),
    ("Actief misbruik van kwetsbaarheid in SAP NetWeaver", ("SAP NetWeaver",)),
    ("Beveiligingsupdates voor Drupal", ("Drupal",)),
    ("Beveiligingslek in WordPress-plugin Elementor", ("WordPress-plugin Elementor",)),
    ("Kritiek lek in Veeam Backup & Replication gedicht", ("Veeam Backup & Replication",)),
    ("Update: Kwetsbaarheid in Topdesk verholpen", ("Topdesk",)),
    # CERT-FR.
    ("Multiples vulnérabilités dans les produits Cisco", ("Cisco",)),
    ("Multiples vulnérabilités dans Mozilla Firefox (11 décembre 2026)", ("Mozilla Firefox",)),
    ("CERTFR-2026-AVI-0123 : Multiples vulnérabilités dans Microsoft Office", ("Microsoft Office",)),
    ("CERTFR-2026-ALE-004 : Vulnérabilité dans Ivanti Connect Secure et Policy Secure",
     ("Ivanti Connect Secure", "Policy Secure")),
    ("Vulnérabilité dans Moodle", ("Moodle",)),
    ("Vulnérabilité dans les produits Palo Alto Networks", ("Palo Alto Networks",)),
    ("[MàJ] Exploitation de vulnérabilités dans Citrix NetScaler", ("Citrix NetScaler",)),
    ("Multiples vulnérabilités dans le noyau Linux de Debian", ("noyau Linux de Debian",)),
    ("Vulnérabilités dans Apache Tomcat", ("Apache Tomcat",)),
    # BSI.
    ("[UPDATE] [hoch] Red Hat Enterprise Linux (libxml2): Mehrere Schwachstellen ermöglichen Denial of Service",
     ("Red Hat Enterprise Linux (libxml2)",)),
    ("[NEU] [kritisch] Atlassian Confluence: Schwachstelle ermöglicht Codeausführung", ("Atlassian Confluence",)),
    ("[NEU] [mittel] Nextcloud Server: Mehrere Schwachstellen", ("Nextcloud Server",)),
    ("[UPDATE] [niedrig] Keycloak: Schwachstelle ermöglicht Offenlegung von Informationen", ("Keycloak",)),
    ("Schwachstelle in Veeam Backup & Replication", ("Veeam Backup & Replication",)),
    ("Mehrere Schwachstellen in VMware ESXi", ("VMware ESXi",)),
    ("Sicherheitslücke in 7-Zip geschlossen", ("7-Zip",)),
    ("Kritische Schwachstelle in ownCloud wird aktiv ausgenutzt", ("ownCloud",)),
    # CCB.
    ("Warning: Critical Vulnerability in Fortinet FortiWeb, Patch Immediately!", ("Fortinet FortiWeb",)),
    ("WARNING: MULTIPLE CRITICAL VULNERABILITIES IN CISCO IDENTITY SERVICES ENGINE, PATCH IMMEDIATELY!",
     ("CISCO IDENTITY SERVICES ENGINE",)),
    ("Warning: Two actively exploited vulnerabilities in Ivanti EPMM. Patch Immediately!", ("Ivanti EPMM",)),
    ("Warning: Remote Code Execution Vulnerability In Roundcube Webmail, Patch Immediately!", ("Roundcube Webmail",)),
    ("Warning: High Severity Vulnerabilities in GitLab CE/EE, Patch Immediately!", ("GitLab CE", "EE")),
    ("Waarschuwing: kwetsbaarheid in SonicWall SMA 100, nu patchen", ("SonicWall SMA 100",)),
    # Microsoft.
    ("CVE-2026-21345 Microsoft SharePoint Server Elevation of Privilege Vulnerability", ("Microsoft SharePoint Server",)),
    ("CVE-2026-21346 Windows Kernel Information Disclosure Vulnerability", ("Windows Kernel",)),
    ("CVE-2026-21347 Microsoft Office Remote Code Execution Vulnerability", ("Microsoft Office",)),
    ("CVE-2026-21348 Azure Arc Elevation of Privilege Vulnerability", ("Azure Arc",)),
    # CISA KEV and MS-ISAC.
    ("Roundcube Webmail Cross-Site Scripting Vulnerability", ("Roundcube Webmail",)),
    ("Apple iOS, iPadOS, and macOS Use-After-Free Vulnerability", ("Apple iOS", "iPadOS", "macOS")),
    ("Adobe ColdFusion Deserialization of Untrusted Data Vulnerability", ("Adobe ColdFusion",)),
    ("TeamViewer Remote Improper Neutralization of Argument Delimiters Vulnerability", ("TeamViewer",)),
    ("Multiple Vulnerabilities in Google Chrome Could Allow for Arbitrary Code Execution", ("Google Chrome",)),
    ("A Vulnerability in SonicWall SMA 100 Could Allow for Remote Code Execution", ("SonicWall SMA 100",)),
    ("Critical Patches Issued for Microsoft Products", ("Microsoft Products",)),
    # Makers and others.
    ("Cisco Identity Services Engine Unauthenticated Remote Code Execution Vulnerabilities", ("Cisco Identity Services Engine",)),
    ("Palo Alto Networks PAN-OS Authentication Bypass Vulnerability", ("Palo Alto Networks PAN-OS",)),
    ("CVE-2026-0012 PAN-OS: Denial of Service (DoS) in GlobalProtect (Severity: HIGH)", ("PAN-OS",)),
    ("FG-IR-24-015 - FortiOS - Out-of-bound Write in sslvpnd", ("FortiOS",)),
    ("Security updates for Adobe Acrobat and Reader", ("Adobe Acrobat", "Reader")),
    ("Security update available for Adobe Commerce", ("Adobe Commerce",)),
    ("Zero-day in MOVEit Transfer", ("MOVEit Transfer",)),
    ("Critical Zero-Day in Check Point Quantum Gateway Actively Exploited", ("Check Point Quantum Gateway",)),
    ("USN-7123-1: Linux kernel vulnerabilities", ("Linux kernel",)),
    ("DSA-5871-1 emacs -- security update", ("emacs",)),
    ("Hackers exploit critical flaw in CrushFTP to gain admin access", ("CrushFTP",)),
    ("Vulnerabilities in Roundcube Webmail exploited by APT28", ("Roundcube Webmail",)),
    ("Vulnerability in Apache Struts 2", ("Apache Struts 2",)),
    ("JetBrains TeamCity Authentication Bypass Vulnerability (CVE-2026-1234)", ("JetBrains TeamCity",)),
    ("Vulnerability affecting Progress Kemp LoadMaster", ("Progress Kemp LoadMaster",)),
    ("Adminer and AdminerEvo Multiple Vulnerabilities", ("Adminer", "AdminerEvo")),
    ("IBM webMethods Integration Multiple Vulnerabilities", ("IBM webMethods Integration",)),
    # Nothing that is a product.
    ("Phishingcampagne met valse facturen", ()),
    ("Patch Tuesday november 2026", ()),
    ("Ransomware: wat te doen", ()),
    ("", ()),
]  # fmt: skip


@pytest.mark.parametrize(("title", "products"), TITLES)
def test_phrases(title, products):
    assert phrases(title) == products


def test_a_title_is_bared_of_numbers_labels_and_calls():
    assert bare_title("NCSC-2026-0289 [1.01] [H/H] Fout in X") == "Fout in X"
    assert bare_title("[UPDATE] [hoch] X: Fehler") == "X: Fehler"
    assert bare_title("WARNING: Flaw in X, PATCH IMMEDIATELY!") == "Flaw in X"
    assert bare_title("Flaw in X (CVE-2026-1)") == "Flaw in X (CVE-2026-1)"
    assert bare_title("Flaw in X (CVE-2026-1234) (Update G)") == "Flaw in X"


def test_each_way_to_read_a_phrase():
    found = {
        (vendor, product)
        for vendor, product, _part in pairs_of_phrase(
            ("Ivanti Connect Secure 22.7", "Policy Secure")
        )
    }

    assert ("ivanti", "connect secure") in found
    assert ("ivanti", "policy secure") in found
    assert ("", "ivanti connect secure") in found
    assert ("microsoft", "windows") in {each[:2] for each in pairs_of_phrase(("Windows Kernel",))}
    assert ("gitlab", "gitlab") in {each[:2] for each in pairs_of_phrase(("GitLab",))}
    assert ("", "elementor") in {
        each[:2] for each in pairs_of_phrase(("Elementor pour WordPress",))
    }


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Aanval op Topdesk en Nextcloud Hub", [("", "topdesk"), ("", "nextcloud hub"), ("nextcloud", "hub"), ("", "nextcloud")]),
        ("Apache Tomcat 10", [("apache", "tomcat"), ("", "apache tomcat"), ("", "tomcat")]),
    ],
)  # fmt: skip
def test_runs_of_a_title(title, found):
    assert [pair for pair in found if pair not in runs(title)] == []


@pytest.mark.parametrize(
    "title",
    [
        "Patch your office and your windows server now",
        "Remote code execution vulnerability in server software",
        "Kwetsbaarheden verholpen",
        "Multiple vulnerabilities in multiple products",
        "Update 2026 11 24",
    ],
)
def test_common_words_are_no_names(title):
    common = {("", word) for word in title.lower().split()}

    assert [pair for pair in runs(title) if pair in common] == []
    assert ("", "windows server") not in runs(title)


def test_runs_are_bounded():
    title = " ".join(f"Naam{number}" for number in range(400))

    assert len(runs(title)) == MOST_RUNS


@given(st.text(max_size=600))
def test_any_title_may_be_read(title):
    pairs_of_phrase(phrases(title))
    assert len(runs(title)) <= MOST_RUNS


@pytest.mark.parametrize(
    "text",
    [
        "!" * 600,
        "- " * 300,
        "a: " * 200,
        "in " * 200,
        "[x]" * 200,
        "(" * 500,
        "CVE-2026-1234 " * 40,
        "the of and " * 60,
    ],
)
def test_a_monster_of_a_title_comes_to_an_end(text):
    phrases(f"Vulnerability in {text}x")
    phrases(f"{text}vulnerability")
    runs(text)
