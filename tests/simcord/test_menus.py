"""What can be done with a message: *Add to corpus*, and *Brief this link*."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import simcord

from bot.commands.menus import first_link
from bot.errors import Refused, RefusedInput
from bot.web import MOST_LINKS_OF_ONE
from config.settings import Settings
from tests.simcord.articles import STORY, draft_ids, file_of, refusal_of, titles_in
from tests.simcord.conftest import Room, buttons_of, text_of
from tests.simcord.site import Site
from tests.simcord.test_article_link import PARAGRAPHS, TITLE, page


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"starter_corpus": None})


async def use(
    room: Room, who: simcord.MemberActor, menu: str, content: str = "", **more: Any
) -> simcord.ResponseMessage:
    """Let the reader write a message, and somebody use a menu on it; return the answer."""
    message = await room.reader.send(room.channel, content, **more)
    result = await who.context_menu(room.channel, menu, message)
    assert result.response is not None
    return result.response


class TestAddingToTheCorpus:
    async def test_takes_the_first_link_of_a_message(self, room: Room, site: Site) -> None:
        url = site.put("/aid", page())
        words = f"Look at [this]({url}), or <{site.address('/other')}>."

        answer = await use(room, room.manager, "Add to corpus", words)
        shown = text_of(answer)
        done = await room.press(room.manager, answer, "Confirm")

        assert answer.ephemeral
        assert f"**Title:** {TITLE}" in shown
        assert "## Added as A1" in text_of(done)
        assert "/other" not in site.asked

    async def test_without_a_link_it_takes_the_first_file_that_is_read(self, room: Room) -> None:
        files = [("photo.jpg", b"\xff\xd8"), file_of(STORY)]

        answer = await use(room, room.manager, "Add to corpus", "the story", attachments=files)

        assert "**File:** story.txt" in text_of(answer)

    async def test_without_both_it_takes_the_words_and_keeps_none_until_a_yes(
        self, room: Room
    ) -> None:
        answer = await use(room, room.manager, "Add to corpus", STORY)
        assert "**Sentences:** 4 can be quoted" in text_of(answer)

        await room.press(room.manager, answer, "Cancel")

        assert draft_ids(room) == []
        assert titles_in(room) == []

    async def test_a_message_of_nothing_is_refused(self, room: Room) -> None:
        picture = [("photo.jpg", b"\xff\xd8")]

        answer = await use(room, room.manager, "Add to corpus", attachments=picture)

        assert "no link, no file that I read and no text" in refusal_of(answer)
        simcord.assert_error(room.env, RefusedInput)

    async def test_words_without_a_sentence_are_refused(self, room: Room) -> None:
        answer = await use(room, room.manager, "Add to corpus", "Tags: lol")

        assert "No sentence was found" in refusal_of(answer)
        assert draft_ids(room) == []
        simcord.assert_error(room.env, Exception)

    async def test_words_never_ping(self, room: Room) -> None:
        answer = await use(room, room.manager, "Add to corpus", f"@everyone <@1>\n\n{STORY}")

        assert "@everyone" not in text_of(answer).replace("\\@everyone", "")

    async def test_who_is_no_manager_is_refused_even_where_discord_shows_it(
        self, room: Room, site: Site
    ) -> None:
        commands = await room.bot.tree.fetch_commands()
        [command] = [c for c in commands if c.name == "Add to corpus"]
        room.guild.set_command_permissions(command, {room.reader: True})

        answer = await use(room, room.reader, "Add to corpus", site.put("/aid", page()))

        assert "Only members with **Manage Server**" in text_of(answer)
        assert answer.ephemeral
        assert site.asked == []
        simcord.assert_error(room.env, Exception)


class TestBriefingALink:
    async def test_anyone_reads_a_private_brief_and_nothing_is_added(
        self, room: Room, site: Site
    ) -> None:
        url = site.put("/aid", page())

        answer = await use(room, room.reader, "Brief this link", f"so: {url}.")

        text = text_of(answer)
        assert answer.ephemeral
        assert "## Brief: article news.example.com" in text
        assert TITLE in text
        assert PARAGRAPHS[0].split(",")[0] in text.replace("\\", "")
        assert "Only you see this, and nothing was added" in text
        assert buttons_of(answer) == []
        assert titles_in(room) == []
        assert draft_ids(room) == []

    async def test_a_message_without_a_link_is_said(self, room: Room) -> None:
        answer = await use(room, room.reader, "Brief this link", "no link here")

        assert "This message has no link" in refusal_of(answer)
        simcord.assert_error(room.env, Refused)

    @pytest.mark.parametrize(
        ("path", "said"),
        [
            ("/missing", "no such page (status 404)"),
            ("/wall", "open it in a browser instead"),
            ("/empty", "open it in a browser instead"),
        ],
    )
    async def test_a_reader_is_told_what_she_can_do(
        self, room: Room, site: Site, path: str, said: str
    ) -> None:
        site.put("/wall", "", status=402)
        site.put("/empty", "<html><title>x</title><body></body></html>")

        answer = await use(room, room.reader, "Brief this link", site.address(path))

        assert said in refusal_of(answer)
        assert "/article add" not in text_of(answer)
        simcord.assert_error(room.env, RefusedInput)

    async def test_a_private_address_is_never_opened(self, room: Room, site: Site) -> None:
        link = f"http://127.0.0.1:{site.port}/aid"

        answer = await use(room, room.reader, "Brief this link", link)

        assert "no web address that I open" in refusal_of(answer)
        assert site.asked == []
        simcord.assert_error(room.env, RefusedInput)

    async def test_one_member_cannot_use_up_the_links_of_all(self, room: Room, site: Site) -> None:
        url = site.put("/aid", page())
        for _ in range(MOST_LINKS_OF_ONE):
            room.bot.desk.links.take(room.guild.id, room.reader.id)

        reader = await use(room, room.reader, "Brief this link", url)
        manager = await use(room, room.manager, "Brief this link", url)

        assert "10 links in the last hour" in refusal_of(reader)
        assert TITLE in text_of(manager)
        simcord.assert_error(room.env, Refused)

    async def test_hostile_words_of_a_page_do_nothing(self, room: Room, site: Site) -> None:
        hostile = tuple(f"@everyone &lt;@1&gt; **bold** {words}" for words in PARAGRAPHS)

        answer = await use(
            room, room.reader, "Brief this link", site.put("/aid", page(paragraphs=hostile))
        )

        assert "@everyone" not in text_of(answer).replace("\\@everyone", "")
        assert "**bold**" not in text_of(answer)

    async def test_a_reader_in_spanish_reads_spanish(
        self, room: Room, site: Site, in_spanish: Callable[[], None]
    ) -> None:
        in_spanish()

        answer = await use(room, room.reader, "Brief this link", site.put("/aid", page()))

        assert "no se ha añadido nada a la biblioteca" in text_of(answer)


async def test_the_menus_have_names_in_spanish(room: Room) -> None:
    [synced] = [r for r in room.env.http_requests if r.method == "PUT" and "commands" in r.path]
    assert synced.json is not None
    names = {
        command["name"]: command["name_localizations"]["es-ES"]
        for command in synced.json
        if command.get("type") == 3
    }
    assert names == {
        "Add to corpus": "Añadir al corpus",
        "Brief this link": "Informe de este enlace",
    }


class Said:
    """A message as far as links are looked for."""

    def __init__(self, content: str) -> None:
        self.content, self.message_snapshots, self.embeds = content, (), ()


@pytest.mark.parametrize(
    ("content", "link"),
    [
        ("see https://example.com/a.", "https://example.com/a"),
        ("(https://example.com/a)", "https://example.com/a"),
        ("https://example.com/a_(b)", "https://example.com/a_(b)"),
        ("<https://example.com/a?b=c#d>", "https://example.com/a?b=c#d"),
        ("[words](https://example.com/a) and more", "https://example.com/a"),
        ("**https://example.com/a**", "https://example.com/a"),
        ("“https://example.com/ñ”", "https://example.com/ñ"),
        ("||https://example.com/a||", "https://example.com/a"),
        ("HTTPS://EXAMPLE.COM/A", "HTTPS://EXAMPLE.COM/A"),
        ("https:// no", None),
        ("https://[::1 no", None),
        ("ftp://example.com", None),
        ("example.com", None),
        ("", None),
    ],
)
def test_the_first_link_of_a_message_is_found(content: str, link: str | None) -> None:
    said: Any = Said(content)
    assert first_link(said) == link
