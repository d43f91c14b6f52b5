"""The counts beside the posts of the demo blogs, as each site writes them."""

from dataclasses import dataclass

from rivals.demo.russian import plural

_RUSSIAN = {
    "views": ("просмотр", "просмотра", "просмотров"),
    "comments": ("комментарий", "комментария", "комментариев"),
}


@dataclass(frozen=True, kw_only=True)
class Count:
    """One count beside a post, as the site writes it."""

    measure: str
    value: int
    """What the text says, so rounded where it is."""
    text: str


def write_count(measure: str, value: int, language: str) -> Count:
    """Return a count of views or comments as sites of this language write it.

    >>> write_count("views", 1275, "ru")
    Count(measure='views', value=1200, text='1,2 тыс. просмотров')
    >>> write_count("comments", 1, "en").text
    '1 comment'
    """
    if language != "ru":
        return Count(measure=measure, value=value, text=f"{value:,} {measure if value != 1 else measure[:-1]}")
    one, few, many = _RUSSIAN[measure]
    if measure == "views" and value >= 1000:
        value = value // 100 * 100
        return Count(measure=measure, value=value, text=f"{value / 1000:g}".replace(".", ",") + f" тыс. {many}")
    return Count(measure=measure, value=value, text=f"{value} {plural(value, one, few, many)}")
