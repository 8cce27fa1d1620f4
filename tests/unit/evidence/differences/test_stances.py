from summaries.evidence.model import DifferenceKind

from .made import article, found, parts

STANCE = DifferenceKind.STANCE
TREATY = "Chile and Argentina discussed the Andean tunnel at Mendoza."


def views(
    one: str, other: str, days: tuple[str | None, str | None] = ("2024-05-02", "2024-05-04")
) -> list[tuple[str, ...]]:
    return parts(
        (article("A1", days[0], TREATY, one), article("A2", days[1], TREATY, other)), STANCE
    )


def test_two_parties_opposed_views_of_one_matter_are_shown() -> None:
    assert views(
        "Minister Jorge Neto hailed the tunnel as a bridge.",
        "Farmer Ana Ruiz condemned the tunnel.",
    ) == [("hailed the tunnel", "condemned the tunnel")]


def test_opposed_views_inside_one_article_are_shown() -> None:
    article_ = article(
        "A1",
        "2024-05-02",
        "Minister Jorge Neto praised the tunnel at Mendoza.",
        "Farmer Ana Ruiz criticised the tunnel at Mendoza.",
    )
    assert parts((article_,), STANCE) == [
        ("praised the tunnel at Mendoza", "criticised the tunnel at Mendoza")
    ]


def test_views_of_different_matters_are_not_opposed() -> None:
    assert (
        views(
            "Minister Jorge Neto hailed the tunnel as a bridge.",
            "Farmer Ana Ruiz condemned the airport of Mendoza.",
        )
        == []
    )


def test_views_of_like_matters_in_two_affairs_are_not_opposed() -> None:
    articles = (
        article("A1", "2024-05-02", "Residents of Utrecht welcomed a parking charge."),
        article("A2", "2024-05-03", "Drivers in Cardiff condemned a parking charge."),
    )
    assert parts(articles) == []


def test_one_partys_changed_view_is_shown() -> None:
    articles = (
        article("A1", "2024-05-02", TREATY, "President Gabriel Boric praised the tunnel."),
        article("A2", "2024-06-20", TREATY, "President Gabriel Boric criticised the tunnel."),
    )
    (one,) = (each for each in found(*articles) if each.kind is STANCE)
    assert {side.party.name for side in one.sides if side.party} == {"Gabriel Boric"}


def test_a_partner_once_and_a_critic_later_is_a_changed_view() -> None:
    articles = (
        article(
            "A1",
            None,
            "US Vice President Carla Hale met Guatemalan President Luis Mendez.",
            "Mendez told Hale that “the Guatemalan government wishes to be your partner.”",
        ),
        article(
            "A2",
            None,
            "Guatemalan President Luis Mendez spoke before US Vice President Carla Hale arrived.",
            "Mendez criticized the U.S. approach in an interview.",
        ),
    )
    assert parts(articles, STANCE) == [("your partner", "criticized the U.S. approach")]


def test_a_claim_and_its_denial_are_shown() -> None:
    assert views(
        "The miners' union accused the army of shelling the tunnel.",
        "Colonel Idris Hamad denied that the army had shelled the tunnel.",
    ) == [("the army of shelling the tunnel", "denied that the army had shelled the tunnel")]


def test_what_one_calls_a_cause_and_another_calls_untrue_is_shown() -> None:
    assert (
        len(
            views(
                "Blaming migration on “root causes” in Chile isn’t accurate, Luis Mendez said.",
                "“Injustice is a root cause of migration,” Carla Hale said.",
            )
        )
        == 1
    )


def test_two_who_blame_different_things_for_one_matter_are_shown() -> None:
    assert views(
        "Minister Jorge Neto blamed poor steel for the collapse.",
        "Engineer Ana Ruiz blamed the builders for the collapse.",
    ) == [("blamed poor steel for the collapse", "blamed the builders for the collapse")]


def test_the_view_in_a_quotation_is_its_subjects_and_not_its_speakers() -> None:
    articles = (
        article("A1", "2024-05-02", TREATY, "“Chile welcomes the tunnel,” Ana Ruiz said."),
        article("A2", "2024-05-03", TREATY, "Ana Ruiz criticised the tunnel."),
    )
    for one in found(*articles):
        assert {side.party.name for side in one.sides if side.party} == {"Chile", "Ana Ruiz"}


def test_a_term_that_all_use_is_no_stance() -> None:
    assert (
        views(
            "Carla Hale met Luis Mendez to discuss the “root causes” of migration from Chile.",
            "Carla Hale has spoken of the “root causes” of migration from Chile.",
        )
        == []
    )
