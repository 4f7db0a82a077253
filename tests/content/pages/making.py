"""Pages for tests, as an editor would leave them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image
from wagtail.models import Page, PageViewRestriction

from content.images.models import HouseImage
from content.pages.models import HomePage
from content.pages.news import NewsIndexPage, NewsPage

Blocks = list[dict[str, Any]]


def paragraph(html: str) -> Blocks:
    return block("paragraph", html)


def block(kind: str, value: Any) -> Blocks:
    return [{"type": kind, "value": value}]


def home() -> HomePage:
    return HomePage.objects.get()


def published(page: Page, under: Page | None = None) -> Any:
    (under or home()).add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def news_index() -> NewsIndexPage:
    return NewsIndexPage.objects.first() or published(NewsIndexPage(title="Nieuws", slug="nieuws"))


def news(title: str, **fields: Any) -> NewsPage:
    return published(NewsPage(title=title, **fields), news_index())


def locked(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def picture(title: str = "Beeld", **fields: Any) -> HouseImage:
    content = BytesIO()
    Image.new("RGB", (1600, 900), "#0b57a4").save(content, "PNG")
    content.seek(0)
    said = {"alt_text": "Een blauw vlak"} | fields
    file = ImageFile(content, name="beeld.png")
    return HouseImage.objects.create(title=title, file=file, **said)
