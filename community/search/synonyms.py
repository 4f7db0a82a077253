"""Words that mean the same to whoever works at a municipality. One line a meaning."""

from __future__ import annotations

from collections.abc import Iterator

MEANINGS = (
    ("avg", "gdpr", "algemene verordening gegevensbescherming"),
    ("dpo", "functionaris voor gegevensbescherming", "functionaris gegevensbescherming"),
    ("gba", "gegevensbeschermingsautoriteit"),
    ("vtc", "vlaamse toezichtcommissie"),
    ("ciso", "informatieveiligheidsconsulent", "veiligheidsconsulent"),
    ("mfa", "2fa", "tweestapsverificatie", "tweefactorauthenticatie"),
    ("gijzelsoftware", "ransomware"),
    ("kwetsbaarheid", "vulnerability", "beveiligingslek", "veiligheidslek"),
    ("update", "patch", "bijwerking"),
    ("phishing", "vissen naar wachtwoorden"),
    ("oefening", "drill"),
    ("abonnement", "subscription"),
    ("ccb", "centrum voor cybersecurity belgie"),
    ("kbo", "ondernemingsnummer", "kruispuntbank van ondernemingen"),
    ("ocmw", "openbaar centrum voor maatschappelijk welzijn"),
    ("nis2", "nis 2"),
    ("ai", "artificiele intelligentie", "kunstmatige intelligentie"),
    ("opleiding", "training", "cursus", "vorming"),
    ("website", "webstek"),
    ("e-mail", "mail"),
)  # fmt: skip


def phrases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each wording, and the others of its meaning."""
    for meaning in MEANINGS:
        for each in meaning:
            yield each, tuple(other for other in meaning if other != each)
