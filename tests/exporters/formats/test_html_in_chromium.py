"""HTML documents in a browser: no script runs, no request leaves, axe-core finds nothing, it prints, and it fits a narrow screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from engine.pack.folder import builtin
from engine.play.bundle import bundle
from exporters.content.document import (
    Callout,
    Document,
    Figure,
    Heading,
    PageBreak,
    Table,
    TextBlock,
    bullets,
    inline,
    plain,
    rows,
)
from exporters.formats.html import render
from exporters.play.play_record import PlayRecord
from exporters.registry import exports, make
from tests.exporters.documents.test_documents import held
from tests.exporters.played import full_class
from tests.exporters.readers import ATTACKS, attacked, bare, pdf_text

pytestmark = pytest.mark.xdist_group("chromium")
NAMES = sorted(name for name, export in exports().items() if "html" in export.formats)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.fixture(scope="module")
def browser(tool: Callable[..., str]) -> Iterator[Browser]:
    path = tool("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        # A request that leaves finds nobody; and is seen.
        running = playwright.chromium.launch(executable_path=path, args=["--proxy-server=127.0.0.1:9"])
        yield running
        running.close()


@cache
def made(name: str, *, spoilt: bool) -> tuple[bytes, ...]:
    """The files of an export of a scenario, or of a class that played it."""
    export = exports()[name]
    taken = attacked() if spoilt else bundle(builtin(), "curtain")
    record = PlayRecord(taken, held().play)
    source = {"scenario": taken, "play": record, "classes": (PlayRecord(taken, full_class().play),)}[export.source]
    return tuple(artifact.content for artifact in make(export, source, "html"))


def every_kind() -> bytes:
    """One of each block."""
    blocks = (
        Heading(1, plain("Part")), Heading(2, plain("Section")), Heading(3, plain("Point")),
        TextBlock(plain("lead"), "lead"), TextBlock(plain("quiet"), "quiet"), TextBlock(plain("A"), "huge"),
        *(bullets(["a", (TextBlock(plain("b")), bullets(["c"]))], marker) for marker in ("bullet", "number", "letter", "box")),
        Table(rows(("A", ""))[0], rows(("1", "2")), "Caption", (1, 2), head_column=True), Table(rows(("A",))[0], rows(("1",))),
        *(Callout(kind, kind, (TextBlock(plain("x")),)) for kind in ("note", "answer", "warning", "seat")),
        Figure(lambda: SVG, "A map", "Below"), PageBreak(),
    )  # fmt: skip
    return render(Document("x", "Title", "Subtitle", blocks, facts=(("Name", "value"),), footer="Foot")).content


def opened(browser: Browser, content: bytes, folder: Path, *, scheme: str = "light", width: int = 1280) -> Page:
    path = folder / "page.html"
    path.write_bytes(content)
    page = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    page.asked, page.failed = [], []
    page.on("requestfailed", lambda request: page.failed.append(request.failure))
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("dialog", lambda dialog: page.asked.append(dialog.message))
    page.on("console", lambda message: page.asked.append(message.text))
    page.on("pageerror", lambda error: page.asked.append(str(error)))
    page.goto(path.as_uri(), wait_until="networkidle")
    return page


@pytest.mark.parametrize("name", NAMES)
def test_no_script_runs_and_no_request_leaves(name: str, browser: Browser, tmp_path: Path) -> None:
    for content in made(name, spoilt=True):
        # What the page may not do is not to hide what it would do.
        unguarded = content.replace(b"Content-Security-Policy", b"x-none")
        assert unguarded != content
        page = opened(browser, unguarded, tmp_path)
        assert page.asked == [(tmp_path / "page.html").as_uri()]
        assert page.evaluate("window.ran") is None
        assert page.evaluate("document.querySelectorAll('script, img, iframe, object, embed, link, form, base').length") == 0
        handlers = (
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => a.name.startsWith('on')).length"
        )
        assert page.evaluate(handlers) == 0
        assert page.evaluate("getComputedStyle(document.body).display") == "block"
        page.context.close()


def test_a_page_that_did_would_be_seen(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, b"<title>x</title><img src=http://example.org/x.png><script>window.ran = 1</script>", tmp_path)
    assert any("example.org" in asked for asked in page.asked)
    assert page.evaluate("window.ran") == 1
    page.context.close()


def test_the_page_forbids_scripts_and_requests_itself(browser: Browser, tmp_path: Path) -> None:
    content = made("handout", spoilt=False)[0]
    broken = content.replace(b"</main>", b"<img src=http://example.org/x.png><script>window.ran = 1</script></main>")
    page = opened(browser, broken, tmp_path)
    assert page.evaluate("window.ran") is None
    assert page.failed == ["csp"], "stopped before it left"
    page.context.close()


def test_every_text_is_shown_as_it_stands(browser: Browser, tmp_path: Path) -> None:
    page = opened(browser, made("facilitator-guide", spoilt=True)[0], tmp_path)
    shown = bare(page.inner_text("body"))
    for text in ATTACKS:
        # Its Markdown is read as such.
        assert bare("".join(span.text for span in inline(text))) in shown, text
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["every kind", *NAMES])
def test_axe_finds_no_violation(name: str, scheme: str, browser: Browser, tmp_path: Path) -> None:
    for content in [every_kind()] if name == "every kind" else made(name, spoilt=False):
        # axe is a script, which our pages forbid.
        page = opened(browser, content.replace(b"Content-Security-Policy", b"x-none"), tmp_path, scheme=scheme)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], found.generate_report()
        assert found.response["passes"]
        page.context.close()


@pytest.mark.parametrize("name", ["every kind", *NAMES])
def test_a_narrow_screen_needs_no_scrolling_sideways(name: str, browser: Browser, tmp_path: Path) -> None:
    """320 pixels: WCAG 2.2, 1.4.10. Tables and pictures scroll by themselves."""
    for content in [every_kind()] if name == "every kind" else made(name, spoilt=False):
        page = opened(browser, content, tmp_path, width=320)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.context.close()


@pytest.mark.parametrize("name", ["every kind", *NAMES])
def test_it_prints(name: str, browser: Browser, tmp_path: Path, tool: Callable[..., str]) -> None:
    for content in [every_kind()] if name == "every kind" else made(name, spoilt=False):
        page = opened(browser, content, tmp_path, scheme="dark")
        page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
        title = page.inner_text("h1")
        assert bare(title) in bare(pdf_text(tool, tmp_path / "x.pdf"))
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        page.context.close()
