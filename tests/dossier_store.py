"""A store filled by hand: literal rows for a test, or a small believable market over some weeks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from crawler.batch import Settings, capture_id
from crawler.config import Brand, Competitor, Config, Target
from crawler.fold.unit import Change, Coverage, Version
from crawler.records.article import Article
from crawler.records.kinds import Record, key_of, told_kind
from crawler.records.offer import Offer
from crawler.records.popularity import Popularity
from crawler.records.product import Product
from crawler.store import tables
from crawler.store.connections import Connection, open_store, transaction
from crawler.store.packing import pack

ZONE = "Europe/Riga"


def make_config(*competitors: Competitor) -> Config:
    """Return a configuration of these competitors."""
    return Config(
        path=Path("competitors.yaml"),
        contact="crawler@our.example",
        timezone=ZONE,
        currency="EUR",
        report_url=None,
        languages=("en",),
        allow_private=frozenset(),
        competitors=competitors,
    )


def make_competitor(name: str, kind: str = "direct", label: str | None = None, site: str | None = None) -> Competitor:
    """Return a competitor with one site."""
    site = site or f"https://{name}.example/"
    target = Target(
        competitor=name, source="site", address=site, every_s=86400, pages=2000, delay_s=1, settings=Settings()
    )
    return Competitor(name=name, label=label or name.title(), kind=kind, country="LV", brand=Brand(), targets=(target,))


@dataclass
class Filler:
    """Writes rows into an empty store, in the order in which they come."""

    db: Connection
    captures: dict[int, int] = field(default_factory=dict)
    """Captures so far, by visit."""

    def run(self, at: str) -> int:
        """Add a run."""
        return self._insert("run", started_at=at, ended_at=at)

    def visit(
        self,
        run: int,
        competitor: str,
        at: str,
        outcome: str = "complete",
        reason: str | None = None,
        target: tuple[str, str] | None = None,
    ) -> int:
        """Add a closed visit of the competitor's site, or of another target (source, address)."""
        source, address = target or ("site", f"https://{competitor}.example/")
        return self._insert(
            "visit", run=run, competitor=competitor, source=source, address=address,
            settings="{}", started_at=at, ended_at=at, outcome=outcome, reason=reason, asked=1, ok=1, captures=0,
        )  # fmt: skip

    def capture(
        self, visit: int, url: str, at: str, body: bytes | None = b"<html><body>page</body></html>", status: int = 200
    ) -> int:
        """Add a capture and its page."""
        number = self.captures[visit] = self.captures.get(visit, 0) + 1
        digest = sha256(body).digest() if body is not None else None
        if body is not None:
            self.db.execute("INSERT OR IGNORE INTO body VALUES (?, ?, ?)", (digest, len(body), pack(body)))
        self._insert(
            "capture", id=capture_id(visit, number), visit=visit, number=number, url=url, at=at,
            outcome="ok" if status == 200 else "missing", status=status, final_url=url,
            headers=json.dumps({"content-type": "text/html; charset=utf-8"}), body=digest,
        )  # fmt: skip
        self.db.execute(
            "INSERT OR IGNORE INTO page (competitor, source, address, url, how, depth, discovered_at) "
            "SELECT competitor, source, address, ?, 'link', 1, ? FROM visit WHERE id = ?",
            (url, at, visit),
        )
        return capture_id(visit, number)

    def version(
        self,
        competitor: str,
        record: Record,
        first: str,
        last: str,
        captures: tuple[int, int],
        ended: str | None = None,
    ) -> None:
        """Add a version of a record."""
        version = Version(
            key=key_of(record), record=record, first_seen=first, last_seen=last, first_capture=captures[0],
            capture=captures[1], source="site", ended=ended, witnesses={"price": "text", "value": "text"},
        )  # fmt: skip
        self.db.execute(tables.insert(record.KIND), tables.version_row(competitor, version))

    def product(self, competitor: str, offer: Offer, capture: int, at: str) -> None:
        """Add the product of an offer."""
        product = Product(
            id=offer.url, url=offer.url, name=offer.name, gtin=offer.gtin, first_seen=at, last_seen=at, capture=capture
        )
        self.db.execute(tables.insert("product"), {"competitor": competitor} | tables.row_of(product))

    def match(self, ours: str, ours_id: str, competitor: str, theirs_id: str) -> None:
        """Add a match by GTIN."""
        row = {"ours_competitor": ours, "ours_id": ours_id, "competitor": competitor, "id": theirs_id, "by": "gtin"}
        self.db.execute(tables.insert("match"), row)

    def change(
        self, competitor: str, run: int, record: Record, what: tuple[str | None, str | None, str | None], **other: Any
    ) -> str:
        """Add a change (field, old, new); return its id."""
        name, old, new = what
        key = key_of(record)
        unsaid: dict[str, Any] = {"since": None, "capture_old": None, "capture_new": None}
        unsaid["currency"] = "EUR" if name in ("price", "list_price") else None
        digest = sha256(f"{competitor}{key}{name}{run}".encode()).hexdigest()
        change = Change(
            id=digest[:16], kind=told_kind(record), key=key, url=record.url,
            name=getattr(record, "name", None) or getattr(record, "title", None), field=name, old=old, new=new,
            **(unsaid | other),
        )  # fmt: skip
        self.db.execute(tables.insert("change"), {"competitor": competitor, "run": run} | tables.row_of(change))
        return change.id

    def coverage(self, visit: int, **states: str) -> None:
        """Add what a visit says of kinds."""
        for kind, state in states.items():
            row = Coverage(visit=visit, kind=kind, state=state, pages_read=10, records=5)
            self.db.execute(tables.insert("coverage"), tables.row_of(row))

    def metric_value(self, competitor: str, metric: str, day: str, value: float, n: int) -> None:
        """Add a metric's value."""
        row = {"competitor": competitor, "metric": metric, "day": day, "value": value, "n": n, "capture": None}
        self.db.execute(tables.insert("metric_value"), row)

    def about(self, record: Record, competitor: str) -> None:
        """Add that a record of the market is about a competitor."""
        row = {"kind": record.KIND, "key": tables.dump(list(key_of(record))), "competitor": competitor, "by": "site"}
        self.db.execute(tables.insert("about"), row)

    def rendering(self, host: str, pattern: str, renders: bool, evidence: str, at: str) -> None:
        """Add a verdict on rendering."""
        self._insert("rendering", host=host, pattern=pattern, renders=int(renders), evidence=evidence, at=at)

    def edition(self, run: int, at: str, path: str, metrics: Mapping[str, Any], changes: list[str]) -> None:
        """Add the row of a published edition."""
        self._insert("edition", run=run, at=at, path=path, metrics=json.dumps(metrics), changes=json.dumps(changes))

    def _insert(self, table: str, **values: Any) -> int:
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        return int(
            self.db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())).lastrowid or 0
        )


CATEGORIES = ("Drills", "Saws", "Garden", "Lighting")
NAMES = (
    "Impact drill",
    "Circular saw",
    "Hedge trimmer",
    "Work light",
    "Angle grinder",
    "Leaf blower",
    "Jigsaw",
    "Head torch",
)


def fill_market(path: Path, products: int = 48, days: int = 40, last: str = "2026-03-18T04:00:00Z") -> Config:
    """Fill a store with a market of three companies over some weeks; return its configuration.

    ``blocked`` refuses every visit of the last nine days; ``our`` is us; everything is drawn from one seed.
    """
    config = make_config(
        make_competitor("acme", label="Acme"),
        make_competitor("our", kind="self", label="Us & Sons"),
        make_competitor("beta", label="Beta Tools"),
        make_competitor("epsilon", kind="indirect", label="Epsilon"),
        make_competitor("zeta", kind="foreign", label="Zeta"),
    )
    db = open_store(path)
    with transaction(db):
        _Market(Filler(db), Random(7), products, [_back(last, days - 1 - day) for day in range(days)]).fill()
    db.close()
    return config


def _back(at: str, days: int) -> str:
    moment = datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class _Open:
    offer: Offer
    first: str
    last: str
    captures: tuple[int, int]


@dataclass
class _Market:
    filler: Filler
    random: Random
    products: int
    days: list[str]
    open: dict[tuple[str, int], _Open] = field(default_factory=dict)

    def fill(self) -> None:
        for number, at in enumerate(self.days):
            run = self.filler.run(at)
            for company in ("our", "acme", "beta"):
                self.visit(run, company, at, number)
            refused = number >= len(self.days) - 9
            visit = self.filler.visit(
                run,
                "epsilon",
                at,
                "blocked" if refused else "complete",
                "https://epsilon.example/: answered 403" if refused else None,
            )
            self.filler.coverage(
                visit, **dict.fromkeys(("offer", "article", "popularity"), "blocked" if refused else "absent")
            )
        for (company, _), held in self.open.items():
            self.filler.version(company, held.offer, held.first, held.last, held.captures)
            if company == "our" or held.offer.gtin:
                self.filler.product(company, held.offer, held.captures[1], held.last)
        for (company, number), held in self.open.items():
            if company != "our" and (own := self.open.get(("our", number))):
                self.filler.match("our", own.offer.url, company, held.offer.url)

    def visit(self, run: int, company: str, at: str, day: int) -> None:
        visit = self.filler.visit(run, company, at)
        for number in range(self.products if company != "beta" else self.products * 2 // 3):
            self.look(run, visit, company, at, day, number)
        self.posts(run, visit, company, at, day)
        self.filler.coverage(
            visit, offer="observed", article="observed", popularity="absent" if company == "beta" else "observed"
        )

    def look(self, run: int, visit: int, company: str, at: str, day: int, number: int) -> None:
        held = self.open.get((company, number))
        offer = held.offer if held else self.first_offer(company, number)
        if held and self.random.random() < (0.35 if day == len(self.days) - 1 and company == "acme" else 0.01):
            offer = self.moved(offer)
        head = f"<head><title>{offer.name}</title><script>alert(1)</script></head>"
        body = f"<h1>{offer.name}</h1><p>{offer.price_text} {offer.list_price_text} {offer.availability}</p>"
        capture = self.filler.capture(visit, offer.url, at, f"<html>{head}<body>{body}</body></html>".encode())
        if held is None:
            self.open[company, number] = _Open(offer, at, at, (capture, capture))
        elif offer == held.offer:
            held.last, held.captures = at, (held.captures[0], capture)
        else:
            self.filler.version(company, held.offer, held.first, held.last, held.captures, ended="changed")
            for name in ("price", "list_price", "availability"):
                old, new = (getattr(o, name) for o in (held.offer, offer))
                if old != new:
                    what = (name, None if old is None else str(old), None if new is None else str(new))
                    self.filler.change(
                        company,
                        run,
                        offer,
                        what,
                        at=at,
                        since=held.last,
                        capture_old=held.captures[1],
                        capture_new=capture,
                    )
            self.open[company, number] = _Open(offer, at, at, (capture, capture))

    def first_offer(self, company: str, number: int) -> Offer:
        base = Random(number).randrange(1500, 40000)
        share = {"our": 100, "acme": 97, "beta": 104}[company] + Random(f"{company}{number}").randrange(-6, 7)
        price = (Decimal(base * share) / 10000).quantize(Decimal("0.01"))
        return Offer(
            url=f"https://{company}.example/p/{number}", name=f"{NAMES[number % 8]} {200 + number}",
            category=("Tools", CATEGORIES[number % 4]), gtin=f"40000000{number:05d}", price=price,
            price_text=f"{price} €".replace(".", ","),
            currency="EUR", price_type="exact", tax_included=True, availability="InStock",
        )  # fmt: skip

    def moved(self, offer: Offer) -> Offer:
        assert offer.price is not None
        draw = self.random.random()
        if draw < 0.15:
            return replace(offer, availability="OutOfStock" if offer.availability == "InStock" else "InStock")
        if draw < 0.3 and offer.list_price is None:
            price = (offer.price * Decimal("0.8")).quantize(Decimal("0.01"))
            return replace(
                offer, price=price, list_price=offer.price, price_text=f"{price} €", list_price_text=f"{offer.price} €"
            )
        price = (offer.price * Decimal(self.random.choice(("0.89", "0.93", "0.95", "1.04")))).quantize(Decimal("0.01"))
        return replace(offer, price=price, price_text=f"{price} €", list_price=None, list_price_text=None)

    def posts(self, run: int, visit: int, company: str, at: str, day: int) -> None:
        if Random(f"{company}{day}").random() > {"our": 0.12, "acme": 0.3, "beta": 0.05}[company] and day:
            return
        for back in range(0, 60, 9) if day == 0 else (0,):
            article = Article(
                url=f"https://{company}.example/blog/{day}-{back}",
                title=f"How to choose a {NAMES[(day + back) % 8].lower()}",
                published=_back(at, back), published_text="today",
            )  # fmt: skip
            capture = self.filler.capture(visit, article.url, at)
            self.filler.version(company, article, at, self.days[-1], (capture, capture))
            if day:
                self.filler.change(company, run, article, (None, None, article.title), at=at, capture_new=capture)
            if company != "beta":
                views = self.random.randrange(100, 4000)
                popularity = Popularity(url=article.url, measure="views", value=views, value_text=f"{views:,}")
                self.filler.version(company, popularity, at, self.days[-1], (capture, capture))
