"""Product data of hosted shop services, in their own shapes → the same in the habits of ``state_product``.

Each function names the page of the vendor's documentation that it rests on. Amounts in hundredths come out in units
with two decimals, so that nobody divides them again.
"""

from crawler.parsing.json_text import Json
from crawler.reading.state_keys import Thing, kept, objects, part
from crawler.reading.state_price import of_hundred


def shopify(value: Thing) -> Thing | None:
    """``{{ product | json }}`` and ``/products/x.js``: prices in hundredths, whatever the currency (shopify.dev,
    *Liquid: product*: currencies without parts get two zeros)."""
    variants: list[Json] = [_shopify_variant(one) for one in objects(value.get("variants"))]
    return kept(
        name=value.get("title") or _common_name(value),
        handle=value.get("handle"),
        id=value.get("id"),
        brand=value.get("vendor"),
        price=of_hundred(value.get("price")),
        listprice=of_hundred(value.get("compare_at_price")),
        available=value.get("available"),
        variants=variants,
    )


def shopify_variant(value: Thing) -> Thing | None:
    """One variant alone (``product.selected_or_first_available_variant | json``), which has the product's name."""
    name, ending = str(value.get("name") or ""), str(value.get("public_title") or "")
    made = _shopify_variant(value)
    return made | kept(name=name.removesuffix(f" - {ending}") if ending else name)


def _shopify_variant(one: Thing) -> Thing:
    options: list[Json] = [option for number in (1, 2, 3) if (option := one.get(f"option{number}"))]
    return kept(
        id=one.get("id"),
        sku=one.get("sku"),
        barcode=one.get("barcode"),
        label=options or one.get("public_title") or one.get("title"),
        price=of_hundred(one.get("price")),
        listprice=of_hundred(one.get("compare_at_price")),
        available=one.get("available"),
        inventoryquantity=one.get("inventory_quantity") if one.get("inventory_management") else None,
        continueselling=one.get("inventory_policy") == "continue" or None,
    )


def _common_name(value: Thing) -> Json:
    """Return the name that ``var meta = {"product": …}`` has only with its variants' names behind: "Kettle - Red"."""
    first = next(iter(objects(value.get("variants"))), {})
    name, ending = str(first.get("name") or ""), str(first.get("public_title") or "")
    return name.removesuffix(f" - {ending}") if ending else name or None


def bigcommerce(value: Thing) -> Thing | None:
    """``BCData.product_attributes`` (Stencil documentation, *product options*): prices by tax, ``stock`` and
    ``instock``."""
    inner = part(value, "product_attributes")
    price = part(inner, "price")
    shown = next((one for key in ("with_tax", "without_tax") if (one := part(price, key))), {})
    tax = "with_tax" if "with_tax" in price else "without_tax"
    both = "with_tax" in price and "without_tax" in price
    listed = part(price, f"non_sale_price_{tax}") or part(price, f"rrp_{tax}")
    return kept(
        sku=inner.get("sku"),
        upc=inner.get("upc"),
        gtin=inner.get("gtin"),
        mpn=inner.get("mpn"),
        price=shown.get("value"),
        listprice=listed.get("value"),
        currency=shown.get("currency"),
        taxincluded=True if "with_tax" in price else None if not both else False,
        instock=inner.get("instock"),
        purchasable=inner.get("purchasable") if inner.get("purchasable") is False else None,
        stockquantity=inner.get("stock"),
    )  # fmt: skip


def tilda(value: Thing) -> Thing | None:
    """``var product = {…}`` of a catalogue's product page (Tilda help, *Catalog: import from CSV* names the fields):
    an empty ``quantity`` is without limit, "0" is sold out; ``editions`` are its variants."""

    def item(one: Thing) -> Thing:
        quantity = one.get("quantity")
        count = int(str(quantity)) if str(quantity or "").isdigit() else 0 if str(quantity) == "0" else None
        return kept(
            id=one.get("uid"),
            sku=one.get("sku"),
            price=one.get("price"),
            listprice=one.get("priceold"),
            instock=count > 0 if count is not None else True if quantity == "" else None,
            stockquantity=count,
        )

    editions = objects(value.get("editions"))
    names = {
        option.get("title") for option in objects(value.get("editionOptions")) if isinstance(option.get("title"), str)
    }
    variants: list[Json] = [
        item(one) | kept(label=[one[str(name)] for name in names if one.get(str(name))]) for one in editions
    ]
    about = kept(name=value.get("title"), url=value.get("url"), brand=value.get("brand"))
    return item(value) | about | (kept(variants=variants) if len(variants) > 1 else {})


def squarespace(value: Thing) -> Thing | None:
    """A product item: ``priceMoney`` is written in units, ``price`` beside it in hundredths (Squarespace developer
    documentation, *Product item*)."""
    held = value.get("variants") or part(value, "structuredContent").get("variants")
    variants: list[Json] = [squarespace_variant(one) for one in objects(held)]
    return kept(name=value.get("title"), url=value.get("fullUrl") or value.get("urlId"), variants=variants)


def squarespace_variant(one: Thing) -> Thing:
    """One of an item's variants."""
    price, sale = part(one, "priceMoney"), part(one, "salePriceMoney")
    is_on_sale = one.get("onSale") is True and bool(sale)
    left, is_unlimited = one.get("qtyInStock"), one.get("unlimited") is True
    options = [value.get("value") for value in objects(one.get("optionValues"))] or list(
        part(one, "attributes").values()
    )
    return kept(
        id=one.get("id"),
        sku=one.get("sku"),
        label=options,
        price=(sale if is_on_sale else price).get("value"),
        listprice=price.get("value") if is_on_sale else None,
        currency=price.get("currency"),
        instock=True if is_unlimited else left > 0 if type(left) is int else None,
        stockquantity=left if type(left) is int and not is_unlimited else None,
    )


def vtex_skus(value: Thing) -> Thing | None:
    """``skuJson`` (VTEX developer documentation, *Legacy CMS: skuJson*): ``bestPrice`` and ``listPrice`` in
    hundredths."""
    variants: list[Json] = [
        kept(
            sku=str(one.get("sku")),
            label=one.get("skuname"),
            price=of_hundred(one.get("bestPrice")),
            listprice=of_hundred(one.get("listPrice")),
            available=one.get("available"),
            availablequantity=one.get("availablequantity"),
        )
        for one in objects(value.get("skus"))
    ]
    return kept(name=value.get("name"), id=value.get("productId"), variants=variants)


def vtex(value: Thing) -> Thing | None:
    """A product of the catalogue API (VTEX developer documentation, *Search API*): items, their first seller's
    ``commertialOffer`` (sic)."""

    def item(one: Thing) -> Thing:
        sellers = objects(one.get("sellers"))
        offer = part(
            next((s for s in sellers if s.get("sellerDefault")), sellers[0] if sellers else {}), "commertialOffer"
        )
        left = offer.get("AvailableQuantity")
        return kept(
            sku=one.get("itemId"),
            label=one.get("name"),
            ean=one.get("ean"),
            price=offer.get("Price"),
            listprice=offer.get("ListPrice"),
            stockquantity=left,
            instock=left > 0 if type(left) is int else None,
        )

    variants: list[Json] = [item(one) for one in objects(value.get("items"))]
    return kept(
        name=value.get("productName"),
        link=value.get("linkText"),
        brand=value.get("brand"),
        id=value.get("productId"),
        variants=variants,
    )


def insales(value: Thing) -> Thing | None:
    """``product | json`` (InSales documentation of Liquid, *product*): prices in units, ``quantity`` of a variant is
    its stock, null without limit."""

    def variant(one: Thing) -> Thing:
        return kept(
            id=one.get("id"),
            sku=one.get("sku"),
            barcode=one.get("barcode"),
            label=one.get("title"),
            price=one.get("price"),
            listprice=one.get("old_price"),
            available=one.get("available"),
            stockquantity=one.get("quantity"),
        )

    variants: list[Json] = [variant(one) for one in objects(value.get("variants"))]
    about = kept(name=value.get("title"), permalink=value.get("permalink"), id=value.get("id"), url=value.get("url"))
    return about | kept(available=value.get("available"), variants=variants)
