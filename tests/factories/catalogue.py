"""Suppliers and solutions as rows, with the names by which they are recognised."""

from __future__ import annotations

from typing import Any

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.keys import keys_of, written
from catalogue.solutions.models import Identifier, Solution
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import product_key, vendor_key


def supplier(name: str, **fields: Any) -> Supplier:
    found = Supplier.objects.standing().filter(key=vendor_key(name)).first()
    return found or Supplier.objects.create(name=name, key=vendor_key(name), **fields)


def solution(name: str, maker: str = "", aliases: tuple[str, ...] = (), **fields: Any) -> Solution:
    by = supplier(maker) if maker else None
    made: Solution = Solution.objects.create(
        name=name, key=product_key(name, maker), supplier=by, **fields
    )
    if maker:
        identifier(made, IdentifierKind.NAME, name, maker)
    identifier(made, IdentifierKind.ALIAS, made.full_name)
    for alias in aliases:
        identifier(made, IdentifierKind.ALIAS, alias)
    return made


def identifier(made: Solution, kind: str, value: str, maker: str = "", **fields: Any) -> Identifier:
    vendor, product = keys_of(kind, value, maker)
    return Identifier.objects.create(
        solution=made,
        kind=kind,
        value=written(value, maker),
        vendor_key=vendor,
        product_key=product,
        **fields,
    )
