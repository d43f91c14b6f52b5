"""Product data of shop programs that shops install, in their own shapes → the same in the habits of ``state_product``.

Each function names the page of the documentation, or the public default theme, that it rests on.
"""

from itertools import islice

from crawler.parsing.currency import find_sign
from crawler.parsing.json_text import Json
from crawler.parsing.line import parse_markup
from crawler.reading.state_keys import Thing, kept, objects, part

_MAX_VARIANTS = 300


def woo(one: Thing) -> Thing:
    """``display_price`` is as the shop shows it; ``max_qty`` is the stock where it is managed and not to be exceeded,
    a ``price_html`` stands where variants differ in price."""
    attributes = part(one, "attributes")
    sign = find_sign(parse_markup(str(one.get("price_html") or "")) or "")
    is_sold = one.get("is_in_stock")
    limit = one.get("max_qty")
    return kept(
        id=one.get("variation_id"),
        sku=one.get("sku"),
        label=[value for value in attributes.values() if value] or None,
        options=attributes,
        price=one.get("display_price"),
        listprice=one.get("display_regular_price"),
        currency=sign,
        instock=is_sold if isinstance(is_sold, bool) and (one.get("is_purchasable") is not False) else None,
        availability="BackOrder" if is_sold and "on-backorder" in str(one.get("availability_html")) else None,
        stockquantity=limit if type(limit) is int and not one.get("is_sold_individually") else None,
    )


def magento(value: Thing) -> Thing | None:
    """``spConfig`` / ``jsonConfig`` of configurable products and ``priceConfig`` of simple ones (Adobe Commerce
    developer guide, *PriceBox widget*): ``finalPrice`` is paid, ``oldPrice`` struck, ``basePrice`` is without tax."""
    own = _amounts(part(value, "prices"))
    prices, skus = part(value, "optionPrices"), part(value, "sku") or part(value, "skus")
    salable = value.get("salable")
    labels = _magento_labels(value)
    variants: list[Json] = [
        kept(id=key, sku=skus.get(key), label=labels.get(key), **_amounts(one))
        for key, one in islice(prices.items(), _MAX_VARIANTS)
        if isinstance(one, dict)
    ]
    if isinstance(salable, dict) and prices and not labels:
        variants = []
    return kept(id=value.get("productId"), variants=variants, **own) if own or variants else None


def _amounts(prices: Thing) -> Thing:
    final, old, base = (part(prices, key).get("amount") for key in ("finalPrice", "oldPrice", "basePrice"))
    if not isinstance(final, (int, float)) or isinstance(final, bool):
        return {}
    net = base if isinstance(base, (int, float)) and base < final else None
    return kept(price=final, listprice=old, pricewithouttax=net)


def _magento_labels(value: Thing) -> dict[str, Json]:
    """Return the labels of the options that make each variant."""
    labels: dict[str, list[Json]] = {}
    for attribute in part(value, "attributes").values():
        for option in objects(part(attribute).get("options")):
            products = option.get("products")
            for product in products if isinstance(products, list) else ():
                labels.setdefault(str(product), []).append(option.get("label"))
    return dict(labels)


def prestashop(value: Thing) -> Thing | None:
    """``#product-details[data-product]`` (PrestaShop developer documentation, *ProductLazyArray*): ``price_amount`` and
    ``regular_price_amount`` as shown, ``quantity`` is the stock, ``reference`` the article number."""
    condition = value.get("condition")
    is_shown = str(value.get("show_quantities", "")) not in ("False", "0")
    sells_on = str(value.get("out_of_stock", "")) == "1" or value.get("allow_oosp") in (1, True)
    quantity = value.get("quantity")
    count = int(quantity) if isinstance(quantity, (int, str)) and str(quantity).lstrip("-").isdigit() else None
    return kept(
        name=value.get("name"),
        id=value.get("id_product") or value.get("id"),
        link=value.get("link"),
        sku=value.get("reference"),
        ean13=value.get("ean13"),
        upc=value.get("upc"),
        isbn=value.get("isbn"),
        mpn=value.get("mpn"),
        brand=value.get("manufacturer_name"),
        category=value.get("category_name"),
        price=_rounded(value.get("price_amount")) or value.get("price"),
        listprice=_rounded(value.get("regular_price_amount") or value.get("price_without_reduction")),
        pricewithouttax=_rounded(value.get("price_tax_exc")),
        currency=find_sign(str(value.get("price") or "")),
        condition=part(condition).get("type") or condition if condition else None,
        stockquantity=count if is_shown and not sells_on else None,
        instock=(count > 0 or sells_on) if count is not None and _sells(value) else None,
    )


def _rounded(amount: Json) -> Json:
    """Return an amount that was worked out (with tax, without discount) to the hundredth."""
    return f"{amount:.2f}" if isinstance(amount, (int, float)) and not isinstance(amount, bool) else amount


def _sells(value: Thing) -> bool:
    return str(value.get("available_for_order", "1")) in ("1", "True")


def bitrix(value: Thing) -> Thing | None:
    """The argument of ``new JCCatalogElement`` (template of the component bitrix:catalog.element): ``ITEM_PRICES`` with
    ``BASE_PRICE`` struck and ``PRICE`` paid, for ``MIN_QUANTITY`` pieces; ``MAX_QUANTITY`` is the stock where
    ``CHECK_QUANTITY``."""
    product = part(value, "PRODUCT")
    items = [_bitrix_item(one) for one in objects(value.get("OFFERS"))]
    selected = value.get("OFFER_SELECTED")
    if isinstance(selected, (int, str)) and str(selected).isdigit() and int(selected) < len(items):
        items[int(selected)]["selected"] = True
    variants: list[Json] = [*items]
    own = _bitrix_item(product)
    path = product.get("CATEGORY")
    own |= kept(category=path.replace("/", " > ") if isinstance(path, str) else None)
    return own | kept(variants=variants)


def _bitrix_item(one: Thing) -> Thing:
    prices = objects(one.get("ITEM_PRICES")) or objects([one.get("PRICE") or one.get("BASIS_PRICE")])
    price = prices[0] if prices else {}
    limit, is_limited = one.get("MAX_QUANTITY"), one.get("CHECK_QUANTITY")
    is_count = isinstance(limit, (int, str)) and str(limit).isdigit()
    paid = price.get("PRICE") or price.get("DISCOUNT_VALUE")
    label = [part(each).get("VALUE") for each in objects(one.get("DISPLAY_PROPERTIES"))]
    return kept(
        id=one.get("ID"),
        name=one.get("NAME"),
        label=label or one.get("NAME"),
        sku=one.get("ARTICLE") or one.get("ARTNUMBER"),
        price=paid,
        listprice=price.get("BASE_PRICE") or price.get("VALUE"),
        currency=price.get("CURRENCY") or find_sign(str(price.get("PRINT_PRICE") or "")),
        canbuy=one.get("CAN_BUY"),
        stockquantity=int(str(limit)) if is_count and is_limited and int(str(limit)) > 0 else None,
    )
