"""Fetching from a server that misbehaves: each way is a rejection with its reason, and nothing private is asked."""

import gzip
import shutil
import socket
import ssl
import subprocess
import zlib
from datetime import UTC, datetime

import httpcore
import pytest
from tests.misbehaving import Server, answer, drip, endless, hang_up, serving

from variorum.adapters.fetch import HttpFetcher
from variorum.adapters.fetch.addresses import is_public, web_address
from variorum.adapters.fetch.fetcher import user_agent
from variorum.adapters.fetch.permission import matches
from variorum.adapters.paths import RefusedError
from variorum.config import Config
from variorum.records.source import Rejection, RejectReason
from variorum.records.web import Fetched, Validators

OUTSIDE = "93.184.216.34"
NOW = datetime(2031, 3, 12, 8, 0, tzinfo=UTC)
PAGE = "<html><head><title>Ferry aground</title></head><body><p>The ferry ran aground.</p></body></html>"


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


class Net(httpcore.NetworkBackend):
    """Stands for the internet: every public address is the server on loopback. Notes where connections went."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.went: list[str] = []

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        self.went.append(host)
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.server.port, timeout=timeout)


class Names:
    """A name server: each name has its addresses, one list an asking, the last one for ever."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = {k.replace("_", "."): v for k, v in names.items()}

    def __call__(self, host: str, port: int, seconds: float) -> list[str]:
        if host not in self.names:
            if host[0].isdigit() or ":" in host:
                return [host]
            raise socket.gaierror(-2, "Name or service not known")
        rows = self.names[host]
        return rows.pop(0) if len(rows) > 1 else rows[0]


@pytest.fixture
def server():
    with serving({}) as made:
        yield made


def near(time: Time | None = None, **settings) -> HttpFetcher:
    """A fetcher that may ask loopback."""
    clock = time or Time()
    return HttpFetcher(Config(allow_private=True, **settings), clock=clock, sleep=clock.sleep, now=lambda: NOW)


def far(server: Server, names: Names | None = None, net: Net | None = None, **settings) -> HttpFetcher:
    """A fetcher that may ask the internet alone, which the server stands for."""
    clock = Time()
    return HttpFetcher(
        Config(**settings),
        resolve=names or Names(outside_example=[[OUTSIDE]]),
        clock=clock,
        sleep=clock.sleep,
        now=lambda: NOW,
        backend=net or Net(server),
    )


def refused(got: Fetched | Rejection, reason: RejectReason) -> Rejection:
    assert isinstance(got, Rejection), got
    assert got.reason is reason, got
    assert got.step == "fetch"
    assert got.detail.endswith(".")
    return got


def fetched(got: Fetched | Rejection) -> Fetched:
    assert isinstance(got, Fetched), got
    return got


# --- what is asked, and as whom ------------------------------------------------------------------
def test_a_page_comes_with_what_the_server_says_of_it(server):
    server.routes["/a"] = answer(PAGE, etag='"1"', last_modified="Wed, 12 Mar 2031 07:00:00 GMT")
    got = fetched(near().fetch(server.url + "/a#part"))
    assert got.body == PAGE.encode()
    assert (got.url, got.final_url) == (server.url + "/a",) * 2
    assert (got.content_type, got.charset) == ("text/html", "utf-8")
    assert got.validators == Validators(etag='"1"', last_modified="Wed, 12 Mar 2031 07:00:00 GMT")
    assert got.fetched_at == "2031-03-12T08:00:00Z"


def test_it_says_who_it_is(server):
    server.routes["/a"] = answer(PAGE)
    fetched(near(contact="desk@example.org").fetch(server.url + "/a"))
    said = server.asked[-1].headers["user-agent"]
    assert said.startswith("Variorum/")
    assert "desk@example.org" in said
    assert "\r" not in user_agent("a\r\nx-evil: 1")
    assert {r.path for r in server.asked} == {"/robots.txt", "/.well-known/tdmrep.json", "/a"}
    assert len({r.headers["user-agent"] for r in server.asked}) == 1


def test_proxies_of_the_environment_are_not_asked(server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    server.routes["/a"] = answer(PAGE)
    fetched(near().fetch(server.url + "/a"))


# --- addresses -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("127.8.8.8", False),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("100.64.0.1", False),
        ("100.100.100.200", False),
        ("192.0.0.192", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("::127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("64:ff9b:1::1", False),
        ("2002:7f00:1::", False),
        ("2001:0:5ef5:79fb::1", False),
        ("2001:db8::1", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("nonsense", False),
    ],
)
def test_public_addresses(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://outside.example/a",
        "file:///etc/passwd",
        "gopher://outside.example/",
        "http://",
        "http:///a",
        "http://user:secret@outside.example/",
        "http://outside.example:22/",
        "http://[::1",
        "http://outside.example:99999/",
        "javascript:alert(1)",
        "data:text/html,x",
    ],
)
def test_addresses_that_are_no_web_pages(server, url):
    net = Net(server)
    rejection = refused(far(server, net=net).fetch(url), RejectReason.BAD_ADDRESS)
    assert rejection.id == url
    assert net.went == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1:8080/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://127.1/",
    ],
)
def test_no_request_to_this_machine_or_its_network(url):
    # The system's own resolver: the odd spellings of loopback are what it makes of them.
    with HttpFetcher(Config()) as fetcher:
        refused(fetcher.fetch(url), RejectReason.PRIVATE_ADDRESS)


def test_a_name_that_leads_inside_is_not_asked(server):
    net = Net(server)
    names = Names(evil_example=[["10.0.0.7"]], mixed_example=[[OUTSIDE, "127.0.0.1"]])
    fetcher = far(server, names, net)
    rejection = refused(fetcher.fetch("http://evil.example/"), RejectReason.PRIVATE_ADDRESS)
    assert "10.0.0.7" in rejection.detail
    refused(fetcher.fetch("http://mixed.example/"), RejectReason.PRIVATE_ADDRESS)
    assert net.went == []


def test_a_name_server_that_changes_its_mind_changes_nothing(server):
    """DNS rebinding: each connection goes to the very address that was checked, and a new one is checked anew."""
    server.routes["/a"] = answer(PAGE)
    net = Net(server)
    names = Names(rebind_example=[[OUTSIDE], [OUTSIDE], [OUTSIDE], ["127.0.0.1"]])
    fetcher = far(server, names, net)
    fetched(fetcher.fetch("http://rebind.example/a"))
    assert net.went == [OUTSIDE] * 3
    refused(fetcher.fetch("http://rebind.example/a"), RejectReason.PRIVATE_ADDRESS)
    assert net.went == [OUTSIDE] * 3


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1/", "http://169.254.169.254/", "http://inside.example/", "//[::1]/"]
)
def test_redirects_into_this_network_are_not_followed(server, target):
    server.routes["/a"] = answer(b"", 302, location=target)
    names = Names(outside_example=[[OUTSIDE]], inside_example=[["192.168.0.1"]])
    net = Net(server)
    refused(far(server, names, net).fetch("http://outside.example/a"), RejectReason.PRIVATE_ADDRESS)
    assert set(net.went) == {OUTSIDE}


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://outside.example/", "http://u:p@outside.example/"])
def test_redirects_to_what_is_no_web_page(server, target):
    server.routes["/a"] = answer(b"", 301, location=target)
    refused(far(server).fetch("http://outside.example/a"), RejectReason.BAD_ADDRESS)


def test_robots_txt_that_redirects_inside_is_not_followed(server):
    server.routes |= {"/robots.txt": answer(b"", 302, location="http://127.0.0.1/"), "/a": answer(PAGE)}
    refused(far(server).fetch("http://outside.example/a"), RejectReason.PRIVATE_ADDRESS)


def test_a_host_that_is_not_there(server):
    refused(far(server).fetch("http://nowhere.example/"), RejectReason.UNREACHABLE)


# --- redirects -----------------------------------------------------------------------------------
def test_redirects_are_followed_and_the_last_address_kept(server):
    server.routes |= {"/a": answer(b"", 301, location="/b?x=1"), "/b": answer(PAGE)}
    got = fetched(near().fetch(server.url + "/a"))
    assert (got.url, got.final_url) == (server.url + "/a", server.url + "/b?x=1")


def test_circles_and_long_chains_of_redirects(server):
    server.routes |= {"/a": answer(b"", 302, location="/b"), "/b": answer(b"", 302, location="/a")}
    assert "circle" in refused(near().fetch(server.url + "/a"), RejectReason.REDIRECTS).detail
    assert server.paths() == ["/a", "/b"]
    server.routes |= {f"/{n}": answer(b"", 302, location=f"/{n + 1}") for n in range(50)}
    assert "10 times" in refused(near().fetch(server.url + "/0"), RejectReason.REDIRECTS).detail


def test_a_site_that_redirects_until_its_cookie_comes_back(server):
    def route(connection, request):
        there = "seen=1" in request.headers.get("cookie", "")
        connection.sendall(answer(PAGE) if there else answer(b"", 302, location="/a", set_cookie="seen=1"))

    server.routes["/a"] = route
    fetcher = near()
    fetched(fetcher.fetch(server.url + "/a"))
    fetched(fetcher.fetch(server.url + "/a"))
    assert ["cookie" in r.headers for r in server.asked if r.path == "/a"] == [False, True, False, True]


# --- sizes and times -----------------------------------------------------------------------------
def test_a_page_without_end(server):
    server.routes["/a"] = endless
    refused(near(max_bytes=300_000).fetch(server.url + "/a"), RejectReason.TOO_LARGE)


def test_a_page_that_says_it_is_too_large_is_not_read(server):
    server.routes["/a"] = answer(b"x", content_length="99999999")
    refused(near().fetch(server.url + "/a"), RejectReason.TOO_LARGE)


def test_bombs(server):
    packed = gzip.compress(b"\0" * 30_000_000)
    twice = gzip.compress(packed)
    server.routes |= {
        "/large": answer(packed, content_encoding="gzip"),
        "/swells": answer(gzip.compress(b"a" * 2_000_000), content_encoding="gzip"),
        "/twice": answer(twice, content_encoding="gzip, gzip"),
    }
    refused(near().fetch(server.url + "/large"), RejectReason.TOO_LARGE)
    assert "swells" in refused(near().fetch(server.url + "/swells"), RejectReason.TOO_LARGE).detail
    refused(near().fetch(server.url + "/twice"), RejectReason.UNREADABLE)


def test_packed_pages(server):
    server.routes |= {
        "/gzip": answer(gzip.compress(PAGE.encode()[:40]) + gzip.compress(PAGE.encode()[40:]), content_encoding="gzip"),
        "/zlib": answer(zlib.compress(PAGE.encode()), content_encoding="deflate"),
        "/bare": answer(zlib.compress(PAGE.encode(), wbits=-15), content_encoding="deflate"),
        "/cut": answer(gzip.compress(PAGE.encode())[:-12], content_encoding="gzip"),
        "/not": answer(PAGE, content_encoding="gzip"),
        "/br": answer(PAGE, content_encoding="br"),
    }
    fetcher = near()
    for path in ("/gzip", "/zlib", "/bare"):
        assert fetched(fetcher.fetch(server.url + path)).body == PAGE.encode(), path
    refused(fetcher.fetch(server.url + "/cut"), RejectReason.TRUNCATED)
    refused(fetcher.fetch(server.url + "/not"), RejectReason.UNREADABLE)
    refused(fetcher.fetch(server.url + "/br"), RejectReason.UNREADABLE)
    assert server.asked[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize(
    "head", [b"", b"HTTP/1.1 200 OK\r\nx-a: ", b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n"]
)
def test_a_server_that_drips(server, head):
    """Every read has its byte in time; the whole has not."""
    server.routes["/a"] = drip(0.02, head=head)
    with HttpFetcher(Config(allow_private=True, fetch_seconds=0.3), sleep=lambda s: None) as fetcher:
        rejection = refused(fetcher.fetch(server.url + "/a"), RejectReason.TIMED_OUT)
    assert "0.3 seconds" in rejection.detail
    assert len(server.paths()) == 1


def test_an_answer_shorter_than_it_says(server):
    server.routes["/a"] = answer(PAGE, content_length="5000")
    refused(near().fetch(server.url + "/a"), RejectReason.TRUNCATED)
    assert len(server.paths()) == 3


def test_an_answer_longer_than_it_says_ends_where_it_says(server):
    server.routes["/a"] = answer(PAGE, content_length="20")
    assert fetched(near().fetch(server.url + "/a")).body == PAGE.encode()[:20]


@pytest.mark.parametrize("raw", [b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1 twenty\r\n\r\n", b"\x00" * 100])
def test_what_is_no_http(server, raw):
    server.routes["/a"] = raw
    refused(near().fetch(server.url + "/a"), RejectReason.UNREACHABLE)


# --- failures that pass --------------------------------------------------------------------------
def test_it_asks_again_and_waits_longer_each_time(server):
    time = Time()
    server.routes["/a"] = [hang_up, answer(b"", 502), answer(PAGE)]
    fetched(near(time).fetch(server.url + "/a"))
    assert time.slept == [1.0, 2.0]


def test_it_waits_as_long_as_the_server_asks(server):
    time = Time()
    server.routes["/a"] = [
        answer(b"", 429, retry_after="7"),
        answer(b"", 503, retry_after="Wed, 12 Mar 2031 08:00:30 GMT"),
        answer(PAGE),
    ]
    fetched(near(time).fetch(server.url + "/a"))
    assert time.slept == [7.0, 30.0]


def test_it_does_not_wait_for_an_hour(server):
    time = Time()
    server.routes["/a"] = answer(b"", 429, retry_after="3600")
    assert "3600 seconds" in refused(near(time).fetch(server.url + "/a"), RejectReason.BUSY).detail
    assert time.slept == []


def test_a_server_that_stays_busy(server):
    server.routes["/a"] = answer(b"", 503, retry_after="nonsense")
    refused(near().fetch(server.url + "/a"), RejectReason.BUSY)
    assert len(server.paths()) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 418, 500, 204])
def test_other_statuses(server, status):
    server.routes["/a"] = answer(PAGE, status)
    assert str(status) in refused(near().fetch(server.url + "/a"), RejectReason.HTTP_STATUS).detail


# --- what changed --------------------------------------------------------------------------------
def test_a_page_that_has_not_changed_does_not_come_again(server):
    def route(connection, request):
        same = request.headers.get("if-none-match") == '"7"' and "if-modified-since" in request.headers
        connection.sendall(answer(b"", 304) if same else answer(PAGE, etag='"7"', last_modified="then"))

    server.routes["/a"] = route
    fetcher = near()
    first = fetched(fetcher.fetch(server.url + "/a"))
    again = fetched(fetcher.fetch(server.url + "/a", validators=first.validators))
    assert again.not_modified
    assert again.body == b""
    assert again.validators == first.validators
    other = fetched(fetcher.fetch(server.url + "/a", validators=Validators(etag='"6"')))
    assert other.body == PAGE.encode()


def test_not_modified_where_nothing_was_asked_is_no_answer(server):
    server.routes["/a"] = answer(b"", 304)
    refused(near().fetch(server.url + "/a"), RejectReason.HTTP_STATUS)


# --- what a site allows --------------------------------------------------------------------------
def robots(text: str) -> bytes:
    return answer(text, content_type="text/plain")


def test_robots_txt_is_obeyed(server):
    server.routes |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /private\n\nUser-agent: variorum\nDisallow: /*/desk$\n"),
        "/private": answer(PAGE),
        "/a/desk": answer(PAGE),
    }
    fetcher = near()
    fetched(fetcher.fetch(server.url + "/private"))
    refused(fetcher.fetch(server.url + "/a/desk"), RejectReason.DISALLOWED)
    assert server.paths(own=True).count("/robots.txt") == 1
    assert "/a/desk" not in server.paths()


def test_a_redirect_is_held_against_robots_txt_too(server):
    server.routes |= {
        "/robots.txt": robots("User-agent: *\nDisallow: /b\n"),
        "/a": answer(b"", 302, location="/b"),
        "/b": answer(PAGE),
    }
    refused(near().fetch(server.url + "/a"), RejectReason.DISALLOWED)


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_robots_txt_that_fails_means_no(server, status):
    server.routes |= {"/robots.txt": answer(b"", status), "/a": answer(PAGE)}
    time = Time()
    fetcher = near(time)
    assert str(status) in refused(fetcher.fetch(server.url + "/a"), RejectReason.DISALLOWED).detail
    server.routes["/robots.txt"] = robots("")
    time.seconds += 3600
    fetched(fetcher.fetch(server.url + "/a"))


@pytest.mark.parametrize(
    "route",
    [
        answer(b"", 404),
        answer(b"", 403),
        answer(PAGE),
        answer(b"\x00\xff\xfe" * 100),
        answer(b"", 302, location="/robots.txt"),
        answer(b"# " + b"x" * 600_000),
    ],
)
def test_a_robots_txt_that_is_none_means_yes(server, route):
    server.routes |= {"/robots.txt": route, "/a": answer(PAGE)}
    fetched(near().fetch(server.url + "/a"))


def test_one_host_is_asked_at_a_pace(server):
    time = Time()
    server.routes |= {"/a": answer(PAGE), "/b": answer(PAGE)}
    fetcher = near(time, pace_seconds=2.0)
    for path in ("/a", "/b", "/a"):
        fetched(fetcher.fetch(server.url + path))
    assert time.slept == [2.0, 2.0]


@pytest.mark.parametrize(
    ("said", "pause"),
    [("Crawl-delay: 5", 5.0), ("Request-rate: 1/8", 8.0), ("Crawl-delay: 9000", 30.0), ("Crawl-delay: x", 1.0)],
)
def test_the_pace_that_robots_txt_asks_for(server, said, pause):
    time = Time()
    server.routes |= {"/robots.txt": robots(f"User-agent: *\n{said}\n"), "/a": answer(PAGE)}
    fetcher = near(time)
    for _ in range(2):
        fetched(fetcher.fetch(server.url + "/a"))
    assert time.slept == [pause]


META = '<html><head><META content="{}" name="TDM-Reservation"></head><body><p>Words.</p></body></html>'


@pytest.mark.parametrize(
    ("routes", "reserved"),
    [
        ({"/a": answer(PAGE, tdm_reservation="1")}, True),
        ({"/a": answer(PAGE, tdm_reservation="0")}, False),
        ({"/a": answer(META.format(1))}, True),
        ({"/a": answer(META.format(0), tdm_reservation="1")}, False),
        ({"/a": answer(PAGE, x_robots_tag="noindex, noai")}, True),
        ({"/a": answer(PAGE, x_robots_tag="otherbot: noai")}, False),
        ({"/a": answer(PAGE, x_robots_tag="noindex, nosnippet")}, False),
        ({"/a": answer('<meta name="robots" content="index, NoAI"><p>Words.</p>')}, True),
        ({"/.well-known/tdmrep.json": answer('[{"location": "/a*", "tdm-reservation": 1}]')}, True),
        ({"/.well-known/tdmrep.json": answer('[{"location": "/b", "tdm-reservation": 1}]')}, False),
        ({"/.well-known/tdmrep.json": answer('[{"location": "/", "tdm-reservation": 1}, {"location"'), }, False),
        ({"/.well-known/tdmrep.json": answer('[{"location": "/", "tdm-reservation": "1"}]'),
          "/a": answer(PAGE, tdm_reservation="0")}, False),
    ],
)  # fmt: skip
def test_opt_outs_from_mining(server, routes, reserved):
    server.routes |= {"/a": answer(PAGE), **routes}
    got = near().fetch(server.url + "/a")
    if reserved:
        refused(got, RejectReason.OPTED_OUT)
    else:
        fetched(got)


def test_places_in_a_file_of_reservations():
    assert matches("/news/*", "/news/a")
    assert matches("/", "/news/a")
    assert matches("/a$", "/a")
    assert not matches("/a$", "/ab")
    assert matches("/x[1]", "/x[1]y")
    assert not matches("/x?", "/xy")


def test_an_address_keeps_no_fragment():
    assert str(web_address("HTTPS://Example.org/a#b")) == "https://example.org/a"
    with pytest.raises(RefusedError):
        web_address("nothing")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl, which makes the certificate, is not here")
def test_certificates_are_checked_by_the_name_though_the_address_is_connected(tmp_path, monkeypatch):
    key, certificate = str(tmp_path / "k.pem"), str(tmp_path / "c.pem")
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=outside.example"]
    made += ["-addext", "subjectAltName=DNS:outside.example", "-keyout", key, "-out", certificate]
    subprocess.run(made, check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serving({"/a": answer(PAGE)}, tls=context) as server:
        names = Names(outside_example=[[OUTSIDE]], other_example=[[OUTSIDE]])
        fetcher = far(server, names)
        assert fetched(fetcher.fetch("https://outside.example/a")).body == PAGE.encode()
        wrong = refused(fetcher.fetch("https://other.example/a"), RejectReason.UNREACHABLE)
        assert "certificate" in wrong.detail
