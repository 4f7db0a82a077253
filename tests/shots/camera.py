"""Takes the pictures of a screen and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.shots.named import LOGINS, VISITOR, Screen, Step
from tests.shots.weight import Load, Scale

MODES = ("light", "dark")
ZOOM = 640
"""The width of a window of 1280 pixels at 200 %."""
PAPER, PHONE = 794, 360
AT_REST = """() => document.fonts.status === "loaded"
    && !document.querySelector(".htmx-request, .htmx-settling, [aria-busy=true]")"""
# Left to itself axe fetches each style sheet anew, for rules that are off.
PRELOAD = {"preload": {"assets": ["media"]}}
RULES = PRELOAD | {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}
HOUSE_RULES = """samples => {
    const seen = e => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length;
    const small = e => { const box = e.getBoundingClientRect();
        return box.height < 43.5 || box.width < 43.5; };
    const name = e => (e.textContent.trim() || e.name || e.outerHTML).slice(0, 60);
    const wide = document.scrollingElement.scrollWidth - innerWidth;
    const targets = [...document.querySelectorAll(
        "button, summary, .btn, .nav-link, select, textarea, "
        + "input:not([type=hidden], [type=checkbox], [type=radio])")];
    const first = [...document.querySelectorAll("main .btn.primary")].filter(seen);
    return [
        ...(wide > 0 ? [`scrolls ${wide} pixels sideways`] : []),
        ...[...document.querySelectorAll(".menu[open] > .menu-panel")].filter(seen).filter(e => {
            const box = e.getBoundingClientRect();
            return box.left < 0 || box.right > innerWidth;
        }).map(() => "an open menu is cut off"),
        ...targets.filter(seen).filter(small).map(e => `target under 44 pixels: ${name(e)}`),
        ...(first.length > 1 && !samples ? [`${first.length} primary buttons: ${first.map(name)}`] : []),
    ];
}"""


@dataclass
class Shot:
    """One picture and what was found on it."""

    screen: str
    who: str
    width: int
    mode: str
    file: str
    address: str
    found: list[str] = field(default_factory=list)
    axe: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class Camera:
    def __init__(
        self, browser: Browser, site: str, folder: Path, password: str, *, quick: bool
    ) -> None:
        self.browser, self.site, self.folder, self.password = browser, site, folder, password
        self.quick = quick
        self.axe, self.scale = Axe(), Scale()
        self._signed_in: dict[str, Any] = {VISITOR: None}
        self._windows: dict[tuple[str, int, str], BrowserContext] = {}

    def shoot(self, screen: Screen, who: str) -> Iterator[Shot]:
        """Every width in light and dark, once at 200 %, and on paper where that is wanted.

        Quick: a dark phone and a light desk.
        """
        address = self._find(screen, who)
        for width in screen.widths:
            modes = MODES if not self.quick else MODES[1:] if width == PHONE else MODES[:1]
            with self._page(who, width, modes[0]) as page:
                yield from self._take(page, screen, who, address, width, modes)
        if self.quick:
            return
        with self._page(who, ZOOM, "light") as page:
            yield from self._take(page, screen, who, address, ZOOM, ("zoom",))
        if screen.printed:
            with self._page(who, PAPER, "light") as page:
                yield self._print(page, screen, who, address)

    def weigh(self, screen: Screen, who: str) -> Load:
        """What the screen loads of style and script, what is opened on it included."""
        address = self._find(screen, who)
        width = screen.widths[-1]
        with self._page(who, width, "light") as page, self.scale.weighing(page) as load:
            page.goto(address)
            for step in screen.act:
                _do(page, step)
            page.wait_for_function(AT_REST)
        return load

    def _find(self, screen: Screen, who: str) -> str:
        if not screen.reach:
            return self.site + screen.path
        with self._page(who, 1280, "light") as page:
            page.goto(self.site + screen.path)
            for step in screen.reach:
                _do(page, step)
            return page.url

    def _take(
        self, page: Page, screen: Screen, who: str, address: str, width: int, modes: Sequence[str]
    ) -> Iterator[Shot]:
        """The page is opened once, and pictured in each mode."""
        with _listening(page, screen.status) as heard:
            answer = page.goto(address)
            for step in screen.act:
                _do(page, step)
            page.wait_for_function(AT_REST)
        answered = answer and answer.status
        for number, mode in enumerate(modes):
            if number:
                page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]
            file = self.folder / f"{screen.name}-{who}-{width}-{mode}.png"
            shot = Shot(screen.name, who, width, mode, file.name, address)
            page.screenshot(path=file, full_page=not _stands_still(screen))
            if answered != screen.status:
                shot.found.append(f"answered {answered}, not {screen.status}")
            if screen.ours:
                shot.found += [] if number else heard
                shot.found += page.evaluate(HOUSE_RULES, screen.samples)
            if screen.ours and mode in MODES:
                shot.axe = self.axe.run(page, options=RULES).response["violations"]
            yield shot

    def _print(self, page: Page, screen: Screen, who: str, address: str) -> Shot:
        file = self.folder / f"{screen.name}-{who}-print.png"
        page.goto(address, wait_until="networkidle")
        page.emulate_media(media="print")
        page.screenshot(path=file, full_page=True)
        page.pdf(path=file.with_suffix(".pdf"), format="A4")
        return Shot(screen.name, who, PAPER, "print", file.name, address)

    @contextmanager
    def _page(self, who: str, width: int, mode: Any) -> Iterator[Page]:
        """A page in a window that stays, so that style and script are fetched once."""
        window = self._windows.get((who, width, mode))
        if window is None:
            window = self._windows[who, width, mode] = self.browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=mode, locale="nl-BE",
                timezone_id="Europe/Brussels", reduced_motion="reduce",
                storage_state=self._state(who), device_scale_factor=2 if width == ZOOM else 1,
            )  # fmt: skip
        page = window.new_page()
        try:
            yield page
        finally:
            page.close()

    def _state(self, who: str) -> Any:
        if who not in self._signed_in:
            context = self.browser.new_context(locale="nl-BE")
            self._signed_in[who] = self._sign_in(context, LOGINS[who])
            context.close()
        return self._signed_in[who]

    def _sign_in(self, context: BrowserContext, email: str) -> Any:
        page = context.new_page()
        page.goto(f"{self.site}/account/login/")
        page.fill("#id_login", email)
        page.fill("#id_password", self.password)
        page.click("main .btn.primary")
        page.wait_for_url(lambda url: "/account/login/" not in url)
        return context.storage_state()


def _do(page: Page, step: Step) -> None:
    if isinstance(step, tuple):
        page.fill(*step)
        return
    target = page.locator(step).first
    address = target.get_attribute("href") or target.get_attribute("src")
    if address:
        # A link in a frame or a closed part is as good as a click.
        page.goto(page.evaluate("address => new URL(address, location).href", address))
    else:
        _click(page, target)


def _click(page: Page, target: Locator) -> None:
    if target.evaluate("each => each.type === 'submit' && !!each.form"):
        with page.expect_navigation():
            target.click()
    else:
        target.click()


def _stands_still(screen: Screen) -> bool:
    """An opened menu is a picture of the window, not of the page behind it."""
    return any(isinstance(step, str) and step.startswith((".", "[")) for step in screen.act)


@contextmanager
def _listening(page: Page, status: int) -> Iterator[list[str]]:
    """Errors of scripts and of the content security policy, and answers that failed."""
    heard: list[str] = []

    def said(message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        expected = where.endswith("/favicon.ico") or (status != 200 and where == page.url)
        if message.type == "error" and not expected:
            heard.append(f"console: {message.text[:200]}")

    page.on("console", said)
    page.on("pageerror", lambda error: heard.append(f"script: {error}"))
    page.on(
        "requestfailed", lambda request: heard.append(f"failed: {request.url} {request.failure}")
    )
    yield heard
