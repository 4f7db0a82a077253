"""The pair of keys under which a name is looked up, for each kind of identifier."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import PURL
from catalogue.suppliers.names import cpe_pair, pair_of, product_key, purl_key

Pair = tuple[str, str]
"""(vendor key, product key), see `Identifier`."""


def keys_of(kind: str, value: str, vendor: str = "") -> Pair:
    """The pair that a name answers to; ValidationError when nothing of it can be compared.

    A NAME is a product in the words of its `vendor`; the other kinds say all in their value.
    """
    if kind == IdentifierKind.CPE:
        pair = cpe_keys(value)
    elif kind == IdentifierKind.PURL:
        pair = PURL, package_key(value)
    elif kind == IdentifierKind.NAME and vendor:
        pair = pair_of(vendor, value)
    else:
        pair = "", product_key(value)
    if not pair[1]:
        raise ValidationError(_("Geef een naam met minstens één letter of cijfer."))
    return pair


def cpe_keys(text: str) -> Pair:
    """`cpe:2.3:a:vendor:product:…` or `cpe:/a:vendor:product`; part and version fall away."""
    pair = cpe_pair(text.strip())
    if not all(pair):
        raise ValidationError(
            _("Schrijf de CPE volledig, zoals cpe:2.3:a:microsoft:exchange_server.")
        )
    return pair


def package_key(text: str) -> str:
    """`pkg:npm/%40angular/core@17?x=y#z` → `pkg:npm/@angular/core`: no version, no qualifiers."""
    key = purl_key(text.strip())
    if not key:
        raise ValidationError(_("Schrijf de purl volledig, zoals pkg:pypi/django."))
    return key


def written(product: str, vendor: str) -> str:
    """How a name is shown: with its maker in front, unless it begins with it."""
    starts = product.casefold().startswith(vendor.casefold())
    return (product if starts else f"{vendor} {product}")[:300]
