"""Who is signed in, who may come in, and the tokens of programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from extractor.access.audit import Act
from extractor.access.context import Services, services_of
from extractor.access.entrance import begin_session, end_session, signed_in
from extractor.access.guards import Principal, actor_of, csrf_token, needs, principal
from extractor.access.keys import derived
from extractor.access.passwords import LONGEST, SHORTEST
from extractor.access.problems import PREFIX, Kind, ProblemError
from extractor.access.roles import Role, Scope, scopes_of
from extractor.access.tokens import Token
from extractor.access.users import Change, User, UserError, Within
from extractor.service.answers import TokenAnswer, token_answer
from extractor.service.paging import LARGEST

router = APIRouter(prefix=PREFIX, tags=["accounts"])
UserName = Annotated[str, Path(alias="name", max_length=64)]
Password = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST, json_schema_extra={"format": "password"})]
_MANAGER = needs(Scope.USERS_MANAGE)
_STRICT = ConfigDict(extra="forbid")


class SignIn(BaseModel):
    """A name and its password."""

    model_config = _STRICT

    name: Annotated[str, Field(max_length=256)]
    password: Annotated[str, Field(max_length=1024, json_schema_extra={"format": "password"})]


class NewUser(BaseModel):
    """Somebody who may come in from now on."""

    model_config = _STRICT

    name: Annotated[str, Field(pattern="^[a-z0-9][a-z0-9._-]{0,63}$")]
    role: Role
    password: Password


class ChangedUser(BaseModel):
    """What is to be changed; what is left out stays."""

    model_config = _STRICT

    role: Role | None = None
    password: Password | None = None
    is_disabled: bool | None = None


class NewToken(BaseModel):
    """A token for a program, of whoever asks."""

    model_config = _STRICT

    name: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]{1,64}$", description="what it is for")]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    days: Annotated[int | None, Field(ge=1, le=3650, description="until it ends; null: never")] = 365


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """Who is signed in; `csrf_token` goes back as X-CSRF-Token, it is empty for tokens."""

    name: str
    role: Role
    scopes: list[Scope]
    csrf_token: str


@dataclass(frozen=True, slots=True)
class UserAnswer:
    """Somebody who may come in, unless disabled."""

    name: str
    role: Role
    is_disabled: bool
    created_at: str


@dataclass(frozen=True, slots=True)
class UsersAnswer:
    """Everybody who may come in."""

    users: list[UserAnswer]


@dataclass(frozen=True, slots=True)
class AddedToken:
    """A new token, with its secret; it is shown this once."""

    token: TokenAnswer
    secret: str


@dataclass(frozen=True, slots=True)
class TokensAnswer:
    """Tokens: one's own, and for who manages users all of them."""

    tokens: list[TokenAnswer]


@router.post("/session", operation_id="sign_in")
def sign_in(request: Request, response: Response, asked: SignIn) -> SessionAnswer:
    """Sign in by name and password; the answer sets the session cookie."""
    user = None if services_of(request).local else signed_in(request, asked.name, asked.password)
    if user is None:
        raise ProblemError(Kind.NOT_SIGNED_IN, "the name or the password is wrong")
    secret = begin_session(request, response, user)
    return SessionAnswer(user.name, user.role, sorted(scopes_of(user.role)), derived(secret, "csrf"))


@router.get("/session", operation_id="get_session")
def get_session(request: Request, who: Annotated[Principal, Depends(principal)]) -> SessionAnswer:
    """Who is signed in."""
    token = "" if who.means == "token" else csrf_token(request)
    return SessionAnswer(who.name, who.role, sorted(who.scopes), token)


@router.delete("/session", status_code=204, operation_id="sign_out")
def sign_out(request: Request, who: Annotated[Principal, Depends(principal)]) -> Response:
    """End the session."""
    if who.means == "token":
        raise ProblemError(Kind.CONFLICT, "a token has no session; revoke it instead")
    response = Response(status_code=204)
    end_session(request, response)
    services_of(request).access.audit.note(actor_of(request, who), Act.SIGNED_OUT)
    return response


@router.get("/users", dependencies=[Depends(_MANAGER)], operation_id="list_users")
def list_users(request: Request) -> UsersAnswer:
    """Everybody who may come in."""
    return UsersAnswer([_answer(user) for user in services_of(request).access.users.all()])


@router.post("/users", status_code=201, operation_id="add_user")
def add_user(request: Request, asked: NewUser, who: Annotated[Principal, Depends(_MANAGER)]) -> UserAnswer:
    """Let somebody in from now on."""
    access = services_of(request).access
    try:
        user = access.users.add(asked.name, asked.role, asked.password)
    except UserError as error:
        raise ProblemError(Kind.CONFLICT, str(error.args[0])) from error
    access.audit.note(actor_of(request, who), Act.USER_ADDED, str(user.id))
    return _answer(user)


@router.patch("/users/{name}", operation_id="change_user")
def change_user(
    request: Request, name: UserName, asked: ChangedUser, who: Annotated[Principal, Depends(_MANAGER)]
) -> UserAnswer:
    """Change role or password, shut out or let in again, all of it or nothing; whoever is signed in is signed out."""
    user = _user(services_of(request), name)
    change = Change(asked.role, asked.password, asked.is_disabled)
    try:
        changed = services_of(request).access.users.change(user.name, change, _noted(request, who, Act.USER_CHANGED))
    except UserError as error:
        raise ProblemError(Kind.CONFLICT, str(error.args[0])) from error
    return _answer(changed)


def _noted(request: Request, who: Principal, act: Act) -> Within:
    """Has the audit log say what is done to a person, in the same transaction."""
    audit, actor = services_of(request).access.audit, actor_of(request, who)
    return lambda connection, user: audit.write(connection, actor, act, str(user.id))


@router.delete("/users/{name}", status_code=204, operation_id="remove_user")
def remove_user(request: Request, name: UserName, who: Annotated[Principal, Depends(_MANAGER)]) -> Response:
    """Forget somebody with their sessions and tokens; what they did stays in the audit log."""
    user = _user(services_of(request), name)
    try:
        services_of(request).access.users.remove(user.name, _noted(request, who, Act.USER_REMOVED))
    except UserError as error:
        raise ProblemError(Kind.CONFLICT, str(error.args[0])) from error
    return Response(status_code=204)


@router.get("/tokens", operation_id="list_tokens")
def list_tokens(request: Request, who: Annotated[Principal, Depends(principal)]) -> TokensAnswer:
    """One's own tokens, for who manages users all of them, for another token itself alone; without their secrets."""
    tokens = services_of(request).access.tokens.all()
    return TokensAnswer([token_answer(each) for each in tokens if _may_manage(who, each)])


@router.post("/tokens", status_code=201, operation_id="add_token")
def add_token(request: Request, asked: NewToken, who: Annotated[Principal, Depends(principal)]) -> AddedToken:
    """Make a token for a program; it may do no more than who makes it, and is made by a person only."""
    access = services_of(request).access
    user = access.users.by_id(who.id) if who.id is not None else None
    if who.means != "user" or user is None:
        raise ProblemError(Kind.FORBIDDEN, "tokens are made by a user who is signed in")
    if not frozenset(asked.scopes) <= who.scopes:
        raise ProblemError(Kind.FORBIDDEN, "a token may do no more than its owner")
    token, secret = access.tokens.add(user, asked.name, asked.scopes, asked.days)
    access.audit.note(actor_of(request, who), Act.TOKEN_ADDED, str(token.id))
    return AddedToken(token_answer(token), secret)


@router.delete("/tokens/{id}", status_code=204, operation_id="revoke_token")
def revoke_token(
    request: Request,
    number: Annotated[int, Path(alias="id", ge=1, le=LARGEST)],
    who: Annotated[Principal, Depends(principal)],
) -> Response:
    """End a token: one's own, for who manages users any, for another token itself."""
    access = services_of(request).access
    found = next((each for each in access.tokens.all() if each.id == number), None)
    if found is None or not _may_manage(who, found):
        raise ProblemError(Kind.NOT_FOUND, "there is no such token")
    access.tokens.revoke(number)
    access.audit.note(actor_of(request, who), Act.TOKEN_REVOKED, str(number))
    return Response(status_code=204)


def _may_manage(who: Principal, token: Token) -> bool:
    """Whether somebody sees and ends a token; a program that came in by one has power over this one only."""
    is_own = token.owner == who.name if who.token is None else token.id == who.token
    return is_own or Scope.USERS_MANAGE in who.scopes


def _user(services: Services, name: str) -> User:
    try:
        return services.access.users.get(name)
    except UserError as error:
        raise ProblemError(Kind.NOT_FOUND, "there is no such user") from error


def _answer(user: User) -> UserAnswer:
    return UserAnswer(user.name, user.role, user.is_disabled, user.created_at)
