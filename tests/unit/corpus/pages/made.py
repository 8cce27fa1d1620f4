"""A small news page, made for these tests, with places to put something in."""

from __future__ import annotations

TITLE = "Floods close the coast road"
PARAGRAPHS = (
    "Two bridges on the main road were washed away during the storm last week, the ministry said.",
    (
        "Engineers from the army expect to open a temporary crossing by Friday, before the market "
        "in Lindal begins, and to rebuild both bridges over the summer."
    ),
    (
        "Fishermen in the port lost at least 60 boats, according to the harbour office, which is "
        "counting the damage together with the insurers and the province."
    ),
    (
        "“We have not seen water like this in forty years,” said Ana Torres, who has run the ferry "
        "since 1981 and who carried the first families across on Monday."
    ),
)
TEXT = "\n\n".join(PARAGRAPHS)


def page(
    inside: str = "",
    *,
    head: str = "",
    title: str = f"<title>{TITLE} | Coast Courier</title>",
    h1: str = f"<h1>{TITLE}</h1>",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    after: str = "",
) -> bytes:
    """Return the page; ``inside`` stands between the second and the third paragraph."""
    first, rest = paragraphs[:2], paragraphs[2:]
    body = "".join(f"<p>{p}</p>" for p in first) + inside + "".join(f"<p>{p}</p>" for p in rest)
    return (
        f"<!doctype html><html><head><meta charset=utf-8>{title}{head}</head><body>"
        "<nav><ul><li><a href=/>Home</a></li><li><a href=/sport>Sport</a></li></ul></nav>"
        f"<main><article>{h1}{body}</article></main>{after}"
        "<footer><p>Imprint and privacy</p></footer></body></html>"
    ).encode()
