"""One contract, two places for files."""

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centralita.kit.errors import NotFound, TooLarge
from centralita.kit.storage import FolderStorage, MalformedKey, MemoryStorage, checked


@pytest.fixture(params=["folder", "memory"])
def storage(request, tmp_path):
    return FolderStorage(tmp_path / "files") if request.param == "folder" else MemoryStorage()


def read(storage, key):
    with storage.get(key) as file:
        return file.read()


def test_gives_back_what_was_put(storage):
    stored = storage.put("org/docs/a.pdf", [b"one ", b"", b"two"])
    assert read(storage, "org/docs/a.pdf") == b"one two"
    assert (stored.key, stored.size, stored.sha256) == (
        "org/docs/a.pdf",
        7,
        hashlib.sha256(b"one two").hexdigest(),
    )
    found = storage.stat("org/docs/a.pdf")
    assert (found.size, found.modified_at.tzinfo is not None) == (7, True)


def test_an_empty_file_is_a_file(storage):
    storage.put("empty", [])
    assert read(storage, "empty") == b""
    assert storage.stat("empty").size == 0


def test_putting_again_replaces(storage):
    storage.put("a", [b"old and long"])
    storage.put("a", [b"new"])
    assert read(storage, "a") == b"new"


def test_an_open_file_keeps_its_content_while_it_is_replaced(storage):
    storage.put("a", [b"old"])
    with storage.get("a") as file:
        storage.put("a", [b"new"])
        assert file.read() == b"old"


def test_a_folder_goes_with_all_that_is_in_it_and_nothing_else(storage):
    for key in ("docs/a1/x", "docs/a1/deep/y", "docs/a10/z", "docs/a", "a1/x"):
        storage.put(key, [b"x"])
    storage.delete_folder("docs/a1")
    storage.delete_folder("docs/a1")
    storage.delete_folder("docs/a")
    for gone in ("docs/a1/x", "docs/a1/deep/y"):
        with pytest.raises(NotFound):
            storage.stat(gone)
    assert [read(storage, kept) for kept in ("docs/a10/z", "docs/a", "a1/x")] == [b"x"] * 3
    storage.put("docs/a1/x", [b"again"])
    assert read(storage, "docs/a1/x") == b"again"


@pytest.mark.parametrize("folder", ["", "..", "docs/..", "/docs", "docs/"])
def test_no_folder_is_outside(storage, folder):
    with pytest.raises(MalformedKey):
        storage.delete_folder(folder)


@pytest.mark.parametrize("key", ["missing", "folder", "folder/file/deeper"])
def test_what_is_not_there_is_not_found(storage, key):
    storage.put("folder/file", [b"x"])
    with pytest.raises(NotFound):
        storage.get(key)
    with pytest.raises(NotFound):
        storage.stat(key)
    storage.delete(key)
    assert read(storage, "folder/file") == b"x"


def test_deleted_is_gone_and_may_be_deleted_again(storage):
    storage.put("a/b", [b"x"])
    storage.delete("a/b")
    storage.delete("a/b")
    with pytest.raises(NotFound):
        storage.get("a/b")


def test_a_limit_stops_the_stream_early_and_leaves_what_was_there(storage):
    storage.put("a", [b"before"])
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield b"x" * 1000

    with pytest.raises(TooLarge) as caught:
        storage.put("a", endless(), limit=10_000)
    assert caught.value.data == {"limit": 10_000}
    assert len(taken) == 11
    assert read(storage, "a") == b"before"


def test_a_file_of_exactly_the_limit_is_taken(storage):
    assert storage.put("a", [b"x" * 10], limit=10).size == 10


def test_a_stream_that_breaks_leaves_nothing(storage):
    def broken():
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        storage.put("a", broken())
    with pytest.raises(NotFound):
        storage.stat("a")


@pytest.mark.parametrize(
    "key",
    ["", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", "./a", "a/./b", "a//b", "a/", ".hidden", "a/.hidden", ".incoming/x", "a\\b",
     "A", "a b", "a\x00b", "a\nb", "é", "a:b", "~root", "-a", "a..b", "a.", "x" * 513, "/".join("a" * 11), "%2e%2e/a", "b" * 201],
)  # fmt: skip
def test_keys_that_could_lead_elsewhere_are_refused(storage, key):
    for act in (
        lambda: storage.put(key, [b"x"]),
        lambda: storage.get(key),
        lambda: storage.stat(key),
        lambda: storage.delete(key),
    ):
        with pytest.raises(MalformedKey):
            act()


@given(st.text(max_size=30))
def test_a_key_that_passes_stays_below_the_root(text):
    try:
        key = checked(text)
    except MalformedKey:
        return
    assert all(part and not part.startswith(".") for part in key.split("/"))
    assert key == key.lower()


def test_writers_of_one_key_leave_one_whole_file(storage):
    def write(letter):
        storage.put("shared", [letter * 1000] * 50)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, [bytes([65 + number]) for number in range(16)]))
    content = read(storage, "shared")
    assert len(content) == 50_000
    assert len(set(content)) == 1


def test_a_folder_keeps_no_scraps_and_shows_others_nothing(tmp_path):
    storage = FolderStorage(tmp_path)
    storage.put("a/b.txt", [b"x"])
    with pytest.raises(TooLarge):
        storage.put("a/c.txt", [b"xx"], limit=1)
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        ".incoming",
        "a",
        "a/b.txt",
    ]
    assert stat.S_IMODE((tmp_path / "a/b.txt").stat().st_mode) == 0o600
