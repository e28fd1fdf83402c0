"""Coming in and going out by a browser: the password, the one-time key of a local desk, the session cookie."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from extractor.access.audit import Act, Actor
from extractor.access.context import services_of
from extractor.access.guards import address_of, check_origin, cookie_name
from extractor.access.problems import Kind, ProblemError
from extractor.access.users import User, checked_name, is_name


def signed_in(request: Request, name: str, password: str) -> User | None:
    """The user of a name and password; None where they are wrong. Both outcomes are noted.

    Raises:
        ProblemError: too many were wrong, or the request comes from a page of another site.
    """
    check_origin(request)
    access, address = services_of(request).access, address_of(request)
    # One spelling for the limit, the log and who is looked up. What is no name may be a password in the wrong field:
    # it is written nowhere.
    folded = checked_name(name) if is_name(name) else ""
    for whose in (("from", address), ("for", folded)):
        access.throttle.check("logins", *whose)
    user = access.users.signed_in(name, password)
    if user is None:
        for whose in (("from", address), ("for", folded)):
            access.throttle.count("logins", *whose)
        access.audit.note(Actor(folded, "user", address), Act.SIGN_IN_REFUSED)
        return None
    access.audit.note(Actor(user.name, "user", address), Act.SIGNED_IN, str(user.id))
    return user


def begin_session(request: Request, response: Response, who: User | str) -> str:
    """Give the browser a new session in place of the one it shows; gives its secret."""
    services = services_of(request)
    name = cookie_name(services)
    secret = services.access.sessions.begin(who, request.cookies.get(name))
    response.set_cookie(
        name,
        secret,
        max_age=int(services.settings.sessions.most),
        path="/",
        secure=services.settings.is_behind_https,
        httponly=True,
        samesite="strict",
    )
    return secret


def end_session(request: Request, response: Response) -> None:
    """End the session that the browser shows."""
    services = services_of(request)
    name = cookie_name(services)
    secret = request.cookies.get(name)
    if secret:
        services.access.sessions.end(secret)
    response.delete_cookie(
        name, path="/", secure=services.settings.is_behind_https, httponly=True, samesite="strict"
    )


def refuse_key(request: Request) -> ProblemError:
    """What to say of a one-time key that is wrong or used; counted like a wrong token.

    Raises:
        ProblemError: too many were wrong.
    """
    services_of(request).access.throttle.count("failures", address_of(request))
    return ProblemError(Kind.NOT_SIGNED_IN, "the key is wrong or was used; start vanthu review again")
