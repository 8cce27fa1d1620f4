"""What a page holds and does not show is taken out, before anything is read from it.

Text that a reader of the page can't see could be anyone's: it is never quoted. What only a style
sheet from elsewhere would hide can't be known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_NEVER_SHOWN: Final = (
    "script:not([type='application/ld+json']), style, template, noscript, noembed, noframes, "
    "iframe, object, embed, applet, canvas, svg, math, audio, video, textarea, select, datalist, "
    "input, dialog:not([open]), details:not([open]), [hidden]:not([hidden='until-found'])"
)
_NUMBER: Final = r"-?(?:\d+\.?\d*|\.\d+)"
_DECLARATION: Final = re.compile(r"([a-z-]+)\s*:\s*([^;]*)")
_ZERO: Final = re.compile(r"0*\.?0*(?:px|em|rem|pt|%|vh|vw|ex|ch|cm|mm|in|pc)?")
_FAR: Final = re.compile(r"-\s*(?:\d{4,}(?:\.\d+)?px|\d{3,}(?:\.\d+)?(?:em|rem|vw|vh|%|ch|pt))")
_TINY: Final = re.compile(r"(?:0?\.\d+|[01])(?:px|pt)?|0?\.0\d*(?:em|rem)|[0-4](?:\.\d+)?%")
_NO_CLIP: Final = re.compile(
    r"rect\(\s*(?:[01](?:px)?[,\s]*){4}\)|inset\(\s*(?:50|100)%.*\)|circle\(\s*0.*\)"
)
_NO_SCALE: Final = re.compile(r"scale(?:3d|[xy])?\(\s*0(?:\.0+)?\s*(?:,\s*0(?:\.0+)?\s*)*\)")
_FAR_MOVE: Final = re.compile(r"translate(?:3d|[xy])?\([^)]*-\s*(?:\d{4,}px|\d{3,}(?:vw|vh|%|em))")
_RULE: Final = re.compile(r"([^{}]*)\{([^{}]*)\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_SIMPLE: Final = re.compile(r"(?:[a-z][a-z0-9]*)?[.#][a-z_][\w-]*", re.IGNORECASE)
_LONGEST_SHEET: Final = 300_000
_MOST_SELECTORS: Final = 300
_WHITE: Final = "ffffff"
_NAMES: Final = {
    "white": _WHITE, "black": "000000", "red": "ff0000", "green": "008000", "blue": "0000ff",
    "yellow": "ffff00", "gray": "808080", "grey": "808080", "silver": "c0c0c0",
}  # fmt: skip
_RGB: Final = re.compile(r"rgba?\(\s*(\d+)[,\s]+(\d+)[,\s]+(\d+)\s*(?:[,/]\s*([\d.]+%?)\s*)?\)")
_BACKGROUND_ABOVE: Final = 12  # elements: how far up a background that is stated is looked for


def drop_hidden(page: LexborHTMLParser, *, keep_data: bool = True) -> None:
    """Take every node out of ``page`` that its own markup hides.

    ``keep_data`` leaves the publisher's JSON-LD, which has the article's words where scripts would
    write them; those of an article that has to be paid for are not for showing.
    """
    plain = not page.css_matches("style, link[rel~=stylesheet]")
    hidden = page.css(_NEVER_SHOWN if keep_data else f"script, {_NEVER_SHOWN}")
    for node in page.css("[style], font[color]"):
        if _is_hiding(style := _style(node)) or _same_colour(node, plain=plain):
            hidden.append(node)
        elif _is_tiny(style):
            hidden += _in_that_size(node)
    if selectors := _selectors_that_hide(page):
        hidden += page.css(", ".join(selectors))
    for node in _outermost([n for n in hidden if n.tag not in {"html", "body"}]):
        node.decompose()


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that are in no other of them: what is inside is gone with what is around."""
    chosen = {node.mem_id: node for node in nodes}
    inside: dict[int, bool] = {}
    found = []
    for node in chosen.values():
        path = []
        above = node.parent
        while above is not None and above.mem_id not in inside and above.mem_id not in chosen:
            path.append(above.mem_id)
            above = above.parent
        within = above is not None and (above.mem_id in chosen or inside[above.mem_id])
        inside.update(dict.fromkeys(path, within))
        if not within:
            found.append(node)
    return found


def _is_tiny(style: dict[str, str]) -> bool:
    size = style.get("font-size") or _font_size(style.get("font", ""))
    return bool(size and _TINY.fullmatch(size))


def _in_that_size(node: LexborNode) -> list[LexborNode]:
    """Return what is set in the size of ``node``: it, or its own words if what it holds differs.

    Size 0 around columns is how pages close the gaps between them.
    """
    inner = node.css_first("[style], [class], [size]")
    if inner is None:
        return [node]
    return [child for child in node.iter(include_text=True) if child.is_text_node]


def _style(node: LexborNode) -> dict[str, str]:
    return _declarations(node.attributes.get("style") or "")


def _declarations(style: str) -> dict[str, str]:
    """Return the declarations of a style, the last of a name, without "!important"."""
    found: dict[str, str] = {}
    for name, value in _DECLARATION.findall(_COMMENT.sub(" ", style.lower())):
        found[name] = value.replace("!important", "").strip()
    return found


def _is_hiding(style: dict[str, str]) -> bool:
    """Tell whether a style makes what it is for invisible."""
    if not style:
        return False
    if style.get("display") == "none" or style.get("visibility") in {"hidden", "collapse"}:
        return True
    if style.get("content-visibility") == "hidden":
        return True
    opacity = style.get("opacity", "1").rstrip("%")
    if re.fullmatch(r"0*\.?0*|0?\.0\d*", opacity):
        return True
    clipped = style.get("overflow", "").startswith(("hidden", "clip"))
    if clipped and any(
        name in style and (_ZERO.fullmatch(style[name]) or style[name] == "1px")
        for name in ("height", "width", "max-height", "max-width")
    ):
        return True
    if any(
        _FAR.match(style.get(name, "")) for name in ("text-indent", "margin-left", "margin-top")
    ):
        return True
    if style.get("position") in {"absolute", "fixed", "relative"} and any(
        _FAR.match(style.get(name, "")) for name in ("left", "top", "right", "bottom")
    ):
        return True
    if any(_NO_CLIP.match(style.get(name, "")) for name in ("clip", "clip-path")):
        return True
    if "opacity(0" in style.get("filter", "").replace(" ", ""):
        return True
    transform = style.get("transform", "")
    return bool(_NO_SCALE.search(transform) or _FAR_MOVE.search(transform))


def _font_size(font: str) -> str:
    found = re.search(rf"(?:^|\s)({_NUMBER}(?:px|pt|em|rem|%))", font)
    return found[1] if found else ""


def _same_colour(node: LexborNode, *, plain: bool) -> bool:
    """Tell whether the words have the colour of what is behind them, as far as markup states it."""
    style = _style(node)
    written = style.get("color") or (node.attributes.get("color") or "").lower()
    colour = _colour(written)
    if colour is None:
        return False
    if colour == "transparent":
        return "background-clip" not in style and "-webkit-background-clip" not in style
    above: LexborNode | None = node
    for _ in range(_BACKGROUND_ABOVE):
        if above is None or above.tag in {"-undef", None}:
            break
        style = _style(above)
        stated = style.get("background-color") or style.get("background")
        stated = stated or above.attributes.get("bgcolor")
        if stated:
            return _colour(stated.lower()) == colour
        above = above.parent
    # A page without any style sheet is black on white.
    return plain and colour == _WHITE


def _colour(written: str) -> str | None:
    """Return a colour as six hexadecimal digits, "transparent", or None if it is no colour."""
    word = written.strip()
    if found := _RGB.search(word):
        if found[4] and float(found[4].rstrip("%.") or 0) == 0:
            return "transparent"
        return "".join(f"{min(int(part), 255):02x}" for part in found.group(1, 2, 3))
    if found := re.search(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b", word):
        digits = found[1] if len(found[1]) > 4 else "".join(c * 2 for c in found[1])
        return "transparent" if digits[6:] == "00" else digits[:6]
    first = word.split()[0] if word else ""
    return "transparent" if first == "transparent" else _NAMES.get(first)


def _selectors_that_hide(page: LexborHTMLParser) -> list[str]:
    """Return the classes and ids that the page's own style sheets hide, as selectors."""
    hidden: list[str] = []
    for sheet in page.css("style"):
        media = (sheet.attributes.get("media") or "all").lower()
        if media in {"all", "screen"}:
            hidden += _hidden_in(sheet.text(deep=True)[:_LONGEST_SHEET])
    return hidden[:_MOST_SELECTORS]


def _hidden_in(sheet: str) -> Iterator[str]:
    shown: set[str] = set()
    hidden: dict[str, None] = {}
    for selectors, body in _RULE.findall(_top_level(_COMMENT.sub(" ", sheet))):
        if "@" in selectors:
            continue
        hides = _is_hiding(_declarations(body))
        for selector in map(str.strip, selectors.split(",")):
            if _SIMPLE.fullmatch(selector):
                if hides:
                    hidden[selector] = None
                elif "display" in body or "visibility" in body or "opacity" in body:
                    shown.add(selector)
    return (selector for selector in hidden if selector not in shown)


def _top_level(sheet: str) -> str:
    """Return a style sheet without its "@" blocks, whose rules hold only sometimes."""
    kept: list[str] = []
    place = 0
    while (at := sheet.find("@", place)) >= 0:
        kept.append(sheet[place:at])
        place = _after_block(sheet, at)
    return "".join((*kept, sheet[place:]))


def _after_block(sheet: str, at: int) -> int:
    depth = 0
    for found in re.compile(r"[{};]").finditer(sheet, at):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        if depth <= 0:
            return found.end()
    return len(sheet)
