"""Markdown as a tree of plain nodes: what the writers of HTML, PDF and Word have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Kind = Literal[
    "paragraph", "heading", "list", "item", "quote", "table", "row", "cell", "rule", "code", "figure",
    "text", "strong", "emphasis", "struck", "mono", "link", "cites", "cite", "break",
]  # fmt: skip

FIGURE = "figure:"
"""Scheme of the images that stand for figures of the report; no other image is shown."""
_SAME = {
    "paragraph": "paragraph", "blockquote": "quote", "list_item": "item", "strong": "strong", "em": "emphasis",
    "s": "struck", "hr": "rule", "tr": "row", "hardbreak": "break",
}  # fmt: skip
_LITERAL = {
    "text": "text",
    "code_inline": "mono",
    "fence": "code",
    "code_block": "code",
    "html_inline": "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A block, or words within one.

    `text` holds the words, of a link its address, of a figure its name, of a cell how it is set (left, right, center);
    `number` the level of a heading, the first number of a list (0 where it has none), the number of a note.
    """

    kind: Kind
    text: str = ""
    number: int = 0
    children: tuple[Node, ...] = ()


def parse(markdown: str) -> tuple[Node, ...]:
    """The blocks of a text in Markdown; HTML in it is text."""
    from markdown_it.tree import SyntaxTreeNode

    return tuple(_blocks(SyntaxTreeNode(_parser().parse(markdown))))


def words_of(node: Node) -> str:
    """The words under a node, without notes."""
    if node.kind in ("text", "mono", "code"):
        return node.text
    if node.kind in ("cites", "figure"):
        return ""
    return " " if node.kind == "break" else "".join(words_of(child) for child in node.children)


def widths_in(nodes: Iterable[Node]) -> dict[tuple[str, ...], tuple[int, ...]]:
    """What share of the width each column asks for, by the words in it; tables with the same heads are set alike.

    Args:
        nodes: all blocks in which there may be tables.

    Returns:
        The shares by the words of the heads (`heads_of`).
    """
    rows: dict[tuple[str, ...], list[Node]] = {}
    for table in _tables(nodes):
        rows.setdefault(heads_of(table), []).extend(table.children)
    return {
        heads: tuple(
            _width([words_of(cell) for cell in column])
            for column in zip(*(row.children for row in some), strict=False)
        )
        for heads, some in rows.items()
    }


def heads_of(table: Node) -> tuple[str, ...]:
    """The words of the heads of a table's columns."""
    return tuple(words_of(cell) for cell in table.children[0].children)


def _tables(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if node.kind == "table":
            yield node
        yield from _tables(node.children)


def _width(words: list[str]) -> int:
    """Between the longest word and the mean length, which a few long cells do not spoil."""
    mean = sum(min(len(one), 120) for one in words) / len(words)
    longest = max((len(word) for one in words for word in one.split()), default=0)
    return round(max(min(mean, 70), min(longest, 16), min(max(map(len, words)), 18), 5))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return parser.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)


def _blocks(parent: SyntaxTreeNode) -> Iterator[Node]:
    for node in parent.children:
        figure = _figure_in(node)
        if figure:
            yield figure
        elif node.type == "inline":
            yield from _words(node)
        elif node.type in ("thead", "tbody"):
            yield from _blocks(node)
        elif node.type == "heading":
            yield Node(kind="heading", number=int(node.tag[1:]), children=tuple(_blocks(node)))
        elif node.type in ("bullet_list", "ordered_list"):
            first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
            yield Node(kind="list", number=first, children=tuple(_blocks(node)))
        elif node.type == "table":
            yield Node(kind="table", children=tuple(_blocks(node)))
        elif node.type in ("th", "td"):
            side = str(node.attrs.get("style", "text-align:left")).removeprefix("text-align:")
            yield Node(kind="cell", text=side, children=tuple(_blocks(node)))
        elif node.type in _LITERAL:
            yield Node(kind=_LITERAL[node.type], text=node.content)  # type: ignore[arg-type]
        elif node.type in _SAME:
            yield Node(kind=_SAME[node.type], children=tuple(_blocks(node)))  # type: ignore[arg-type]


def _figure_in(node: SyntaxTreeNode) -> Node | None:
    """The figure that a paragraph consists of."""
    if node.type != "paragraph" or len(node.children) != 1 or len(node.children[0].children) != 1:
        return None
    image = node.children[0].children[0]
    address = str(image.attrs.get("src", "")) if image.type == "image" else ""
    return Node(kind="figure", text=address.removeprefix(FIGURE)) if address.startswith(FIGURE) else None


def _words(parent: SyntaxTreeNode) -> Iterator[Node]:
    """Words within a block, notes that follow each other together."""
    for cited, some in groupby(map(_word, parent.children), key=lambda node: node.kind == "cite"):
        if cited:
            yield Node(kind="cites", children=tuple(some))
        else:
            yield from _joined(some)


def _joined(nodes: Iterable[Node]) -> Iterator[Node]:
    for plain, some in groupby(nodes, key=lambda node: node.kind == "text"):
        if plain:
            yield Node(kind="text", text="".join(node.text for node in some))
        else:
            yield from some


def _word(node: SyntaxTreeNode) -> Node:
    if node.type == "footnote_ref":
        return Node(kind="cite", number=int(node.meta["label"]))
    if node.type == "link":
        return Node(kind="link", text=str(node.attrs["href"]), children=tuple(_words(node)))
    if node.type == "softbreak":
        return Node(kind="text", text=" ")
    if node.type == "image":
        return Node(kind="text", text=node.content)
    if node.type in _LITERAL:
        return Node(kind=_LITERAL[node.type], text=node.content)  # type: ignore[arg-type]
    return Node(kind=_SAME.get(node.type, "text"), children=tuple(_words(node)))  # type: ignore[arg-type]
