"""The words of an article, as its page shows them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from summaries.corpus import body_text
from summaries.corpus.extracted import article_of
from summaries.corpus.pages import extract_page

from .made import PARAGRAPHS, TEXT, TITLE, page

SECRET = "The mayor secretly sold the harbour to a stranger for 400 million, nobody was told."

HIDDEN = {
    "the attribute": f"<p hidden>{SECRET}</p>",
    "display none": f'<p style="display:none">{SECRET}</p>',
    "display none, important, in capitals": f'<p style="DISPLAY : None !important">{SECRET}</p>',
    "visibility": f'<div style="color:red;visibility:hidden"><p>{SECRET}</p></div>',
    "size 0": f'<p style="font-size:0">{SECRET}</p>',
    "size 0 in short": f'<p style="font: 0px/1 serif">{SECRET}</p>',
    "size of a pixel": f'<p style="font-size:1px">{SECRET}</p>',
    "opacity": f'<p style="opacity:0">{SECRET}</p>',
    "hardly opaque": f'<p style="opacity:0.01">{SECRET}</p>',
    "off the left": f'<p style="position:absolute;left:-9999px">{SECRET}</p>',
    "off the top": f'<p style="position:fixed; top:-200vh">{SECRET}</p>',
    "indented away": f'<p style="text-indent:-9999px">{SECRET}</p>',
    "moved away": f'<p style="transform:translateX(-9999px)">{SECRET}</p>',
    "no height": f'<div style="height:0;overflow:hidden"><p>{SECRET}</p></div>',
    "clipped": f'<p style="position:absolute;clip:rect(0,0,0,0)">{SECRET}</p>',
    "clipped by a path": f'<p style="clip-path:inset(100%)">{SECRET}</p>',
    "scaled to nothing": f'<p style="transform:scale(0)">{SECRET}</p>',
    "filtered": f'<p style="filter:opacity(0%)">{SECRET}</p>',
    "the background's colour": f'<p style="color:#fff;background:#ffffff">{SECRET}</p>',
    "a colour like the one behind": (
        f'<div style="background-color:black"><p style="color:rgb(0,0,0)">{SECRET}</p></div>'
    ),
    "white on a plain page": f'<p style="color:white">{SECRET}</p>',
    "an old white": f'<p><font color="#FFFFFF">{SECRET}</font></p>',
    "transparent": f'<p style="color:transparent">{SECRET}</p>',
    "no alpha": f'<p style="color:rgba(0,0,0,0)">{SECRET}</p>',
    "a template": f"<template><p>{SECRET}</p></template>",
    "closed details": f"<details><summary>More</summary><p>{SECRET}</p></details>",
    "a closed dialog": f"<dialog><p>{SECRET}</p></dialog>",
    "no script": f"<noscript><p>{SECRET}</p></noscript>",
    "a script": f"<script>document.write('{SECRET}')</script>",
    "a text area": f"<textarea>{SECRET}</textarea>",
    "a comment": f"<!-- <p>{SECRET}</p> -->",
    "a frame": f'<iframe srcdoc="<p>{SECRET}</p>"></iframe>',
    "a drawing": f"<svg><text>{SECRET}</text></svg>",
    "its own style sheet": f"<style>.x{{display:none}}</style><p class=x>{SECRET}</p>",
    "a style sheet with much in it": (
        "<style>/* .x{display:block} */ @media print{.x{display:block}} "
        f"a,.x , #y{{ visibility : hidden }}</style><p class=x>{SECRET}</p>"
    ),
    "hidden inside hidden": f'<div hidden><p style="display:none">{SECRET}</p></div>',
}


@pytest.mark.parametrize("markup", HIDDEN.values(), ids=HIDDEN.keys())
def test_what_a_reader_cannot_see_is_not_read(markup: str) -> None:
    assert extract_page(page(markup)).text == TEXT


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{SECRET}</p>",
        f'<p style="display:block;opacity:0.9;font-size:10px">{SECRET}</p>',
        f'<p style="color:white;background:black">{SECRET}</p>',
        f"<style>p{{color:red}}</style><p style='color:white'>{SECRET}</p>",
        f'<div style="font-size:0"><p class="column">{SECRET}</p></div>',
        f"<details open><summary>More</summary><p>{SECRET}</p></details>",
        f'<p style="margin-left:-10px;text-indent:2em;position:relative;left:0">{SECRET}</p>',
        f"<style>@media print{{.x{{display:none}}}}</style><p class=x>{SECRET}</p>",
        f"<style>.x{{display:none}} .x{{display:block}}</style><p class=x>{SECRET}</p>",
    ],
)
def test_what_a_reader_can_see_is_read(markup: str) -> None:
    assert SECRET in extract_page(page(markup)).text


def test_menus_and_footers_are_not_the_article() -> None:
    read = extract_page(
        page(after="<aside><h3>Most read</h3><ul><li><a href=/a>A cat</a></ul></aside>")
    )

    assert (read.title, read.text, read.language, read.kind) == (TITLE, TEXT, "en", "html")


def test_words_are_as_the_page_shows_them() -> None:
    shown = (
        "The area is 10² km, the ﬁrst \u200fشهر\u200f نمی\u200cخواهم, 👩\u200d🚒 and Cafe\u0301, "
        "<b>not</b> &lt;i&gt; bold but &amp;lt; half­way a&shy;part, the ministry "
        "said&nbsp;today in its report."
    )
    read = extract_page(page(paragraphs=(*PARAGRAPHS, shown))).text.split("\n\n")[-1]

    assert read == (
        "The area is 10² km, the ﬁrst \u200fشهر\u200f نمی\u200cخواهم, 👩\u200d🚒 and Cafe\u0301, "
        "not <i> bold but &lt; halfway apart, the ministry said today in its report."
    )


def test_a_line_of_the_source_is_no_paragraph_and_a_break_is() -> None:
    wrapped = "The province asked for help\n   from the capital on Tuesday,<br>and it came by sea."
    read = extract_page(page(paragraphs=(*PARAGRAPHS, wrapped))).text

    assert read.endswith(
        "The province asked for help from the capital on Tuesday,\n\nand it came by sea."
    )


def test_right_to_left_is_read_in_order() -> None:
    words = (
        "أغلقت الفيضانات الطريق الساحلي يوم الاثنين، وقالت الوزارة إن جسرين انهارا خلال العاصفة.",
        "ويتوقع المهندسون فتح معبر مؤقت يوم الجمعة قبل بدء السوق في المدينة الساحلية الصغيرة.",
        "وخسر الصيادون في الميناء ستين قاربا على الأقل، حسب ما أعلن مكتب الميناء في بيان له.",
    )
    read = extract_page(page(title="", h1="<h1>فيضانات</h1>", paragraphs=words))

    assert (read.text, read.language, read.title) == ("\n\n".join(words), "ar", "فيضانات")


def test_a_page_becomes_an_article_whose_places_hold() -> None:
    read = extract_page(page(head='<meta property="og:site_name" content="Coast Courier">'))
    article = article_of(read, id="A1")

    assert article.text == read.text
    assert article.words_of(article.sentences[0]) == PARAGRAPHS[0]
    assert (article.title, article.title_span) == (TITLE, None)
    assert (article.publisher, article.publisher_given) == ("Coast Courier", False)
    assert body_text(article) == TEXT


def test_a_heading_at_the_top_is_not_lost_as_a_second_title() -> None:
    read = extract_page(page(paragraphs=("Water everywhere", *PARAGRAPHS)))
    article = article_of(read, id="A1")

    assert article.title == TITLE
    assert article.title_span is None
    assert body_text(article).startswith("Water everywhere\n\n")


def test_what_javascript_would_write_is_read_from_the_publishers_own_data() -> None:
    whole = " ".join(PARAGRAPHS)
    data = f'{{"@type":"NewsArticle","headline":"{TITLE}","articleBody":"{whole}"}}'
    head = f'<script type="application/ld+json">{data}</script>'

    assert extract_page(page(head=head, paragraphs=("Loading",))).text == whole


def test_extraction_is_not_imported_before_it_is_needed() -> None:
    script = (
        "import sys, summaries.corpus, summaries.corpus.pages, summaries.corpus.extracted;"
        "print({'trafilatura', 'htmldate', 'lxml', 'selectolax', 'tld'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "set()"
