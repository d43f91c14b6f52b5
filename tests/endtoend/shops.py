"""Small sites of a test's own, and a configuration that watches them."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.endtoend.installation import Installation
from tests.loopback import Reply, Route, Site


def product(name: str, price: str) -> Reply:
    """A product page, as shops write them."""
    offer = {"@type": "Offer", "price": price, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}
    data = {"@context": "https://schema.org", "@type": "Product", "name": name, "sku": name, "offers": offer}
    return Reply(
        f"""<!doctype html><html lang="en"><head><title>{name}</title>
        <script type="application/ld+json">{json.dumps(data)}</script></head>
        <body><h1>{name}</h1><p class="price">{price} €</p><p>In stock</p></body></html>""".encode()
    )


def shop(extra: Mapping[str, Route] | None = None) -> dict[str, Route]:
    """A shop of three products, and of what else is given."""
    products = {f"/p/{name}": product(name.title(), price) for name, price in PRICES.items()}
    links = "".join(f'<li><a href="{path}">{path}</a></li>' for path in [*products, *(extra or {})])
    home = Reply(f'<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1><ul>{links}</ul>'.encode())
    return {"/": home, **products, **(extra or {})}


PRICES = {"hammer": "19.99", "saw": "24.50", "drill": "89.00"}


def install(folder: Path, **sites: Site) -> Installation:
    """Write a configuration that watches each site by the name it has here; the first one is our own."""
    hosts = ", ".join(f'"{site.key}"' for site in sites.values())
    lines = [
        "contact: crawler@our-shop.example",
        "timezone: Europe/Riga",
        "currency: EUR",
        "languages: [en]",
        f"allow_private: [{hosts}]",
        "defaults: {every: 24h, pages: 100, delay: 0s}",
        "competitors:",
    ]
    for place, (name, site) in enumerate(sites.items()):
        lines.append(f"  {name}: {{kind: {'direct' if place else 'self'}, site: {site.url}}}")
    here = Installation(folder)
    here.config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return here
