"""Address → whether it looks like a page that sells something or says what it costs."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_WORDS = frozenset(
    # things for sale: en, ru, lv, kk, id, de, fr, es
    "product products prod item items goods sku p dp pd tovar tovary tovari товар товары продукт продукты продукция "
    "produkts produkti prece preces tauar tauarlar тауар тауарлар onim өнім өнімдер produk barang produkt produkte "
    "produit produits producto productos articulo articulos "
    # what things cost
    "pricing price prices pricelist price-list plans plans-and-pricing tariff tariffs tarif tarife tarifs tarifas "
    "tarify tarifi тариф тарифы цена цены прайс прайс-лист ceny cena cenas cenrādis cenradis baga бағалар harga "
    "daftar-harga preis preise preisliste prix precio precios".split()
)
"""Names of path segments, without their endings."""
_NUMBERED = re.compile(
    r"(?:product|prod|item|tovar|prece|produkt?|sku)[-_]?\d{2,}|pd?[-_]?\d{4,}|.{3,}[-_.]p[-_]?\d{3,}"
)
_PARAMETER = re.compile(
    r"(?:^|&)(?:product|productid|product_id|item_id|sku|goods_id)=|(?:^|[/=])product/product(?:&|$)"
)


@lru_cache(maxsize=10_000)
def is_goods(address: str) -> bool:
    """Does the address look like a page that sells something, or says what it costs?

    >>> [is_goods(f"https://a.example/{path}") for path in ("product/kettle", "lv/cenas", "tovar-1204.html")]
    [True, True, True]
    >>> [is_goods(f"https://a.example/{path}") for path in ("about", "blog/productivity", "")]
    [False, False, False]
    """
    parts = urlsplit(address)
    for segment in unquote(parts.path).lower().split("/"):
        name = segment.partition(".")[0]
        if name in _WORDS or (any(sign.isdigit() for sign in name) and _NUMBERED.fullmatch(name)):
            return True
    return bool(parts.query) and _PARAMETER.search(parts.query.lower()) is not None
