"""Required sections left out, emptied, answered with nothing, or put below another heading."""

from dataclasses import replace

from corpus.generator.chance import Chance
from corpus.generator.outline import Node
from corpus.generator.plan import Para
from corpus.generator.prose import PHRASES

ROLES = {
    "BC": ("difficulties", "proposals", "proposals", "results"),
    "KH": ("content", "budget", "organisation", "targets"),
}
STATES = {"missing": 4, "empty": 2, "nil_answer": 2, "elsewhere": 1}
NIL_ROLES = frozenset({"difficulties", "proposals"})


def draw_fault(type_: str, state: str, chance: Chance) -> tuple[str, str] | None:
    """A role of that type with a state that it can have; None for types without required sections."""
    if type_ not in ROLES:
        return None
    role = chance.pick(ROLES[type_])
    if state == "elsewhere":
        return ("proposals", state) if type_ == "BC" else (role, "missing")
    if state == "nil_answer" and role not in NIL_ROLES:
        return (role, "empty")
    if state == "empty" and role == "results":
        return ("proposals", state)
    return (role, state)


def plant_section(nodes: tuple[Node, ...], fault: tuple[str, str], chance: Chance) -> tuple[Node, ...]:
    """The tree with that section in that state."""
    role, state = fault
    gone = {"targets", "purpose"} if role == "targets" else {role}
    if state == "missing":
        return _without(nodes, gone)
    if state == "elsewhere":
        asked = tuple(block for node in _named(nodes, "proposals") for block in _texts(node))
        lead = Para("Từ những khó khăn nêu trên, đơn vị kiến nghị:")
        return tuple(_grown(node, (lead, *asked)) for node in _without(nodes, gone))
    text = (Para(chance.pick(PHRASES["nil"])),) if state == "nil_answer" else ()
    return tuple(_emptied(node, gone, text) for node in nodes)


def _without(nodes: tuple[Node, ...], roles: set[str]) -> tuple[Node, ...]:
    kept = []
    for node in nodes:
        children = _without(node.children, roles)
        combined = node.children and {child.role for child in node.children} != {node.role}
        if node.role in roles and not (combined and children):
            continue
        left = children[0] if combined and len(children) == 1 else replace(node, children=children)
        kept.append(left)
    return tuple(kept)


def _named(nodes: tuple[Node, ...], role: str) -> list[Node]:
    found = []
    for node in nodes:
        if node.role == role:
            found.append(node)
        else:
            found.extend(_named(node.children, role))
    return found


def _texts(node: Node) -> list[Para]:
    own = [block for block in node.blocks if isinstance(block, Para) and block.asks]
    return own + [text for child in node.children for text in _texts(child)]


def _grown(node: Node, more: tuple[Para, ...]) -> Node:
    """Difficulties that go on with what belongs below another heading."""
    if node.role != "difficulties":
        return node
    if node.children:
        return replace(node, children=(*node.children[:-1], _grown(node.children[-1], more)))
    return replace(node, blocks=(*node.blocks, *more))


def _emptied(node: Node, roles: set[str], text: tuple[Para, ...]) -> Node:
    combined = bool(node.children) and {child.role for child in node.children} != {node.role}
    if node.role in roles and not combined:
        return replace(node, blocks=text, children=())
    return replace(node, children=tuple(_emptied(child, roles, text) for child in node.children))
