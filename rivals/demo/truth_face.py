"""What is true of how a shop presents itself: headlines, tagline, promises, technologies, profiles."""

from collections.abc import Iterator

from rivals.demo.face import PageOfPromises
from rivals.demo.fact import Fact, make_change, make_fact
from rivals.demo.shop import ShopDay


def findings(shop: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield one fact for each thing and page; what stands on all pages is told of the front page."""
    face, company = shop.face, shop.company
    for path, headline in (("/", face.headline), (company.about_path, face.about)):
        yield _finding(shop, "headline", origin, path, value=headline)
    yield _finding(shop, "tagline", origin, "/", value=face.tagline)
    pages: tuple[tuple[PageOfPromises, str], ...] = (("home", "/"), ("terms", company.terms_path))
    for page, path in pages:
        for promise in face.promises:
            sentence = promise.sentence(page, company.money)
            if sentence is not None:
                value = "" if promise.value is None else format(promise.value, "f")
                yield _finding(shop, "promise", origin, path, promise.name, value, promise.unit, sentence)
    for technology in face.technologies:
        yield _finding(shop, "technology", origin, "/", technology.name, technology.value, None, technology.category)
    for profile in face.profiles:
        yield _finding(shop, "profile", origin, "/", profile.network, profile.address)


def finding_differences(before: ShopDay, now: ShopDay, origin: str) -> Iterator[Fact]:
    """Yield what came, went, or says something else."""
    past = {fact["id"]: fact for fact in findings(before, origin)}
    present = {fact["id"]: fact for fact in findings(now, origin)}
    for key, fact in (past | present).items():
        old, new = past.get(key), present.get(key)
        kind, url = str(fact["kind"]), str(fact["url"])
        if old is None or new is None:
            yield make_change(now, kind, str(key), url, None, old and old["name"], new and new["name"])
        elif old["value"] != new["value"]:
            yield make_change(now, kind, str(key), url, "value", old["value"], new["value"])


def _finding(
    shop: ShopDay,
    what: str,
    origin: str,
    path: str,
    name: str | None = None,
    value: str = "",
    unit: str | None = None,
    detail: str | None = None,
) -> Fact:
    page = {"/": "home", shop.company.about_path: "about", shop.company.terms_path: "terms"}[path]
    key = "/".join((shop.company.key, what, page, *([name] if name else [])))
    return make_fact(shop, what, key, origin + path, name=name, value=value, unit=unit, detail=detail)
