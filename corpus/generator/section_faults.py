"""Required sections left out, emptied, answered with nothing, or put below another heading."""

from dataclasses import dataclass, replace

from corpus.generator.chance import Chance
from corpus.generator.outline import Node
from corpus.generator.plan import Elsewhere, Para
from corpus.generator.prose import PHRASES

ROLES = {
    "BC": ("difficulties", "proposals", "proposals", "results"),
    "KH": ("content", "budget", "organisation", "targets"),
}
STATES = {"missing": 4, "empty": 2, "nil_answer": 2, "elsewhere": 3}
NIL_ROLES = frozenset({"difficulties", "proposals"})


@dataclass(frozen=True, slots=True)
class Move:
    """A section whose text goes below the heading of another: the line before it there."""

    below: str
    lead: str


MOVES = {
    "proposals": Move("difficulties", "Từ những khó khăn nêu trên, đơn vị kiến nghị:"),
    "difficulties": Move("results", "Bên cạnh kết quả đạt được, còn một số khó khăn, vướng mắc sau:"),
    "budget": Move("organisation", "Kinh phí thực hiện được bố trí như sau:"),
}
MOVED = {"BC": ("proposals", "proposals", "difficulties"), "KH": ("budget",)}


def draw_fault(type_: str, state: str, chance: Chance) -> tuple[str, str] | None:
    """A role of that type with a state that it can have; None for types without required sections."""
    if type_ not in ROLES:
        return None
    if state == "elsewhere":
        return (chance.pick(MOVED[type_]), state)
    role = chance.pick(ROLES[type_])
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
        move = MOVES[role]
        texts = tuple(block for node in _named(nodes, role) for block in _texts(node))
        grown, _ = _grown(_without(nodes, gone), move.below, (Para(move.lead), *texts))
        return grown
    text = (Para(chance.pick(PHRASES["nil"])),) if state == "nil_answer" else ()
    return tuple(_emptied(node, gone, text) for node in nodes)


def moved(nodes: tuple[Node, ...], fault: tuple[str, str]) -> tuple[Elsewhere, ...]:
    """What `plant_section` moves; `nodes` is the tree before."""
    role, state = fault
    if state != "elsewhere":
        return ()
    items = sum(len(_texts(node)) for node in _named(nodes, role))
    return (Elsewhere(role, MOVES[role].below, MOVES[role].lead, items),)


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
    """The outermost sections of the role; of a combined section its part."""
    found = []
    for node in nodes:
        combined = node.children and {child.role for child in node.children} != {node.role}
        if node.role == role and not combined:
            found.append(node)
        else:
            found.extend(_named(node.children, role))
    return found


def _texts(node: Node) -> list[Para]:
    """The paragraphs of a section that carry it: of recommendations the items, of others all."""
    own = [block for block in node.blocks if isinstance(block, Para) and (block.asks or node.role != "proposals")]
    return own + [text for child in node.children for text in _texts(child)]


def _grown(nodes: tuple[Node, ...], role: str, more: tuple[Para, ...]) -> tuple[tuple[Node, ...], bool]:
    """The tree with `more` at the end of the last section of the role, and whether there was one."""
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        children, inside = _grown(node.children, role, more)
        if inside:
            return (*nodes[:index], replace(node, children=children), *nodes[index + 1 :]), True
        if node.role == role:
            grown = replace(node, blocks=(*node.blocks, *more))
            return (*nodes[:index], grown, *nodes[index + 1 :]), True
    return nodes, False


def _emptied(node: Node, roles: set[str], text: tuple[Para, ...]) -> Node:
    combined = bool(node.children) and {child.role for child in node.children} != {node.role}
    if node.role in roles and not combined:
        return replace(node, blocks=text, children=())
    return replace(node, children=tuple(_emptied(child, roles, text) for child in node.children))
