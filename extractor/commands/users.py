"""`vanthu users`: who may come into a store that is served, and the tokens of programs."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from extractor.commands.documents import printable
from extractor.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from extractor.access.audit import Act, Actor
    from extractor.access.users import Within
    from extractor.store.store import Store

HELP = "say who may come into a store that is served: people with a password and a role, programs with a token"
_ROLES = ("viewer", "reviewer", "admin")
_UNUSED = "memory://"
"""Where a store behind an address would keep originals: here none is read."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `vanthu users`."""
    actions = parser.add_subparsers(metavar="ACTION", dest="action", required=True)
    _action(actions, "list", "everybody, with role")
    for name, about in (
        ("add", "let somebody in; the password is asked for, or read as a line from standard input"),
        ("role", "give another role"),
        ("password", "give another password; sessions end"),
        ("disable", "shut somebody out; sessions and tokens end to work"),
        ("enable", "let somebody in again"),
        ("remove", "forget somebody; what they did stays in the audit log"),
    ):
        action = _action(actions, name, about)
        action.add_argument("name", metavar="NAME", help="by which the person signs in")
        if name in {"add", "role"}:
            role = "what the person may do" if name == "role" else "what the person may do (default: viewer)"
            action.add_argument("--role", choices=_ROLES, required=name == "role", default="viewer", help=role)
    _configure_tokens(actions)


def _action(
    actions: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=about, description=about)
    action.add_argument("store", metavar="STORE", help="a folder (SQLite), or an address such as postgresql://…")
    return action


def _configure_tokens(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _action(actions, "tokens", "every token, without its secret")
    token = _action(actions, "token", "make a token for a program; it is printed this once")
    token.add_argument("name", metavar="NAME", help="whose it is; it may do no more than its owner")
    token.add_argument("--for", dest="purpose", metavar="WORDS", required=True, help="what it is for")
    token.add_argument("--scope", metavar="SCOPE", action="append", required=True, help="see docs/service.md")
    token.add_argument("--days", metavar="N", type=int, default=365, help="until it ends (default: 365; 0: never)")
    revoke = _action(actions, "revoke", "end a token")
    revoke.add_argument("id", metavar="ID", type=int, help="its number in the list of tokens")


def run(arguments: argparse.Namespace) -> int:
    """Do one thing, and note it in the audit log."""
    from extractor.store.database import is_address
    from extractor.store.store import Store

    with Store.open(arguments.store, _UNUSED if is_address(arguments.store) else None) as store:
        _ACTIONS[arguments.action](store, arguments)
    return ExitCode.DONE


def _list(store: Store, _: argparse.Namespace) -> None:
    from extractor.access.users import Users

    for user in Users(store).all():
        print(f"{user.name}\t{user.role}\t{'disabled' if user.is_disabled else 'may come in'}\t{user.created_at}")


def _add(store: Store, arguments: argparse.Namespace) -> None:
    from extractor.access.audit import Act
    from extractor.access.roles import Role
    from extractor.access.users import Users, checked_name

    name = checked_name(arguments.name)
    user = Users(store).add(name, Role(arguments.role), _password())
    _note(store, Act.USER_ADDED, user.id)
    print(f"{user.name} may come in as {user.role.value}", file=sys.stderr)


def _change(store: Store, arguments: argparse.Namespace) -> None:
    from extractor.access.audit import Act
    from extractor.access.roles import Role
    from extractor.access.users import Change, Users

    users = Users(store)
    user = users.get(arguments.name)
    if arguments.action == "role":
        change = Change(role=Role(arguments.role))
    elif arguments.action == "password":
        change = Change(password=_password())
    else:
        change = Change(is_disabled=arguments.action == "disable")
    users.change(user.name, change, _noted(store, Act.USER_CHANGED))


def _remove(store: Store, arguments: argparse.Namespace) -> None:
    from extractor.access.audit import Act
    from extractor.access.users import Users

    Users(store).remove(arguments.name, _noted(store, Act.USER_REMOVED))


def _tokens(store: Store, _: argparse.Namespace) -> None:
    from extractor.access.tokens import Tokens

    for token in Tokens(store).all():
        print(f"{token.id}\t{token.owner}\t{printable(token.name)}\t{' '.join(token.scopes)}")


def _token(store: Store, arguments: argparse.Namespace) -> None:
    from extractor.access.audit import Act
    from extractor.access.roles import Scope, scopes_of
    from extractor.access.tokens import Tokens
    from extractor.access.users import Users

    user = Users(store).get(arguments.name)
    unknown = sorted(set(arguments.scope) - {scope.value for scope in scopes_of(user.role)})
    if unknown:
        may = ", ".join(sorted(scopes_of(user.role)))
        raise UsageError(f"--scope {printable(unknown[0])}: {user.name} may {may}")
    days = arguments.days if arguments.days > 0 else None
    token, secret = Tokens(store).add(user, arguments.purpose[:64], [Scope(scope) for scope in arguments.scope], days)
    _note(store, Act.TOKEN_ADDED, token.id)
    print(secret)


def _revoke(store: Store, arguments: argparse.Namespace) -> None:
    from extractor.access.audit import Act
    from extractor.access.tokens import Tokens

    if not Tokens(store).revoke(arguments.id):
        raise UsageError(f"there is no token {arguments.id}; list them with vanthu users tokens STORE")
    _note(store, Act.TOKEN_REVOKED, arguments.id)


_ACTIONS = {
    "list": _list,
    "add": _add,
    "role": _change,
    "password": _change,
    "disable": _change,
    "enable": _change,
    "remove": _remove,
    "tokens": _tokens,
    "token": _token,
    "revoke": _revoke,
}


def _note(store: Store, act: Act, target: int) -> None:
    from extractor.access.audit import Audit

    Audit(store).note(_actor(), act, str(target))


def _noted(store: Store, act: Act) -> Within:
    """Has the audit log say what is done to a person, in the same transaction."""
    from extractor.access.audit import Audit

    return lambda connection, user: Audit(store).write(connection, _actor(), act, str(user.id))


def _actor() -> Actor:
    """Who may write to the store's database may do anything to it: the log names the login of this machine."""
    from extractor.access.audit import Actor

    try:
        login = getpass.getuser()
    except (KeyError, OSError):
        login = "unknown"
    return Actor(login, "command")


def _password() -> str:
    """A password that a person types twice, or a line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("password: ")
    if getpass.getpass("again: ") != password:
        raise UsageError("the two passwords differ")
    return password
