"""Words that pages of a company's own matters are called by, in addresses, headings and titles → type of page."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

_PHRASES = {
    "pricing": """
        pricing prices price plans plan-and-pricing plans-and-pricing plans-pricing pricing-plans pricing-and-plans
        our-pricing our-prices our-plans price-list pricelist prices-and-plans subscription-plans compare-plans
        tarify tarifi tarifs tariffs tariff тарифы тарифи тарифы-и-цены тарифы-и-оплата цены наши-цены стоимость прайс
        прайс-лист tseny ceny prays prajs price-lists tarify-i-ceny stoimost цены-и-тарифы тарифные-планы
        cenas cenu-lapa cenradis izcenojums izcenojumi planas cenas-un-plani plani
        бағалар бағасы тарифтер баға baga bagalar tarifter
        harga daftar-harga paket-harga biaya harga-paket paket-berlangganan
        preise preisliste preise-und-pakete tarife preise-und-tarife preisubersicht preisuebersicht
        tarification nos-tarifs nos-prix prix abonnements nos-offres tarifs-et-offres
        precios tarifas planes planes-y-precios precios-y-planes lista-de-precios nuestros-precios""",
    "reviews": """
        reviews review customer-reviews testimonials testimonial what-our-customers-say what-customers-say
        our-reviews client-reviews customer-feedback reviews-and-ratings ratings-and-reviews ratings-reviews
        what-our-clients-say customer-stories-and-reviews
        otzyvy отзывы otzivi otzyvy-klientov отзывы-клиентов отзывы-покупателей наши-отзывы отзывы-о-компании
        отзывы-о-нас otzyvy-o-kompanii otzyvy-o-nas
        atsauksmes klientu-atsauksmes musu-klientu-atsauksmes
        пікірлер пікір пікірлері pikirler pikir
        ulasan testimoni ulasan-pelanggan testimoni-pelanggan
        bewertungen kundenbewertungen kundenstimmen referenzen-und-bewertungen kundenmeinungen
        avis avis-clients temoignages avis-de-nos-clients
        resenas opiniones opiniones-de-clientes testimonios valoraciones""",
    "about": """
        about about-us aboutus about-our-company about-the-company about-company our-story who-we-are our-company
        company company-profile our-mission our-history the-company
        o-nas о-нас o-kompanii о-компании o-kompanii-1 kompaniya компания about-me o-magazine о-магазине
        o-proekte о-проекте o-brende о-бренде istoriya-kompanii история-компании kto-my кто-мы
        par-mums parmums par-uznemumu uznemums par-kompaniju musu-stasts
        біз-туралы компания-туралы biz-turaly kompaniya-turaly біз-жайлы компания-жайлы дүкен-туралы
        tentang tentang-kami profil-perusahaan tentang-perusahaan siapa-kami
        uber-uns ueber-uns ueberuns das-unternehmen unternehmen wir-uber-uns wer-wir-sind unsere-geschichte
        a-propos a-propos-de-nous qui-sommes-nous notre-histoire notre-entreprise l-entreprise
        sobre-nosotros quienes-somos nosotros acerca-de acerca-de-nosotros nuestra-historia la-empresa""",
    "contact": """
        contact contacts contact-us contactus contact-page get-in-touch getintouch reach-us contact-sales our-contacts
        where-to-find-us find-us
        kontakty контакты kontakti kontakt контакт контактная-информация наши-контакты svyazatsya-s-nami
        свяжитесь-с-нами связаться-с-нами obratnaya-svyaz обратная-связь
        sazinies-ar-mums sazinies sazinaties-ar-mums musu-kontakti kontaktinformacija
        байланыс байланыстар байланыс-деректері бізбен-байланыс baylanys bailanys біздің-байланыстар
        kontak hubungi-kami kontak-kami hubungi
        kontaktformular so-erreichen-sie-uns
        contactez-nous nous-contacter nous-trouver
        contacto contactanos contactenos contacta-con-nosotros""",
    "careers": """
        careers career jobs job-openings vacancies vacancy work-with-us join-us join-our-team open-positions
        work-for-us we-are-hiring were-hiring life-at-work open-roles
        vakansii вакансии karera карьера kariera rabota-u-nas работа-у-нас rabota-v-kompanii работа-в-компании
        vakances vakance karjera darbs-pie-mums pievienojies-mums
        вакансиялар бос-орындар жұмыс мансап vakansiyalar
        karir lowongan lowongan-kerja karier bergabung-dengan-kami
        karriere stellenangebote offene-stellen jobs-und-karriere
        carrieres carriere recrutement nous-rejoindre emplois offres-d-emploi rejoignez-nous
        empleo empleos trabaja-con-nosotros carreras unete-a-nosotros""",
    "terms": """
        terms legal legal-notice imprint impressum terms-of-service terms-of-use terms-and-conditions
        terms-and-conditions-of-sale tos conditions conditions-of-sale terms-conditions terms-of-sale general-terms
        delivery shipping delivery-information shipping-information delivery-and-payment payment-and-delivery
        delivery-and-returns shipping-and-returns shipping-returns delivery-returns shipping-delivery delivery-info
        shipping-policy delivery-policy delivery-terms shipping-and-delivery delivery-and-shipping
        returns return return-policy returns-policy refund-policy refunds returns-and-refunds returns-refunds
        refund-and-returns-policy refund_returns returns-and-exchanges exchanges-and-returns refund exchange-policy
        cancellation-policy warranty warranties guarantee guarantees warranty-policy warranty-and-returns
        warranty-and-service warranty-information payment payments payment-methods payment-options
        payment-information payment-and-shipping ways-to-pay
        privacy privacy-policy privacy-notice cookie-policy cookies data-protection
        delivery-payment-returns delivery-payment
        dostavka доставка dostavka-i-oplata доставка-и-оплата oplata-i-dostavka оплата-и-доставка oplata оплата
        usloviya-dostavki условия-доставки sposoby-oplaty способы-оплаты vozvrat возврат vozvrat-tovara возврат-товара
        обмен-и-возврат obmen-i-vozvrat vozvrat-i-obmen возврат-и-обмен garantiya гарантия garantii гарантии
        гарантия-и-возврат garantiya-i-vozvrat гарантия-и-сервис garantiya-i-servis условия usloviya oferta оферта
        публичная-оферта publichnaya-oferta пользовательское-соглашение polzovatelskoe-soglashenie
        политика-конфиденциальности politika-konfidentsialnosti politika-konfidencialnosti rassrochka рассрочка
        доставка-и-возврат dostavka-i-vozvrat доставка-оплата-возврат правила-продажи условия-возврата
        доставка-возврат-и-гарантия доставка-и-гарантия доставка-оплата-и-возврат правовая-информация
        piegade piegades-nosacijumi piegade-un-apmaksa apmaksa-un-piegade apmaksa atgriesana precu-atgriesana
        atgriesanas-noteikumi atteikuma-tiesibas garantija garantijas noteikumi lietosanas-noteikumi
        lietosanas-nosacijumi privatuma-politika distances-ligums piegade-un-atgriesana pirkuma-noteikumi
        жеткізу төлем жеткізу-және-төлем төлем-және-жеткізу қайтару кепілдік шарттар құпиялылық-саясаты
        қайтару-және-айырбастау zhetkizu tolem kepildik qaitaru
        pengiriman pengembalian pembayaran garansi syarat-dan-ketentuan syarat-ketentuan kebijakan-privasi
        kebijakan-pengembalian kebijakan-pengiriman cara-pembayaran informasi-pengiriman
        versand versandkosten lieferung versand-und-lieferung versand-und-zahlung zahlung-und-versand zahlung
        zahlungsarten zahlungsmethoden liefer-und-zahlungsbedingungen lieferbedingungen ruckgabe rueckgabe widerruf
        widerrufsrecht widerrufsbelehrung garantie agb datenschutz datenschutzerklarung datenschutzerklaerung
        nutzungsbedingungen versandinformationen
        livraison livraisons livraison-et-retours retours paiement modes-de-paiement garanties cgv cgu
        mentions-legales conditions-generales-de-vente conditions-generales politique-de-confidentialite
        expedition remboursement politique-de-retour livraison-et-paiement
        envio envios entrega devoluciones envios-y-devoluciones pago pagos formas-de-pago metodos-de-pago garantia
        aviso-legal terminos-y-condiciones condiciones condiciones-de-venta politica-de-privacidad
        politica-de-devoluciones""",
}
_PARENTS = {
    "legal": "terms", "policies": "terms", "policy": "terms", "terms": "terms",
    "about": "about", "about-us": "about", "company": "about",
    "careers": "careers", "jobs": "careers", "vacancies": "careers", "vakansii": "careers", "karriere": "careers",
    "pricing": "pricing", "plans": "pricing", "reviews": "reviews", "testimonials": "reviews",
}  # fmt: skip
"""Steps of an address that also say what the pages below them are."""

_MARKS = re.compile(r"[^\w]+|_+")
_ENDING = re.compile(r"\.(?:html?|php|aspx?|jsp)$", re.I)
_TITLE_PARTS = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|•»]\s*")


def _folded(text: str) -> str:
    """Return words in lower case without accents, joined by hyphens."""
    text = text.casefold()
    if not text.isascii():
        parted = unicodedata.normalize("NFKD", text)
        text = "".join(sign for sign in parted if not unicodedata.combining(sign))
    return _MARKS.sub("-", text.replace("&", " and ")).strip("-")


_TYPES = {_folded(phrase): kind for kind, phrases in _PHRASES.items() for phrase in phrases.split()}
_LANGUAGES = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?(?=/)", re.I)


def type_of_phrase(text: str | None) -> str | None:
    """Return the type of page that a heading, a title or a step of an address names; None when it is no such name.

    >>> type_of_phrase("Plans & Pricing"), type_of_phrase("О компании"), type_of_phrase("Über uns")
    ('pricing', 'about', 'about')
    >>> type_of_phrase("Our pricing of kettles") is None
    True
    """
    return _TYPES.get(_folded(text[:80])) if text else None


def type_of_path(address: str) -> str | None:
    """Return the type of page that the last step of an address names.

    >>> type_of_path("https://shop.example/lv/piegade/"), type_of_path("https://shop.example/o-kompanii.html")
    ('terms', 'about')
    >>> type_of_path("https://shop.example/about/how-kettles-are-made") is None
    True
    """
    step = _steps(address)[-1]
    return _TYPES.get(step) or _TYPES.get(_folded(unquote(step)))


def type_of_parent(address: str) -> str | None:
    """Return the type of page that an earlier step of an address suggests.

    >>> type_of_parent("https://shop.example/legal/cookies-in-detail")
    'terms'
    >>> type_of_parent("https://shop.example/about") is None
    True
    """
    return next((kind for step in _steps(address)[:-1] if (kind := _PARENTS.get(step.casefold()))), None)


def type_of_title(title: str) -> str | None:
    """Return the type of page that a part of its ``<title>`` names.

    >>> type_of_title("About us | Acme"), type_of_title("Acme — Доставка и оплата")
    ('about', 'terms')
    >>> type_of_title("Acme: kettles and pots") is None
    True
    """
    parts = _TITLE_PARTS.split(title[:200])[:4]
    return next((kind for part in parts if (kind := type_of_phrase(part))), None)


def _steps(address: str) -> list[str]:
    path = urlsplit(address).path.rstrip("/")
    return [_ENDING.sub("", step) for step in _LANGUAGES.sub("", path + "/", count=1).strip("/").split("/")]
