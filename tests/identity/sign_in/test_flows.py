"""Signing up, signing in, new passwords: through the API that the dashboard uses."""

import pytest

from centralita.identity.accounts.models import User
from centralita.identity.audit import security
from centralita.identity.tenancy.scope import user_scope
from tests.identity.sign_in.browser import Browser, code_for, flows, fresh_address, letters_for

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("database")]


def actions(email: str) -> list[str]:
    user = User.objects.get(email=email)
    with user_scope(user.id):
        return [entry.action for entry in security.entries(cursor=None, limit=50).items][::-1]


def test_a_person_signs_up_confirms_the_address_and_is_in() -> None:
    email, browser = fresh_address(), Browser()
    answer = browser.post(
        "/auth/signup", {"email": email.upper(), "password": "correct horse battery staple"}
    )
    assert answer.status_code == 401
    assert flows(answer)["verify_email"] is True
    assert browser.me().status_code == 401
    assert browser.post("/auth/email/verify", {"key": "ZZZZZZ"}).status_code == 400
    done = browser.post("/auth/email/verify", {"key": code_for(email)})
    assert done.status_code == 200, done.content
    me = browser.me().json()
    assert me["user"]["email"] == email
    assert me["memberships"] == []
    assert actions(email) == ["signed_up", "code_rejected", "email_confirmed", "signed_in"]


def test_the_letter_shows_the_code_first_and_in_the_readers_language() -> None:
    english, spanish = fresh_address(), fresh_address()
    Browser(**{"Accept-Language": "en"}).post(
        "/auth/signup", {"email": english, "password": "a long one 4 me"}
    )
    Browser(**{"Accept-Language": "es"}).post(
        "/auth/signup", {"email": spanish, "password": "a long one 4 me"}
    )
    assert letters_for(english)[0].subject == f"Your code: {code_for(english)}"
    assert letters_for(spanish)[0].subject == f"Su código: {code_for(spanish)}"
    assert len(letters_for(english)[0].text) < 400


def test_an_address_is_one_person_however_it_is_typed() -> None:
    email = fresh_address()
    Browser().sign_up(email)
    again = Browser().post("/auth/signup", {"email": email.title(), "password": "another long password"})
    assert again.status_code == 401  # the same answer as for a new address
    assert User.objects.filter(email__iexact=email).count() == 1
    assert "already" in letters_for(email)[0].subject
    assert Browser().sign_in(email.upper()).status_code == 200


@pytest.mark.parametrize("password", ["short", "1234567890", "password123"])
def test_a_poor_password_is_refused(password: str) -> None:
    answer = Browser().post("/auth/signup", {"email": fresh_address(), "password": password})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["param"] == "password"


def test_signing_in_and_out_is_told_to_the_person() -> None:
    email = fresh_address()
    Browser().sign_up(email)
    browser = Browser(**{"User-Agent": "Firefox/150"})
    assert browser.sign_in(email, "wrong wrong wrong").status_code == 400
    assert browser.sign_in(email).status_code == 200
    shown = browser.get("/api/v1/me/security-events").json()
    assert [event["action"] for event in shown["items"]] == [
        "signed_in",
        "sign_in_failed",
        "signed_in",
        "email_confirmed",
        "signed_up",
    ]
    assert shown["items"][0]["browser"] == "Firefox/150"
    assert shown["items"][0]["id"].startswith("sev_")
    assert browser.delete("/auth/session").status_code == 401
    assert browser.me().status_code == 401
    assert actions(email)[-1] == "signed_out"


def test_signing_in_by_a_code_sent_to_the_address() -> None:
    email, browser = fresh_address(), Browser()
    Browser().sign_up(email)
    assert browser.post("/auth/code/request", {"email": email}).status_code == 401
    assert browser.post("/auth/code/confirm", {"code": code_for(email)}).status_code == 200
    assert browser.me().status_code == 200


def test_a_new_password_by_a_code() -> None:
    email, browser = fresh_address(), Browser()
    Browser().sign_up(email)
    assert browser.post("/auth/password/request", {"email": email}).status_code == 401
    code = code_for(email)
    answer = browser.post("/auth/password/reset", {"key": code, "password": "a brand new password"})
    assert answer.status_code in {200, 401}, answer.content
    assert Browser().sign_in(email, "a brand new password").status_code == 200
    assert Browser().sign_in(email).status_code == 400
    assert Browser().post(
        "/auth/password/reset", {"key": code, "password": "yet another one"}
    ).status_code in {
        400,
        409,
    }
    assert "password_reset" in actions(email)
    assert any("password" in letter.subject.lower() for letter in letters_for(email))


def test_an_unknown_address_is_answered_as_a_known_one() -> None:
    email = fresh_address()
    Browser().sign_up(email)
    wrong = Browser().sign_in(email, "not the password")
    unknown = Browser().sign_in(fresh_address(), "not the password")
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    for path, name in (("/auth/password/request", "email"), ("/auth/code/request", "email")):
        known, nobody = Browser().post(path, {name: email}), Browser().post(path, {name: fresh_address()})
        assert (known.status_code, known.json()) == (nobody.status_code, nobody.json())


def test_changing_the_password_is_told_and_ends_nothing_else_by_surprise() -> None:
    email, browser = fresh_address(), Browser()
    browser.sign_up(email)
    body = {"current_password": "correct horse battery staple", "new_password": "an even longer password"}
    assert browser.post("/account/password/change", body).status_code == 200
    assert browser.me().status_code == 200
    assert actions(email)[-1] == "password_changed"
    assert letters_for(email)[0].text.count("http") == 1


def test_other_sessions_are_listed_and_ended() -> None:
    email, here, there = fresh_address(), Browser(), Browser()
    here.sign_up(email)
    there.sign_in(email)
    listed = here.get("/auth/sessions").json()["data"]
    other = next(session for session in listed if not session["is_current"])
    assert here.delete("/auth/sessions", {"sessions": [other["id"]]}).status_code == 200
    assert there.me().status_code == 401
    assert here.me().status_code == 200
    assert actions(email)[-1] == "session_ended"
