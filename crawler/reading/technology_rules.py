"""How the systems behind a site show: one rule each.

Each rests on the snippet, address or header that the vendor's own documentation has its customers use.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one system shows: any of these is enough."""

    name: str
    """As its vendor spells it."""
    sort: str
    """What it is for."""
    address: str | None = None
    """Pattern of the address of a script, frame, picture or style sheet; its group is the id."""
    script: str | None = None
    """Pattern of a script in the page; its group is the id."""
    words: str = ""
    """Parts of such a script of which one must be there: looked for at a fraction of the cost of the pattern."""
    generator: str | None = None
    """Pattern of ``<meta name="generator">``; its group is the version."""
    header: tuple[str, str] | None = None
    """Name of a header, and a pattern of its value."""
    body: str | None = None
    """Pattern of a class of ``<body>``."""
    id: str | None = None
    """Pattern of the id elsewhere in what was searched, where the pattern that found the system has none."""


_ADS, _ANALYTICS, _CHAT, _CONSENT = "advertising", "analytics", "chat", "consent"
_AUTOMATION, _SHOP, _SITE, _CDN, _PAYMENT = "marketing automation", "shop platform", "site builder", "CDN", "payment"

RULES = (
    Rule(
        name="Google Tag Manager",
        words="GTM-",
        sort="tag manager",
        address=r"googletagmanager\.com/(?:gtm\.js|ns\.html)\?id=(GTM-[A-Z0-9]{4,10})",
        script=r"['\"](GTM-[A-Z0-9]{4,10})['\"]",
    ),
    Rule(
        name="Google Analytics",
        words="G- UA-",
        sort=_ANALYTICS,
        address=r"googletagmanager\.com/gtag/js\?id=(G-[A-Z0-9]{6,12}|UA-\d{4,10}-\d{1,3})|"
        r"google-analytics\.com/(?:analytics|ga)\.js",
        script=r"gtag\(\s*['\"]config['\"]\s*,\s*['\"](G-[A-Z0-9]{6,12}|UA-\d{4,10}-\d{1,3})|"
        r"ga\(\s*['\"]create['\"]\s*,\s*['\"](UA-\d{4,10}-\d{1,3})|_setAccount['\"]\s*,\s*['\"](UA-\d{4,10}-\d{1,3})",
    ),
    Rule(
        name="Google Ads",
        words="AW- googleadservices",
        sort=_ADS,
        address=r"googletagmanager\.com/gtag/js\?id=(AW-\d{6,12})|googleadservices\.com/pagead/conversion",
        script=r"gtag\(\s*['\"]config['\"]\s*,\s*['\"](AW-\d{6,12})",
    ),
    Rule(
        name="Yandex Metrica",
        words="mc.yandex. yandex-metrica yaCounter ym(",
        sort=_ANALYTICS,
        address=r"mc\.yandex\.\w{2,3}/(?:watch/(\d{4,10})|metrika/)|cdn\.jsdelivr\.net/npm/yandex-metrica-watch",
        script=r"\bym\(\s*(\d{4,10})\s*,\s*['\"]init|\byaCounter(\d{4,10})\b|mc\.yandex\.\w{2,3}/metrika/tag\.js",
    ),
    Rule(
        name="Matomo",
        words="matomo piwik _paq",
        sort=_ANALYTICS,
        address=r"/(?:matomo|piwik)\.(?:js|php)\b|cdn\.matomo\.cloud/",
        script=r"_paq\.push\(\s*\[\s*['\"]setSiteId['\"]\s*,\s*['\"]?(\d{1,6})",
    ),
    Rule(name="Plausible", sort=_ANALYTICS, address=r"plausible\.io/js/"),
    Rule(name="Cloudflare Web Analytics", sort=_ANALYTICS, address=r"static\.cloudflareinsights\.com/beacon"),
    Rule(
        name="Hotjar",
        words="hotjar hjid",
        sort=_ANALYTICS,
        address=r"static\.hotjar\.com/c/hotjar-(\d{4,9})",
        script=r"\bhjid\s*:\s*(\d{4,9})",
    ),
    Rule(
        name="Microsoft Clarity",
        words="clarity.ms",
        sort=_ANALYTICS,
        address=r"clarity\.ms/tag/([a-z0-9]{6,14})",
        script=r"clarity\.ms/tag/['\"]?[^;]{0,300}?['\"]script['\"]\s*,\s*['\"]([a-z0-9]{6,14})['\"]|clarity\.ms/tag/",
    ),
    Rule(
        name="Mixpanel",
        words="mixpanel mxpnl",
        sort=_ANALYTICS,
        address=r"cdn\.mxpnl\.com/",
        script=r"mixpanel\.init\(\s*['\"]([0-9a-f]{32})",
    ),
    Rule(
        name="Top.Mail.Ru",
        words="mail.ru _tmr",
        sort=_ANALYTICS,
        address=r"top-fwz1\.mail\.ru/(?:js/code|counter)(?:[^'\"]*?[?;]id=(\d{5,9}))?",
        script=r"_tmr\.push\(\s*\{\s*id\s*:\s*['\"]?(\d{5,9})",
    ),
    Rule(
        name="Meta Pixel",
        words="fbevents fbq( facebook.com/tr",
        sort=_ADS,
        address=r"facebook\.com/tr/?\?(?:[^'\"]*&)?id=(\d{8,20})|connect\.facebook\.net/[\w-]+/fbevents\.js",
        script=r"\bfbq\(\s*['\"]init['\"]\s*,\s*['\"]?(\d{8,20})",
    ),
    Rule(
        name="TikTok Pixel",
        words="analytics.tiktok.com ttq.load",
        sort=_ADS,
        address=r"analytics\.tiktok\.com/i18n/pixel",
        script=r"\bttq\.load\(\s*['\"]([A-Z0-9]{10,30})|analytics\.tiktok\.com/i18n/pixel",
    ),
    Rule(
        name="LinkedIn Insight Tag",
        words="licdn.com ads.linkedin.com _linkedin_partner_id",
        sort=_ADS,
        address=r"snap\.licdn\.com/li\.lms-analytics|px\.ads\.linkedin\.com/collect/?\?(?:[^'\"]*&)?pid=(\d{3,12})",
        script=r"_linkedin_partner_id\s*=\s*['\"](\d{3,12})",
    ),
    Rule(
        name="Microsoft Advertising UET",
        words="bat.bing.com UET(",
        sort=_ADS,
        address=r"bat\.bing\.com/bat\.js|bat\.bing\.com/action/0\?ti=(\d{5,12})",
        script=r"\bUET\(|bat\.bing\.com/bat\.js",
        id=r"\bti\s*:\s*['\"](\d{5,12})['\"]",
    ),
    Rule(
        name="VK Pixel",
        words="VK-RTRG /js/api/openapi.js",
        sort=_ADS,
        address=r"vk\.(?:com|ru)/rtrg\?(?:[^'\"]*&)?p=(VK-RTRG-[\w-]{4,20})|vk\.(?:com|ru)/js/api/openapi\.js",
        script=r"VK\.Retargeting\.Init\(\s*['\"](VK-RTRG-[\w-]{4,20})",
    ),
    Rule(
        name="Pinterest Tag",
        words="pintrk ct.pinterest.com",
        sort=_ADS,
        address=r"ct\.pinterest\.com/v3/\?(?:[^'\"]*&)?tid=(\d{8,20})",
        script=r"\bpintrk\(\s*['\"]load['\"]\s*,\s*['\"](\d{8,20})",
    ),
    Rule(
        name="X Pixel",
        words="ads-twitter.com twq(",
        sort=_ADS,
        address=r"static\.ads-twitter\.com/uwt\.js",
        script=r"\btwq\(\s*['\"](?:config|init)['\"]\s*,\s*['\"]([a-z0-9]{4,10})",
    ),
    Rule(name="Criteo", sort=_ADS, address=r"(?:static|dynamic)\.criteo\.(?:net|com)/js/ld"),
    Rule(
        name="Intercom",
        words="intercom",
        sort=_CHAT,
        address=r"widget\.intercom\.io/widget/(\w{4,12})",
        script=r"intercomSettings\s*=\s*\{[^}]{0,300}?app_id\s*['\"]?:\s*['\"](\w{4,12})|"
        r"widget\.intercom\.io/widget/(\w{4,12})",
    ),
    Rule(
        name="Zendesk",
        sort=_CHAT,
        address=r"static\.zdassets\.com/ekr/snippet\.js\?key=([0-9a-f-]{8,36})|v2\.zopim\.com/",
    ),
    Rule(
        name="Tawk.to",
        words="tawk.to",
        sort=_CHAT,
        address=r"embed\.tawk\.to/([0-9a-f]{12,32})",
        script=r"embed\.tawk\.to/([0-9a-f]{12,32})",
    ),
    Rule(
        name="Crisp",
        words="crisp.chat CRISP_WEBSITE_ID",
        sort=_CHAT,
        address=r"client\.crisp\.chat/l\.js",
        script=r"CRISP_WEBSITE_ID\s*=\s*['\"]([0-9a-f-]{36})",
    ),
    Rule(
        name="JivoChat",
        words="jivo",
        sort=_CHAT,
        address=r"code\.jivo(?:site|chat)?\.(?:com|ru)/(?:widget(?:\.js)?/)?(\w{8,14})?",
        script=r"\bjivo_init\b|widget_id\s*=\s*['\"](\w{8,14})['\"][^;]{0,200};[^<]{0,800}jivosite",
    ),
    Rule(
        name="LiveChat",
        words="livechatinc __lc.",
        sort=_CHAT,
        address=r"cdn\.livechatinc\.com/tracking\.js",
        script=r"__lc\.license\s*=\s*(\d{5,12})",
    ),
    Rule(name="Tidio", sort=_CHAT, address=r"code\.tidio\.co/(\w{20,40})\.js"),
    Rule(
        name="Drift",
        words="driftt drift.load",
        sort=_CHAT,
        address=r"js\.driftt\.com/",
        script=r"drift\.load\(\s*['\"](\w{8,20})",
    ),
    Rule(
        name="Bitrix24",
        words="bitrix24.",
        sort=_CHAT,
        address=r"cdn(?:-\w+)?\.bitrix24\.\w{2,3}/b\d+/",
        script=r"cdn(?:-\w+)?\.bitrix24\.\w{2,3}/(b\d+)/crm/site_button",
    ),
    Rule(
        name="HubSpot",
        sort=_AUTOMATION,
        address=r"js(?:-\w+)?\.hs-(?:scripts\.com/(\d{4,12})\.js|analytics\.net/)",
        generator=r"HubSpot",
    ),
    Rule(name="Mailchimp", sort=_AUTOMATION, address=r"chimpstatic\.com/mcjs-connected/|list-manage\.com/subscribe"),
    Rule(
        name="Klaviyo",
        sort=_AUTOMATION,
        address=r"static\.klaviyo\.com/onsite/js/(?:klaviyo\.js\?company_id=)?(\w{6,8})?",
    ),
    Rule(
        name="ActiveCampaign",
        words="app-us1.com vgo(",
        sort=_AUTOMATION,
        address=r"diffuser-cdn\.app-us1\.com/",
        script=r"vgo\(\s*['\"]setAccount['\"]\s*,\s*['\"](\d{4,14})",
    ),
    Rule(
        name="Marketo",
        words="munchkin Munchkin",
        sort=_AUTOMATION,
        address=r"munchkin\.marketo\.net/",
        script=r"Munchkin\.init\(\s*['\"]([\w-]{8,14})",
    ),
    Rule(
        name="Brevo", sort=_AUTOMATION, address=r"cdn\.brevo\.com/js/|sibautomation\.com/sa\.js(?:\?key=(\w{10,40}))?"
    ),
    Rule(
        name="Omnisend",
        words="omnisnippet omnisend",
        sort=_AUTOMATION,
        address=r"omnisnippet1\.com/",
        script=r"omnisend\.push\(\s*\[\s*['\"](?:accountID|brandID)['\"]\s*,\s*['\"](\w{12,40})",
    ),
    Rule(
        name="Cookiebot",
        sort=_CONSENT,
        address=r"consent\.cookiebot\.(?:com|eu)/(?:uc\.js|([0-9a-f-]{36}))",
        id=r"data-cbid=['\"]([0-9a-f-]{36})",
    ),
    Rule(
        name="OneTrust",
        sort=_CONSENT,
        address=r"cdn\.cookielaw\.org/|cdn-\w+\.onetrust\.com/",
        id=r"data-domain-script=\"([0-9a-f-]{36})",
    ),
    Rule(name="Usercentrics", sort=_CONSENT, address=r"app\.usercentrics\.eu/"),
    Rule(name="CookieYes", sort=_CONSENT, address=r"cdn-cookieyes\.com/client_data/(\w{10,40})?"),
    Rule(name="Didomi", sort=_CONSENT, address=r"sdk\.privacy-center\.org/"),
    Rule(
        name="Shopify",
        words="cdn.shopify.com /cdn/shop/ Shopify.shop",
        sort=_SHOP,
        address=r"//cdn\.shopify\.com/|/cdn/shop/(?:t|files|products)/",
        script=r"\bShopify\.shop\s*=\s*['\"]([\w-]+\.myshopify\.com)",
        header=("powered-by", r"Shopify"),
    ),
    Rule(
        name="WooCommerce",
        sort=_SHOP,
        address=r"/wp-content/plugins/woocommerce/",
        generator=r"WooCommerce ?(\d[\d.]{0,11})?",
        body=r"(?:^|\s)woocommerce(?:-page|-no-js|-js)?(?:\s|$)",
    ),
    Rule(
        name="Magento",
        body=r"(?:^|\s)cms-index-index(?:\s|$)",
        words="/frontend/ Magento_",
        sort=_SHOP,
        address=r"/static/(?:version\d+/)?frontend/[\w-]+/[\w-]+/|/static/version\d+/frontend/",
        script=r"['\"]?Magento_\w+/js/",
    ),
    Rule(
        name="PrestaShop",
        words="restaShop prestashop",
        sort=_SHOP,
        generator=r"PrestaShop ?(\d[\d.]{0,11})?",
        script=r"\bvar prestashop\s*=",
    ),
    Rule(name="OpenCart", sort=_SHOP, address=r"/catalog/view/(?:javascript|theme)/"),
    Rule(
        name="1C-Bitrix",
        sort=_SHOP,
        address=r"/bitrix/(?:js|templates|cache|components)/",
        header=("x-powered-cms", r"Bitrix"),
    ),
    Rule(name="InSales", sort=_SHOP, address=r"static\d*\.insales(?:-cdn)?\.(?:ru|com)/"),
    Rule(name="BigCommerce", sort=_SHOP, address=r"cdn\d+\.bigcommerce\.com/(s-\w{6,14})?"),
    Rule(name="Ecwid", sort=_SHOP, address=r"app\.ecwid\.com/script\.js\?(\d{5,12})"),
    Rule(name="Shopware", sort=_SHOP, address=r"/bundles/storefront/|/theme/[0-9a-f]{32}/(?:css|js)/all\."),
    Rule(
        name="WordPress",
        sort=_SITE,
        address=r"/wp-(?:content/(?:themes|plugins|uploads)|includes)/",
        generator=r"WordPress ?(\d[\d.]{0,11})?",
        header=("link", r"api\.w\.org"),
    ),
    Rule(
        name="Tilda",
        sort=_SITE,
        body=r"(?:^|\s)t-body(?:\s|$)",
        address=r"static\.tildacdn\.(?:com|net|info|one|biz|pro)/|tilda\.ws/project",
    ),
    Rule(name="Wix", sort=_SITE, address=r"static\.(?:parastorage|wixstatic)\.com/", generator=r"Wix\.com"),
    Rule(name="Squarespace", sort=_SITE, address=r"assets\.squarespace\.com/|static1\.squarespace\.com/"),
    Rule(
        name="Webflow",
        sort=_SITE,
        address=r"assets(?:-global)?\.website-files\.com/|cdn\.prod\.website-files\.com/",
        generator=r"Webflow",
    ),
    Rule(
        name="Drupal",
        sort=_SITE,
        generator=r"Drupal ?(\d[\d.]{0,7})?",
        header=("x-generator", r"Drupal ?(\d[\d.]{0,7})?"),
    ),
    Rule(name="Joomla", sort=_SITE, generator=r"Joomla"),
    Rule(name="TYPO3", sort=_SITE, generator=r"TYPO3"),
    Rule(name="Ghost", sort=_SITE, generator=r"Ghost ?(\d[\d.]{0,7})?"),
    Rule(name="Next.js", sort="framework", address=r"/_next/static/", header=("x-powered-by", r"Next\.js")),
    Rule(name="Nuxt", sort="framework", address=r"/_nuxt/"),
    Rule(
        name="Cloudflare",
        sort=_CDN,
        address=r"/cdn-cgi/(?:scripts|challenge-platform|l/email-protection)",
        header=("server", r"cloudflare"),
    ),
    Rule(name="Amazon CloudFront", sort=_CDN, address=r"//\w{13,14}\.cloudfront\.net/", header=("via", r"CloudFront")),
    Rule(name="Fastly", sort=_CDN, header=("x-served-by", r"cache-")),
    Rule(name="Stripe", sort=_PAYMENT, address=r"js\.stripe\.com/v\d"),
    Rule(name="PayPal", sort=_PAYMENT, address=r"paypal(?:objects)?\.com/(?:sdk/js|api)"),
    Rule(name="Klarna", sort=_PAYMENT, address=r"(?:js|x)\.klarna(?:services)?\.(?:com|cdn)"),
)
"""In the order of reports."""
