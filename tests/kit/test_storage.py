"""One contract, three places for files."""

import hashlib
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kit import s3_server

from centralita.config import doctor
from centralita.config.environment import Environment
from centralita.kit.errors import NotFound, TooLarge
from centralita.kit.storage import (
    Bucket,
    FolderStorage,
    MalformedKey,
    MemoryStorage,
    S3Storage,
    StorageAway,
    checked,
)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys of the bucket, and nothing of whoever runs the tests."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", s3_server.KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", s3_server.SECRET)
    for name in ("AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/dev/null")


@pytest.fixture
def bucket(aws: None) -> Iterator[s3_server.Bucket]:
    with s3_server.serving() as bucket:
        yield bucket


def there(bucket: s3_server.Bucket, name: str = "files", **more: str) -> S3Storage:
    return S3Storage(Bucket(name, **{"endpoint": bucket.address, "region": "eu-west-1", **more}))


@pytest.fixture(params=["folder", "memory", "bucket"])
def storage(request, tmp_path):
    match request.param:
        case "folder":
            return FolderStorage(tmp_path / "files")
        case "bucket":
            return there(request.getfixturevalue("bucket"), prefix="house/one")
        case _:
            return MemoryStorage()


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


def test_says_which_files_are_in_a_folder(storage):
    for key in ("org/docs/a", "org/docs/more/b", "org/docs2/c", "org/d"):
        storage.put(key, [b"four"])
    found = {one.key: one.size for one in storage.files_in("org/docs")}
    assert found == {"org/docs/a": 4, "org/docs/more/b": 4}
    assert all(one.modified_at.tzinfo is not None for one in storage.files_in("org"))
    assert list(storage.files_in("nobody")) == []
    # What is removed on the way is no longer told, and breaks nothing.
    for one in storage.files_in("org"):
        storage.delete(one.key)
    assert list(storage.files_in("org")) == []


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


def test_a_bucket_holds_the_files_below_its_prefix_only(bucket):
    storage = there(bucket, prefix="house/one")
    bucket.objects["house/one/docs"] = bucket.objects["house/two/docs/x"] = (b"others", datetime.now(UTC))
    storage.put("docs/a", [b"mine"])
    for number in range(5):
        storage.put(f"docs/{number}", [b"mine"])
    storage.delete_folder("docs")
    assert sorted(bucket.objects) == ["house/one/docs", "house/two/docs/x"]


def test_a_large_file_goes_in_parts_and_is_seen_whole_or_not_at_all(bucket):
    storage = there(bucket)
    pieces = [bytes([number]) * 1_000_000 for number in range(40)]
    stored = storage.put("a/large.wav", pieces)
    whole = b"".join(pieces)
    assert (stored.size, stored.sha256) == (len(whole), hashlib.sha256(whole).hexdigest())
    assert bucket.asked.count("PUT a/large.wav") == 3
    with storage.get("a/large.wav") as file:
        file.seek(39_999_990)
        assert file.read() == whole[-10:]
    assert bucket.uploads == {}


@pytest.fixture
def patient(monkeypatch):
    """Tries that wait for each other as ever, in a time that runs fifty times as fast."""
    sleep = time.sleep
    monkeypatch.setattr(time, "sleep", lambda seconds: sleep(seconds / 50))


def test_a_bucket_that_stumbles_is_asked_again_and_one_that_is_away_is_said(bucket, patient):
    storage = there(bucket)
    bucket.failing = 1
    storage.put("a", [b"x"])
    assert read(storage, "a") == b"x"
    bucket.failing = -1
    for act in (
        lambda: storage.put("a", [b"y"]),
        lambda: storage.get("a"),
        lambda: storage.stat("a"),
        lambda: storage.delete("a"),
        lambda: storage.delete_folder("b"),
    ):
        with pytest.raises(StorageAway):
            act()
    bucket.failing = 0
    assert read(storage, "a") == b"x"


def test_another_key_or_another_bucket_opens_nothing(bucket, monkeypatch):
    with pytest.raises(StorageAway):
        there(bucket, "others").put("a", [b"x"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wrong")
    with pytest.raises(StorageAway):
        there(bucket).put("a", [b"x"])
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(StorageAway):
        there(bucket).put("a", [b"x"])
    assert bucket.objects == {}


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("s3://files", Bucket("files")),
        ("s3://files/", Bucket("files")),
        ("s3://files/house/one/", Bucket("files", "house/one")),
        (
            "s3://files?endpoint=https://minio.example.com:9000&region=eu-west-1",
            Bucket("files", "", "https://minio.example.com:9000", "eu-west-1"),
        ),
    ],
)
def test_the_address_of_a_bucket(address, told):
    assert Bucket.read(address) == told


@pytest.mark.parametrize(
    "address",
    ["", "files", "s3://", "https://files.example.com", "s3://me:secret@files", "s3://files?endpoint=minio",
     "s3://files?regoin=x", "s3://files?endpoint=ftp://x"],
)  # fmt: skip
def test_what_is_no_address_of_a_bucket(address):
    with pytest.raises(ValueError, match=r".+"):
        Bucket.read(address)


def test_the_doctor_tries_the_bucket_that_an_operator_names(bucket, patient):
    environment = Environment.read(
        {"CENTRALITA_FILES": f"s3://files/house?endpoint={bucket.address}&region=eu-west-1"}
    )
    assert [finding.verdict for finding in doctor.files(environment)] == ["ok"]
    assert bucket.objects == {}, "nothing of it stays"
    bucket.failing = -1
    (finding,) = doctor.files(environment)
    assert finding.verdict == "wrong"
    assert "SlowDown" in finding.what
    assert list(doctor.files(Environment.read({}))) == []
