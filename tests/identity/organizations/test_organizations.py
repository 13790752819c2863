"""Organizations: changed, branded, shared between an agency and its clients, left and deleted."""

import contextlib
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from centralita.identity.access.permissions import Role
from centralita.identity.audit import trail
from centralita.identity.audit.models import AuditEntry, PlatformEntry
from centralita.identity.organizations.domain import branding, images
from centralita.identity.tenancy.scope import tenant_scope
from centralita.kit.ids import to_text
from tests.people import Member

COLORS = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(COLORS)
def test_a_colour_is_refused_with_one_that_can_be_seen(color: str) -> None:
    lost = branding.check(color)
    if lost is None:
        assert all(branding.contrast(color, surface) >= 3 for surface in branding.SURFACES.values())
    else:
        assert lost.ratio < 3
        assert branding.check(lost.suggestion) is None


def test_contrast_is_wcags() -> None:
    assert round(branding.contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(branding.contrast("#777777", "#ffffff"), 2) == 4.48
    assert branding.normal(" #AbC ") == "#aabbcc"
    assert [branding.normal(text) for text in ("red", "#12", "#12345g", "#１２３")] == [None] * 4


def png(*extra: tuple[bytes, bytes], width: int = 8, height: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x0b\x7a\x75" * width for _ in range(height)) if width < 99 else b""
    parts = [chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))]
    parts += [chunk(kind, data) for kind, data in extra]
    parts += [chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def jpeg(comment: bytes) -> bytes:
    def segment(kind: int, data: bytes) -> bytes:
        return b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data

    frame = b"\x08" + struct.pack(">HH", 16, 24) + b"\x01\x01\x11\x00"
    scan = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x12\xff\x00\x34\xff\xd0\x56"
    return b"\xff\xd8" + segment(0xE1, comment) + segment(0xC0, frame) + scan + b"\xff\xd9"


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def test_what_draws_nothing_is_taken_out_of_images() -> None:
    secret = b"GPS 40.4168 -3.7038 <script>alert(1)</script>"
    lossless = b"\x2f" + struct.pack("<I", 9 | 19 << 14) + b"\0\0"
    extended = b"\x0c\0\0\0" + bytes([9, 0, 0, 19, 0, 0])
    for content, size in (
        (png((b"tEXt", secret)) + secret, (8, 8)),
        (jpeg(b"Exif\0\0" + secret) + secret, (24, 16)),
        (webp((b"VP8X", extended), (b"VP8L", lossless), (b"EXIF", secret)) + secret, (10, 20)),
    ):
        image = images.clean(content)
        assert (image.width, image.height) == size
        assert secret not in image.content
        assert images.clean(image.content) == image


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", images.UnsupportedImage),
        (b"GIF89a", images.UnsupportedImage),
        (b"", images.UnsupportedImage),
        (png()[:-20], images.BrokenImage),
        (png(width=5000), images.ImageTooBig),
        (b"\xff\xd8\xff", images.BrokenImage),
        (webp(), images.BrokenImage),
    ],
)
def test_what_is_no_image_is_refused(content: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        images.clean(content)


@given(st.sampled_from([png(), jpeg(b"x"), webp((b"VP8L", b"\x2f\0\0\0\0\0"))]), st.data())
def test_damaged_images_end_in_an_error_or_an_image(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(images.UnsupportedImage, images.BrokenImage, images.ImageTooBig):
        images.clean(bytes(damaged))


database = pytest.mark.database


@database
def test_an_organization_is_changed_by_one_person_at_a_time(member: Member) -> None:
    before = member.api.get("/organization")
    etag = before["ETag"]
    changed = member.api.patch(
        "/organization",
        {"name": " Clínica Luna ", "time_zone": "Atlantic/Canary"},
        headers={"If-Match": etag},
    )
    assert changed.status_code == 200, changed.content
    assert changed.json()["name"] == "Clínica Luna"
    assert changed["ETag"] != etag
    late = member.api.patch("/organization", {"language": "en"}, headers={"If-Match": etag})
    assert (late.status_code, late.json()["code"]) == (412, "stale")
    same = member.api.patch("/organization", {"name": "Clínica Luna"})
    assert same["ETag"] == changed["ETag"]
    for body, field in (
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"name": "  "}, "name"),
        ({"plan": "enterprise"}, "plan"),
        ({"currency": "euro"}, "currency"),
        ({"name": None}, "name"),
    ):
        answer = member.api.patch("/organization", body)
        assert (answer.status_code, answer.json()["field"]) == (422, field), answer.content


@database
def test_a_brands_colour_must_be_seen_in_both_themes(member: Member) -> None:
    refused = member.api.patch("/organization", {"color": "#ffee00"}).json()
    assert refused["code"] == "color_unreadable"
    assert refused["data"]["theme"] == "light"
    suggestion = refused["data"]["suggestion"]
    assert member.api.patch("/organization", {"color": suggestion}).json()["brand"]["color"] == suggestion
    me = member.api.get("/me").json()
    assert me["memberships"][0]["organization"]["brand"]["color"] == suggestion
    assert member.api.patch("/organization", {"color": None}).json()["brand"]["color"] is None
    assert member.api.patch("/organization", {"color": "url(x)"}).json()["code"] == "not_a_color"


def upload(member: Member, content: bytes, **headers: str):
    return member.api.client.post(
        "/api/v1/organization/logo",
        {"file": SimpleUploadedFile("logo.png", content, content_type="image/png")},
        headers={**member.api.headers, **headers},
    )


@database
def test_a_logo_is_shown_to_anybody_with_safe_headers(member: Member, make) -> None:
    first = upload(member, png((b"tEXt", b"private")))
    assert first.status_code == 200, first.content
    address = first.json()["brand"]["logo_url"]
    shown = make().api.client.get(address)
    content = shown.content
    assert shown["Content-Type"] == "image/png"
    assert b"private" not in content
    assert images.clean(content).width == 8
    assert shown["Cache-Control"] == "public, max-age=31536000, immutable"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    second = upload(member, png(width=9)).json()["brand"]["logo_url"]
    assert second != address
    old = make().api.client.get(address)
    assert old["Cache-Control"] == "public, max-age=300"
    assert member.api.delete("/organization/logo").json()["brand"]["logo_url"] is None
    assert make().api.client.get(second).status_code == 404


@database
@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 415, "unsupported_image"),
        (png()[:40], 422, "broken_image"),
        (png((b"tEXt", b"x" * 600_000)), 413, "too_large"),
    ],
)
def test_a_logo_that_is_none_is_refused(member: Member, content: bytes, status: int, code: str) -> None:
    answer = upload(member, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@database
def test_an_upload_is_repeatable_by_its_key(member: Member) -> None:
    first = upload(member, png(), **{"Idempotency-Key": "logo-1"})
    again = upload(member, png(), **{"Idempotency-Key": "logo-1"})
    assert again["Idempotent-Replayed"] == "true"
    assert again.json() == first.json()
    other = upload(member, png(width=9), **{"Idempotency-Key": "logo-1"})
    assert other.json()["code"] == "idempotency_key_reused"


@database
def test_a_key_is_for_one_address_too(member: Member) -> None:
    one, two = (
        member.api.post("/invitations", {"email": f"{name}@example.test", "role": "viewer"}).json()["id"]
        for name in ("one", "two")
    )
    headers = {"Idempotency-Key": "revoke"}
    assert member.api.post(f"/invitations/{one}/revoke", headers=headers).status_code == 204
    answer = member.api.post(f"/invitations/{two}/revoke", headers=headers)
    assert answer.json()["code"] == "idempotency_key_reused"


@database
def test_an_agency_makes_and_enters_its_clients(member: Member, make) -> None:
    made = member.api.post("/clients", {"name": "Peluquería Mar", "language": "es"})
    assert made.status_code == 201, made.content
    assert [row["name"] for row in member.api.get("/clients").json()["items"]] == ["Peluquería Mar"]
    client_id = made.json()["id"]
    colleague = make(in_=member, role=Role.ADMIN)
    inside = {"X-Organization": client_id}
    assert colleague.api.get("/organization", headers=inside).status_code == 404
    assert colleague.api.post(f"/clients/{client_id}/join").status_code == 200
    assert colleague.api.get("/organization", headers=inside).json()["parent_id"] == to_text(
        "org", member.organization_id
    )
    actions = [entry["action"] for entry in colleague.api.get("/audit", headers=inside).json()["items"]]
    assert actions == ["agency_join", "organization_create"]
    assert member.api.get("/audit").json()["items"][0]["action"] == "client_join"
    # A stranger's organization is no client, and a client takes none of its own.
    stranger = make()
    foreign = to_text("org", stranger.organization_id)
    assert member.api.post(f"/clients/{foreign}/join").status_code == 404
    nested = member.api.post("/clients", {"name": "X"}, headers=inside)
    assert nested.json()["code"] == "client_of_a_client"
    # The client goes its own way.
    assert member.api.post("/organization/leave-agency", headers=inside).json()["parent_id"] is None
    assert member.api.get("/clients").json()["items"] == []


@database
def test_an_owner_deletes_the_organization_by_typing_its_name(member: Member, make) -> None:
    admin = make(in_=member, role=Role.ADMIN)
    upload(member, png())
    assert admin.api.post("/organization/delete", {"name": "Clínica Sol"}).status_code == 403
    assert member.api.post("/organization/delete", {"name": "Clinica"}).json()["code"] == "name_differs"
    done = member.api.post("/organization/delete", {"name": "Clínica Sol"}, headers={"Idempotency-Key": "x"})
    assert done.status_code == 204, done.content
    assert member.api.get("/organization").status_code == 404
    assert member.api.get("/me").json()["memberships"] == []
    with tenant_scope(member.organization_id):
        assert not AuditEntry.objects.exists()
    entry = PlatformEntry.objects.get(subject_id=to_text("org", member.organization_id))
    assert (entry.action, entry.actor_id) == ("organization_delete", member.user.id)


@database
def test_two_step_can_be_asked_of_administrators(member: Member, make) -> None:
    from allauth.mfa.models import Authenticator

    refused = member.api.patch("/organization", {"two_step": "administrators"})
    assert refused.json()["code"] == "two_step_of_your_own_first"
    Authenticator.objects.create(user=member.user, type="totp", data={"secret": "x"})
    assert member.api.patch("/organization", {"two_step": "administrators"}).json()["two_step"] == (
        "administrators"
    )
    admin, viewer = make(in_=member, role=Role.ADMIN), make(in_=member, role=Role.VIEWER)
    assert admin.api.get("/organization").json()["code"] == "two_step_required"
    assert viewer.api.get("/organization").status_code == 200
    assert member.api.get("/organization").status_code == 200


@database
def test_the_trail_of_all_this_holds(member: Member) -> None:
    upload(member, png())
    member.api.patch("/organization", {"name": "Otra"})
    with tenant_scope(member.organization_id):
        assert trail.verify(member.organization_id).holds
