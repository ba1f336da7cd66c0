"""hosting/, run by Debian's nginx and Apache: every header that docs/hosting.md promises."""

import gzip
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin

import pytest
from apache_host import apache
from making import NOW
from nginx_host import free_port, nginx
from playwright.sync_api import Browser, expect

from kppress.model.media import media_type
from kppress.press.build import build

ENDINGS = (
    *("avif", "csv", "doc", "docx", "eps", "gif", "ics", "jpeg", "jpg", "mp3", "mp4", "odt"),
    *("pdf", "png", "ppt", "pptx", "svg", "txt", "webp", "xls", "xlsx", "zip"),
)
RELEASE = "/pressmeddelanden/2018/sydafrikasamarbete/"
NOTICE = "/meddelanden/2018/eldningsforbud-kronoberg/"


@pytest.fixture(scope="module", params=["nginx", "apache"])
def site(
    request: pytest.FixtureRequest, repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """This newsroom at an address of loopback."""
    folder = tmp_path_factory.mktemp("host")
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    assert build(repository, folder / "public", NOW, base_url=url).receipt is not None
    for ending in ENDINGS:
        (folder / "public" / f"file.{ending}").write_bytes(b"content of a file " * 60)
    file, public = repository / "hosting" / f"{request.param}.conf", folder / "public"
    host = (
        nginx(file, public, folder / "run", port)
        if request.param == "nginx"
        else apache(file, public, port)
    )
    with host:
        yield url


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirects are answers too."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes


def get(url: str, **headers: str) -> Answer:
    request = urllib.request.Request(
        url, headers={k.replace("_", "-"): headers[k] for k in headers}
    )
    opener = urllib.request.build_opener(_Stay)
    try:
        with opener.open(request) as found:
            return Answer(found.status, found.headers, found.read())
    except HTTPError as fault:
        with fault:
            return Answer(fault.code, fault.headers, fault.read())


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/notices.json", "application/json"),
        ("/notices.js", "text/javascript; charset=utf-8"),
        ("/static/style.css", "text/css; charset=utf-8"),
        ("/static/icons.svg", "image/svg+xml; charset=utf-8"),
        ("/feeds/alla/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/feeds/alla/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feeds/alla/2017.xml", "application/atom+xml; charset=utf-8"),
        ("/feeds/opml.xml", "text/x-opml; charset=utf-8"),
        ("/feeds/alla/feed.json", "application/feed+json"),
        ("/feeds/alla/ninjs.json", "application/json"),
        (RELEASE + "index.json", "application/json"),
        ("/inbjudningar/2018/presstraff-brandrisk/index.ics", "text/calendar; charset=utf-8"),
        ("/meddelanden/atom.xml", "application/atom+xml; charset=utf-8"),
        (NOTICE + "cap.xml", "application/cap+xml"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_kind_of_file_has_its_type(site: str, path: str, type: str) -> None:
    answer = get(site + path)
    assert (answer.status, answer.headers["Content-Type"]) == (200, type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("ending", ENDINGS)
def test_attachments_and_pictures_have_the_type_that_kppress_says(site: str, ending: str) -> None:
    found = get(f"{site}/file.{ending}").headers.get_content_type()
    assert found == media_type(f"file.{ending}")


@pytest.mark.parametrize(
    "path",
    [
        *("/notices.json", "/en/notices.json", "/notices.js", "/meddelanden/atom.xml"),
        *("/en/notices/atom.xml", NOTICE + "cap.xml", "/feeds/alla/feed.json"),
    ],
)
def test_other_sites_may_read_notices_feeds_and_the_clock(site: str, path: str) -> None:
    headers = get(site + path, Origin="https://skolan.example").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Expose-Headers"] == "Date, Age"
    assert headers["Date"]


@pytest.mark.parametrize("path", ["/", RELEASE, "/static/style.css"])
def test_other_sites_may_read_nothing_else(site: str, path: str) -> None:
    assert get(site + path).headers["Access-Control-Allow-Origin"] is None


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/", "no-cache"),
        (RELEASE, "no-cache"),
        ("/notices.json", "no-cache"),
        ("/en/notices.json", "no-cache"),
        ("/meddelanden/atom.xml", "public, max-age=60"),
        (NOTICE + "cap.xml", "public, max-age=60"),
        ("/feeds/alla/rss.xml", "public, max-age=300"),
        ("/notices.js", "public, max-age=3600"),
        ("/notices-now.js", "no-cache"),
        ("/en/notices-now.js", "no-cache"),
        ("/static/style.css", "public, max-age=3600"),
        ("/file.avif", "public, max-age=86400"),
    ],
)
def test_how_long_a_copy_may_be_used(site: str, path: str, cache: str) -> None:
    assert get(site + path).headers.get_all("Cache-Control") == [cache]


def test_what_has_not_changed_is_not_sent_again(site: str) -> None:
    tag = get(f"{site}/notices.json").headers["ETag"]
    assert get(f"{site}/notices.json", If_None_Match=tag).status == 304


def test_text_is_compressed_and_pictures_are_not(site: str) -> None:
    for path in ("/", "/notices.js", "/static/style.css", NOTICE + "cap.xml"):
        answer = get(site + path, Accept_Encoding="gzip")
        assert answer.headers["Content-Encoding"] == "gzip", path
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert gzip.decompress(answer.body) == get(site + path).body
    assert get(f"{site}/file.jpg", Accept_Encoding="gzip").headers["Content-Encoding"] is None


def test_pages_have_a_strict_policy_and_only_documents_have_one(site: str) -> None:
    policy = get(site + RELEASE).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "unsafe" not in get(f"{site}/nyheter/search/").headers["Content-Security-Policy"]
    assert "sandbox" in get(f"{site}/file.svg").headers["Content-Security-Policy"]
    assert get(f"{site}/file.pdf").headers["Content-Security-Policy"] is None


@pytest.mark.parametrize("path", ["/sok/", "/en/search/"])
def test_the_search_alone_may_run_webassembly(site: str, path: str) -> None:
    assert "'wasm-unsafe-eval'" in get(site + path).headers["Content-Security-Policy"]


def test_the_search_answers_under_its_policy(browser: Browser, site: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/sok/?q=sydafrika", wait_until="networkidle")
    expect(page.locator(".search-hits a").first).to_be_visible()
    page.close()
    assert said == []


def test_an_address_without_its_slash_is_led_to_the_one_with(site: str) -> None:
    answer = get(site + RELEASE.rstrip("/"))
    # Relative or absolute: both are right (RFC 9110, 10.2.2).
    assert (answer.status, urljoin(site, answer.headers["Location"])) == (301, site + RELEASE)


def test_what_is_not_there_has_a_page_in_its_language(site: str) -> None:
    swedish, english = get(f"{site}/finns/inte/"), get(f"{site}/en/is/not/")
    assert (swedish.status, english.status) == (404, 404)
    assert b"Sidan finns inte" in swedish.body
    assert b"Page not found" in english.body
    assert swedish.headers["Content-Security-Policy"]


def test_the_manifest_is_not_public(site: str) -> None:
    assert get(f"{site}/.kppress-manifest").status in {403, 404}


def test_no_page_of_any_kind_breaks_the_policy(browser: Browser, site: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        "addEventListener('securitypolicyviolation', (e) => console.error(e.blockedURI))"
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    for path in (
        *("/", "/en/", RELEASE, RELEASE + "e-post.html", NOTICE, "/meddelanden/", "/arkiv/"),
        *("/amnen/internationellt/", "/kontakt/", "/prenumerera/", "/feeds/alla/"),
        *("/kommunala-partnerskap/", "/404.html", "/sok/", "/en/search/", "/en/", "/regioner/"),
        *("/inbjudningar/2018/presstraff-brandrisk/", "/en/notices/2018/fire-ban-kronoberg/"),
    ):
        page.goto(site + path)
    context.close()
    assert [line for line in said if " 404 " not in line] == []


def test_a_policy_that_is_broken_is_noticed(browser: Browser, site: str, tmp_path: Path) -> None:
    """The test above can fail: a page with a style within it does."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + RELEASE)
    page.evaluate("document.body.append(document.createElement('style'))")
    page.evaluate("document.querySelector('body style').textContent = 'p { color: red }'")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">')")
    page.close()
    assert any("Content Security Policy" in line for line in said)


def test_hosts_of_headers_files_say_the_same_policies(repository: Path) -> None:
    rules: dict[str, dict[str, str]] = {}
    for line in (repository / "hosting" / "_headers").read_text("utf-8").splitlines():
        name, found, value = line.strip().partition(": ")
        if line.startswith("/"):
            said = rules.setdefault(line, {})
        elif found and not line.startswith("#"):
            said[name] = value
    other = (repository / "hosting" / "nginx.conf").read_text("utf-8")
    policies = {path: said.get("Content-Security-Policy", "") for path, said in rules.items()}
    for path in ("/*", "/sok/*", "/en/search/*", "/*/e-post.html"):
        assert f'"{policies[path]}";' in other
    assert policies["/sok/*"] == policies["/en/search/*"] != policies["/*"]
    for path in ("/notices.json", "/en/notices.json", "/notices.js"):
        assert rules[path]["Access-Control-Allow-Origin"] == "*"
        assert rules[path]["Access-Control-Expose-Headers"] == "Date, Age"
    for path in ("/notices.json", "/notices-now.js"):
        assert rules[path]["Cache-Control"] == "no-cache"
