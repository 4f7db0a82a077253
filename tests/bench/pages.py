"""A page of the editors against a bare page of Wagtail: same tree, same words, no cache.

Both go through the whole site by Django's own client, as a visitor asks for them: the same
middleware, the same database. The bare one has one RichTextField and a template with nothing else.
"""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.bench.figures import Sheet

ROUNDS, BOUND = 50, 2.0
WORDS = "<h2>Tussentitel</h2>" + "<p>Een alinea over <b>informatie</b> in een bestuur.</p>" * 20
TEMPLATE = "bench/bare.html"
LOADER = "django.template.loaders.locmem.Loader"
BARE = (
    "{% load wagtailcore_tags %}<!doctype html><html lang='nl'><title>{{ page.title }}</title>"
    "<body><h1>{{ page.title }}</h1>{{ page.body|richtext }}</body></html>"
)


def measure(*, rounds: int, sheet: Sheet) -> None:
    if hasattr(staticfiles_storage, "manifest_strict"):
        # As on a real site: names of files are looked up in the list of what was collected.
        call_command("collectstatic", interactive=False, verbosity=0)
    bare = _bare_kind()
    _templates()
    with connection.schema_editor() as editor:
        editor.create_model(bare)
    pages = {"bare": _page(bare, "Kaal", WORDS), **_ours()}
    client = Client(headers={"host": "localhost"})
    _ask(client, pages.values())
    times: dict[str, list[float]] = {name: [] for name in pages}
    # Side by side, so that whatever else the machine does weighs on both alike.
    for _round in range(ROUNDS * max(1, rounds // 5)):
        for name, url in pages.items():
            start = time.perf_counter()
            _ask(client, [url])
            times[name].append((time.perf_counter() - start) * 1000)
    middles = {name: median(found) for name, found in times.items()}
    ratios = {
        f"{name} ratio": middles[name] / middles["bare"] for name in middles if name != "bare"
    }
    sheet.line("page against a bare page", **middles, **ratios)
    for name, ratio in ratios.items():
        sheet.at_most(f"page against a bare page, {name}", ratio, BOUND)


def _ask(client: Client, urls: Any) -> None:
    for url in urls:
        response = client.get(url)
        assert response.status_code == 200, (url, response.status_code)


def _bare_kind() -> Any:
    from wagtail.fields import RichTextField
    from wagtail.models import Page

    about = {
        "__module__": "tests.bench.pages", "body": RichTextField(), "template": TEMPLATE,
        "Meta": type("Meta", (), {"app_label": "content"}),
    }  # fmt: skip
    return type("BarePage", (Page,), about)


def _templates() -> None:
    """The bare template beside the site's own, cached like those."""
    from django.template import engines

    engine = engines["django"].engine
    inside = engine.template_loaders[0]
    inside.loaders.insert(0, engine.find_template_loader((LOADER, {TEMPLATE: BARE})))


def _page(kind: Any, title: str, body: Any, **fields: Any) -> str:
    from content.pages.models import HomePage

    page = kind(title=title, body=body, **fields)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return str(page.get_url())


def _ours() -> dict[str, str]:
    from content.pages.articles import ArticlePage
    from content.pages.models import StandardPage

    paragraph = [{"type": "paragraph", "value": WORDS}]
    lead = {"lead": "Een zin vooraf.", "show_in_menus": True}
    return {
        "page": _page(StandardPage, "Pagina", paragraph, **lead),
        "article": _page(ArticlePage, "Artikel", paragraph, **lead),
    }
