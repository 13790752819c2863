"""No way of writing an address inside gets past the guard."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.outbound import Guard, OutboundFailed, OutboundPolicy, OutboundRefused, Side, side_of

PUBLIC = "93.184.216.34"


class Names:
    """A resolver that knows a few names; numbers in odd notations it reads as old resolvers do."""

    def __init__(self, **known):
        self.known = known
        self.asked = []

    def resolve(self, host, _port):
        self.asked.append(host)
        if host not in self.known:
            raise OSError("unknown name")
        return self.known[host]

    async def resolve_async(self, host, port):
        return self.resolve(host, port)


INSIDE = [
    # plain
    "127.0.0.1", "127.1.2.3", "127.255.255.254", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.0.1", "192.168.255.255", "0.0.0.0", "0.1.2.3", "169.254.169.254", "169.254.170.2", "169.254.0.1",  # noqa: S104
    "100.64.0.1", "100.127.255.255", "100.100.100.200", "168.63.129.16", "192.0.0.192", "192.0.0.1", "192.0.2.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255",
    # IPv6
    "[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[0000::0001]", "[fe80::1]", "[fe80::1%25eth0]", "[febf::1]", "[fec0::1]",
    "[fc00::1]", "[fd00::1]", "[fdff:ffff::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[ff02::1]", "[ff0e::1]",
    "[100::1]", "[2001:db8::1]", "[2001::1]", "[2001:0:7f00:1::]", "[2001:10::1]", "[3fff::1]", "[4000::1]", "[5f00::1]",
    # IPv4 inside IPv6
    "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]",
    "[0:0:0:0:0:ffff:7f00:0001]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a00:1]",
    "[64:ff9b::169.254.169.254]", "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]", "[2002:5db8:d822::1]",
    # octal, hexadecimal, whole numbers, short forms
    "0177.0.0.1", "0177.0.0.01", "017700000001", "0x7f.0.0.1", "0x7f.0x0.0x0.0x1", "0x7f000001", "0X7F000001", "2130706433",
    "127.1", "127.0.1", "10.1", "0", "0x0", "00", "1", "3232235521", "0xc0a80001", "0xa9fea9fe", "2852039166", "0251.0376.0251.0376",
    "425.510.425.510", "127.0.0.1.", "2130706433.", "127.0.0.256", "127.0.0.08", "1.2.3.4.5", "127.0.0.0x1", "4294967296",
    # letters that are numbers in disguise
    "①②⑦.⓪.⓪.①", "１２７.０.０.１", "127。0。0。1", "127.0.0.1", "𝟙𝟚𝟟.0.0.1",
    # no host at all, or no name
    "", ".", "..", "-", "a..b", ".example.com", "-a.com", "a-.com", "%31%32%37.0.0.1", "127.0.0.1%00.example.com",
    "exa mple.com", "example.com\t", "[", "[]", "[::1", "::1]", "[127.0.0.1]", "a" * 64 + ".com", "a." * 200 + "com",
]  # fmt: skip

WHOLE_URLS = [
    "http://example.com/",  # not encrypted
    "ftp://example.com/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/stat",
    "ldap://127.0.0.1/", "javascript:alert(1)", "data:text/html,hi", "jar:https://example.com!/", "ws://example.com/",
    "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fdocker.sock/", "//example.com/", "example.com", "/relative",
    "https:example.com", "https:/example.com", "https:///example.com", "https://", "https", "", " ", "\x00",
    "https://user@example.com/", "https://user:pass@example.com/", "https://:pass@example.com/",
    "https://example.com@127.0.0.1/", "https://example.com%40127.0.0.1/", "https://127.0.0.1#@example.com/",
    "https://127.0.0.1\\@example.com/", "https://example.com\\@127.0.0.1/", "https:\\\\127.0.0.1/",
    "https://example.com:22/", "https://example.com:80/", "https://example.com:8443/", "https://example.com:6379/",
    "https://example.com:0/", "https://example.com:65536/", "https://example.com:-1/", "https://example.com:443x/",
    "https://example.com:443:80/", "https://[::1]:443:80/", " https://example.com/", "https://example.com/ x",
    "https://example.com/\r\nHost: inside", "https://exam\nple.com/", "https://example.com/" + "a" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("host", INSIDE)
def test_no_notation_of_an_address_inside_passes(host):
    guard = Guard(OutboundPolicy(), Names(localhost=["127.0.0.1"]))
    with pytest.raises(OutboundRefused):
        guard.check(f"https://{host}/")


@pytest.mark.parametrize("url", WHOLE_URLS)
def test_urls_that_are_more_than_they_seem_are_refused(url):
    with pytest.raises(OutboundRefused):
        Guard(OutboundPolicy()).check(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://example.com", "example.com"),
        ("HTTPS://EXAMPLE.com:443/a?b=c#d", "example.com"),
        ("https://example.com./", "example.com"),
        ("https://münchen.de/", "xn--mnchen-3ya.de"),
        ("https://a_b.example.com/", "a_b.example.com"),
        ("https://8.8.8.8/", "8.8.8.8"),
        ("https://[2606:4700::1111]/", "2606:4700::1111"),
        ("https://[::ffff:8.8.8.8]/", "::ffff:808:808"),
        ("https://[64:ff9b::8.8.8.8]/", "64:ff9b::808:808"),
        ("https://1password.com/", "1password.com"),
        ("https://example.com/path@with:odd//things", "example.com"),
    ],
)
def test_ordinary_urls_pass(url, host):
    found = Guard(OutboundPolicy()).check(url)
    assert (found.scheme, found.port) == ("https", 443)
    assert ip_or_text(found.host) == ip_or_text(host)


def ip_or_text(host):
    try:
        return ip_address(host)
    except ValueError:
        return host


def test_http_on_port_80_is_a_choice():
    assert Guard(OutboundPolicy(plain_http=True)).check("http://example.com/").port == 80
    with pytest.raises(OutboundRefused):
        Guard(OutboundPolicy(plain_http=True)).check("http://example.com:8080/")


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "10.0.0.1"],
        ["::1", PUBLIC],
        ["169.254.169.254"],
        ["fe80::1%eth0"],
        ["::ffff:192.168.1.1"],
        ["fd00:ec2::254"],
    ],
)
def test_a_name_with_one_address_inside_is_not_called_at_all(answers):
    guard = Guard(OutboundPolicy(), Names(**{"evil.example": answers}))
    guard.check("https://evil.example/")
    with pytest.raises(OutboundRefused):
        guard.addresses("evil.example", 443)


def test_unknown_names_are_a_failure_of_the_other_side():
    with pytest.raises(OutboundFailed) as caught:
        Guard(OutboundPolicy(), Names()).addresses("nowhere.example", 443)
    assert caught.value.data == {"reason": "name", "host": "nowhere.example"}


def test_the_field_at_fault_is_named():
    with pytest.raises(OutboundRefused) as caught:
        Guard(OutboundPolicy()).check("https://10.0.0.1/", field="base_url")
    assert (caught.value.field, caught.value.data["reason"]) == ("base_url", "address")


class TestWhatAnOperatorAllows:
    policy = OutboundPolicy.from_environ(
        {
            "CENTRALITA_ALLOW_PRIVATE_HOSTS": "localhost:11434, [::1]:8000 ,Ollama.lan., 10.0.0.5:443,169.254.169.254"
        }
    )
    names = Names(
        localhost=["127.0.0.1", "::1"], **{"ollama.lan": ["192.168.1.9"], "other.lan": ["192.168.1.9"]}
    )
    guard = Guard(policy, names)

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost:11434/v1",
            "https://LOCALHOST:11434/",
            "http://[::1]:8000/",
            "http://ollama.lan/",
            "https://ollama.lan/",
            "https://10.0.0.5/",
        ],
    )
    def test_passes(self, url):
        found = self.guard.check(url)
        assert self.guard.addresses(found.host, found.port)

    @pytest.mark.parametrize(
        "url",
        [
            "http://localhost:11435/",
            "http://127.0.0.1:11434/",
            "http://ollama.lan:8080/",
            "https://10.0.0.6/",
            "https://169.254.169.254/",
            "http://example.com/",
        ],
    )
    def test_opens_nothing_else(self, url):
        with pytest.raises(OutboundRefused):
            self.guard.check(url)

    def test_another_name_of_the_same_machine_stays_shut(self):
        with pytest.raises(OutboundRefused):
            self.guard.addresses("other.lan", 443)

    def test_metadata_stays_shut_behind_an_allowed_name(self):
        guard = Guard(self.policy, Names(**{"ollama.lan": ["169.254.169.254"]}))
        with pytest.raises(OutboundRefused):
            guard.addresses("ollama.lan", 80)

    @pytest.mark.parametrize(
        "text",
        ["http://localhost", "localhost:0", "localhost:99999", "a b", "user@host", "host:port", "10.0.0.0/8"],
    )
    def test_a_wrong_setting_is_named(self, text):
        with pytest.raises(ValueError, match="CENTRALITA_ALLOW_PRIVATE_HOSTS"):
            OutboundPolicy.from_environ({"CENTRALITA_ALLOW_PRIVATE_HOSTS": text})

    def test_nothing_is_allowed_by_default(self):
        assert OutboundPolicy.from_environ({}).private_hosts == frozenset()


@given(
    st.ip_addresses(v=4) | st.ip_addresses(v=6, network="2000::/3") | st.ip_addresses(v=6, network="f000::/4")
)
def test_what_the_registry_calls_special_is_never_public(address):
    if not address.is_global or address.is_multicast:
        assert side_of(address) is not Side.PUBLIC


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address):
    number = int(address)
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert side_of(ip_address(int(ip_address(prefix)) + number)) is side_of(address)


@given(st.text(max_size=40))
def test_no_text_breaks_the_guard(text):
    for url in (text, f"https://{text}/", f"https://{text}"):
        try:
            found = Guard(OutboundPolicy()).check(url)
        except OutboundRefused:
            continue
        assert found.scheme == "https"
