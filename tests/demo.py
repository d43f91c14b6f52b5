"""What tests of the demo market's pages share: they read them with selectors of their own."""

import json
import re
from decimal import Decimal

from selectolax.lexbor import LexborHTMLParser

from rivals.demo.company import Company
from rivals.demo.views import Answer

ORIGIN = "http://shop.example"


def tree(answer: Answer) -> LexborHTMLParser:
    charset = answer.content_type.partition("charset=")[2]
    return LexborHTMLParser(answer.body.decode(charset))


def text_of(page: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text(separator=" ") for node in page.css(selector)).split())


def json_ld(answer: Answer) -> list[dict[str, object]]:
    """The nodes of all JSON-LD on a page."""
    scripts = re.findall(rb'<script[^>]*application/ld\+json"[^>]*>(.*?)</script>', answer.body, re.S | re.I)
    loaded = [json.loads(script) for script in scripts]
    return [node for data in loaded for node in data.get("@graph", [data])]


def says(text: str, company: Company, amount: object) -> bool:
    """Does the text say this amount, and not only a longer one that ends alike?"""
    written = company.money(Decimal(str(amount))).replace("\N{NO-BREAK SPACE}", " ")
    return re.search(rf"(?<![\d.,]){re.escape(written)}(?!\d)", text) is not None
