"""In which language a title is."""

import pytest

from sim.classroom.web.pages import lang
from sim.classroom.web.tongues import tongue

TITLES = {
    "Стефановић: Тензије које изазива РОСУ морају се зауставити": "sr-Cyrl",  # noqa: RUF001 -- a title
    "Столтенберг: КБС не може на север без дозволе Кфора": "sr-Cyrl",
    "Российские дипломаты покинули территорию Косова и столицу": "ru",
    "Poruke Vučića i Kurtija nakon sastanka u Briselu": "sr-Latn",
    "[Çfarë po bën ambasadori rus me ministrin serb në kufirin Kosovë-Serbi?]": "sq",
    "[„Wir werden kämpfen“]": "de",
    "Ministère de l'Europe et des affaires étrangères": "fr",
    "KFOR: «30 i militari feriti in Kosovo, 11 italiani e 19 ungheresi»": "it",
    "The Constitutional Court’s Decision On The Association of Serb Majority Municipalities": None,
    "Milan Radoičić arrested": None,
    "Tension in Velika Hoča; Petković: ROSU is coming": None,
    "": None,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_tells_its_language(title: str) -> None:
    """The letters and small words of a title tell its language; a name alone does not, and what is not sure counts as English."""
    assert TITLES[title] == tongue(title)


def test_a_page_says_it_where_it_is_another() -> None:
    """Only a text in another language carries one."""
    assert [' lang="de"', ""] == [str(lang(text)) for text in ("Wir werden kämpfen", "They fight.")]
