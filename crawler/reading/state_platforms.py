"""Which vendor's shape an object of a state has, and so how it is put into the habits of ``state_product``.

Only what a general rule would miss or get wrong has a shape here: units, names of their own, parts that lie apart.
"""

from collections.abc import Callable

from crawler.parsing.json_text import Json
from crawler.reading.state_engines import bitrix, magento, prestashop, woo
from crawler.reading.state_hosted import (
    bigcommerce,
    insales,
    shopify,
    shopify_variant,
    squarespace,
    squarespace_variant,
    tilda,
    vtex,
    vtex_skus,
)
from crawler.reading.state_keys import Thing, objects, part


def adapt(place: str, value: Thing) -> tuple[Thing, bool] | None:
    """Return a vendor's object in our habits, and whether it is of the page's product by its nature (it says no name);
    None when it is of no vendor that needs this."""
    for is_of, make, is_own in _SHAPES:
        if is_of(place, value) and (made := make(value)):
            return made, is_own
    return None


def adapt_list(place: str, values: list[Json]) -> Thing | None:
    """Return a list of variants that stands alone as one thing; None when it is none.

    WooCommerce: ``form.variations_form[data-product_variations]`` (WC_Product_Variable::get_available_variations);
    Squarespace: ``data-variants`` (developer documentation, *Product item*).
    """
    first = values[0] if values else None
    if place == "data-product_variations" and isinstance(first, dict) and "variation_id" in first:
        return {"variants": [woo(one) for one in objects(values)]}
    if isinstance(first, dict) and "priceMoney" in first and "optionValues" in first | {"optionValues": 0}:
        return {"variants": [squarespace_variant(one) for one in objects(values)]}
    return None


def _is_shopify(_: str, value: Thing) -> bool:
    first = next(iter(objects(value.get("variants"))), {})
    has_shape = "compare_at_price" in first or "price_varies" in value or ("gid" in value and "public_title" in first)
    return has_shape and isinstance(first.get("price"), int)


def _is_squarespace(_: str, value: Thing) -> bool:
    held = value.get("variants") or part(value, "structuredContent").get("variants")
    return "priceMoney" in next(iter(objects(held)), {})


def _is_insales(_: str, value: Thing) -> bool:
    first = next(iter(objects(value.get("variants"))), {})
    return (
        "permalink" in value
        and "price_in_site_currency" in first | {"price_in_site_currency": 0}
        and "quantity" in first
    )


_Make = Callable[[Thing], Thing | None]
_SHAPES: tuple[tuple[Callable[[str, Thing], bool], _Make, bool], ...] = (
    (_is_shopify, shopify, False),
    (lambda _, value: "public_title" in value and "compare_at_price" in value, shopify_variant, False),
    (lambda _, value: "optionPrices" in value or ("prices" in value and "priceFormat" in value), magento, True),
    (lambda _, value: isinstance(value.get("product_attributes"), dict), bigcommerce, True),
    (lambda _, value: "price_tax_exc" in value and "reference" in value, prestashop, False),
    (lambda place, value: place.endswith("JCCatalogElement") and "PRODUCT" in value, bitrix, False),
    (lambda _, value: "editions" in value and "uid" in value and "title" in value, tilda, False),
    (_is_squarespace, squarespace, False),
    (lambda _, value: "bestPrice" in next(iter(objects(value.get("skus"))), {}), vtex_skus, False),
    (lambda _, value: "sellers" in next(iter(objects(value.get("items"))), {}), vtex, False),
    (_is_insales, insales, False),
)
SIGNS = frozenset(
    "public_title variants optionPrices priceFormat product_attributes price_tax_exc PRODUCT editions "
    "structuredContent skus items".split()
)
"""Keys of which a vendor's object has one: most objects have none, and are not looked at closer."""
