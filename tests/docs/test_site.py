"""The documents as a site: every link leads somewhere, search is there, and nothing is loaded from elsewhere."""

from __future__ import annotations

import itertools
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import ALL, ROOT

pytestmark = pytest.mark.xdist_group("site")
CONFIGURATION = ROOT / "zensical.toml"
ORDER = ("trainees", "instructors", "exports", "localize", "reporters", "authors", "ci", "administrators", "privacy", "comparison",
         "roadmap")  # fmt: skip
"""A user's day: each page leads to the next."""
LOADS = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
    "object": "data",
}
LINKS = {"stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest"}


class Loads(HTMLParser):
    """What a page loads without being asked."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in LOADS:
            self.addresses.append(given.get(LOADS[tag]) or "")
        if tag == "link" and LINKS & set((given.get("rel") or "").split()):
            self.addresses.append(given.get("href") or "")
        self.addresses += re.findall(r"url\(([^)]*)\)", given.get("style") or "")


def of_page(html: str) -> list[str]:
    parser = Loads()
    parser.feed(html)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    return [*parser.addresses, *(address for style in styles for address in of_style(style))]


def of_style(css: str) -> list[str]:
    return re.findall(r"@import\s+[\"']([^\"']+)", css) + re.findall(r"url\(\s*[\"']?([^\"')]+)", css)


def elsewhere(addresses: list[str]) -> list[str]:
    return [address for address in addresses if re.match(r"(?:https?:|wss?:)?//", address.strip())]


def pages(entry: Any) -> Iterator[str]:
    """Every file that the navigation names."""
    for item in entry if isinstance(entry, list) else [entry]:
        for value in item.values() if isinstance(item, dict) else [item]:
            if isinstance(value, str):
                yield value
            else:
                yield from pages(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, tool: Callable[..., str]) -> Path:
    """The site, built from a copy: the generator keeps a cache beside its configuration."""
    beside = Path(sys.executable).with_name("zensical")
    program = str(beside) if beside.exists() else tool("zensical")
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(CONFIGURATION, folder)
    done = subprocess.run([program, "build", "--strict"], cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def test_every_page_is_in_the_navigation_once() -> None:
    named = list(pages(tomllib.loads(CONFIGURATION.read_text("utf-8"))["project"]["nav"]))
    top = {path.name for path in (ROOT / "docs").glob("*.md")}
    assert sorted(named) == sorted(top | {"rules/README.md", "samples/README.md"})


def test_each_page_leads_to_the_next() -> None:
    for page, following in itertools.pairwise(ORDER):
        last = (ROOT / "docs" / f"{page}.md").read_text("utf-8").rstrip().rpartition("\n")[2]
        assert f"]({following}.md)" in last, page


def test_the_way_in_names_every_page() -> None:
    for way_in, before in (("README.md", "docs/"), ("docs/index.md", "")):
        text = (ROOT / way_in).read_text("utf-8")
        assert {page for page in (*ORDER, "keys") if f"]({before}{page}.md" not in text} == set(), way_in


def test_links_of_every_document_lead_somewhere() -> None:
    compared = 0
    for page in ALL:
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)", page.text):
            to = page.path.parent / target if target else page.path
            assert to.is_file(), f"{page.path.name}: {target}"
            headings = re.findall(r"^#+ (.+)$", to.read_text("utf-8"), re.MULTILINE) if to.suffix == ".md" else []
            assert not anchor or anchor in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, anchor
            compared += 1
    assert compared > 80


def test_what_a_page_loads_is_seen() -> None:
    html = '<script src="https://a/x.js"></script><link rel="preload stylesheet" href="//b/c.css"><a href="https://c"></a><img src="d.svg">'
    assert elsewhere(of_page(html + "<style>@import 'https://e'; p {background: url(https://f)}</style>")) == [
        "https://a/x.js", "//b/c.css", "https://e", "https://f",
    ]  # fmt: skip


def test_site_loads_nothing_from_elsewhere(site: Path) -> None:
    html, css = list(site.rglob("*.html")), list(site.rglob("*.css"))
    assert len(html) > 100
    assert css
    loaded = [(path, of_page(path.read_text("utf-8"))) for path in html] + [
        (path, of_style(path.read_text("utf-8"))) for path in css
    ]
    assert sum(len(addresses) for _, addresses in loaded) > 300
    assert {str(path): away for path, addresses in loaded if (away := elsewhere(addresses))} == {}
    assert sum("googleapis" in path.read_text("utf-8") or "gstatic" in path.read_text("utf-8") for path in html) == 0


def test_site_can_be_searched(site: Path) -> None:
    index = json.loads((site / "search.json").read_text("utf-8"))
    assert any("near miss" in str(item).lower() for item in index["items"])
    assert (site / "reporters.html").is_file()
