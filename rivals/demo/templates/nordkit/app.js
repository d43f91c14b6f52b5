(function () {
  "use strict";
  var root = document.getElementById("root");

  function h(tag, attributes) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    [].slice.call(arguments, 2).flat(Infinity).forEach(function (child) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    });
    return node;
  }
  function link(entry) { return h("a", { href: entry.href }, entry.title); }
  function money(amount, currency) { return amount.toFixed(2) + "\u00a0" + (currency === "EUR" ? "€" : currency); }
  function stars(count) { return "★".repeat(count) + "☆".repeat(5 - count); }

  function price(item) {
    if (item.price === null) return h("p", { "class": "price none" }, item.availabilityText);
    return h("p", { "class": "price" },
      h("span", { "class": "price-now" }, money(item.price, item.currency)),
      item.listPrice !== null && [" ", h("s", { "class": "price-was" }, money(item.listPrice, item.currency))]);
  }
  function stock(item) {
    return item.price !== null && h("p", { "class": "stock stock-" + item.availability }, item.availabilityText);
  }
  function card(item) {
    return h("li", { "class": "card" },
      h("a", { href: item.href },
        h("img", { src: item.image, alt: "", width: 240, height: 200, loading: "lazy" }), h("h3", {}, item.name)),
      price(item), stock(item));
  }
  function review(one) {
    return h("li", { "class": "review" },
      h("p", { "class": "review-head" },
        h("span", { role: "img", "aria-label": one.rating + " out of 5 stars" }, stars(one.rating)), " ",
        h("strong", {}, one.author), " ", h("time", { datetime: one.date }, one.dateText)),
      one.title && h("h4", {}, one.title),
      h("div", { "class": "review-text" }, one.text.split("\n").map(function (line) { return h("p", {}, line); })),
      one.reply && h("div", { "class": "review-reply" }, h("strong", {}, "Nordkit answers"), h("p", {}, one.reply)));
  }

  var views = {
    home: function (data) {
      document.title = "Nordkit | " + data.tagline;
      return [
        h("section", { "class": "hero" }, h("h1", {}, data.headline), h("p", { "class": "tagline" }, data.tagline)),
        h("ul", { "class": "usp" }, data.promises.map(function (line) { return h("li", {}, line); })),
        h("h2", {}, "Picked for you"), h("ul", { "class": "cards" }, data.featured.map(card)),
        h("h2", {}, "From the blog"),
        h("ul", {}, data.posts.map(function (post) { return h("li", {}, link(post), " ", h("time", {}, post.date)); }))
      ];
    },
    catalog: function (data) {
      document.title = data.title + (data.page > 1 ? ", page " + data.page : "") + " | Nordkit";
      return [
        h("h1", {}, data.title), h("p", { "class": "count" }, data.total + " products"),
        h("ul", { "class": "cards" }, data.items.map(card)),
        data.pages.length > 1 && h("nav", { "class": "pages", "aria-label": "Pages" }, data.pages.map(function (href, i) {
          return i + 1 === data.page ? h("strong", {}, i + 1) : h("a", { href: href }, i + 1);
        }))
      ];
    },
    item: function (data) {
      document.title = data.name + " | Nordkit";
      return [
        h("nav", { "class": "crumbs" }, h("a", { href: "/" }, "Home"), " / ", link(data.category)),
        h("article", { "class": "item" },
          h("img", { src: data.image, alt: data.name, width: 480, height: 400 }),
          h("div", { "class": "item-main" },
            h("h1", {}, data.name),
            data.rating && h("p", { "class": "score" },
              data.rating.average.toFixed(1) + " / 5", " · ", data.rating.count + (data.rating.count === 1 ? " review" : " reviews")),
            price(data), stock(data),
            data.price !== null && data.availability !== "out_of_stock" && h("button", { type: "button" }, "Add to cart"),
            h("p", {}, data.description),
            h("ul", {}, data.features.map(function (line) { return h("li", {}, line); })),
            h("dl", { "class": "spec" },
              h("dt", {}, "Brand"), h("dd", {}, data.brand), h("dt", {}, "SKU"), h("dd", {}, data.sku),
              data.gtin && [h("dt", {}, "EAN"), h("dd", {}, data.gtin)],
              data.mpn && [h("dt", {}, "Part number"), h("dd", {}, data.mpn)]))),
        data.reviews.length > 0 && h("section", { "class": "reviews" },
          h("h2", {}, "Reviews"), h("ul", {}, data.reviews.map(review))),
        h("aside", {}, h("h2", {}, "See also"),
          h("ul", {}, data.related.map(function (one) { return h("li", {}, h("a", { href: one.href }, one.name)); })))
      ];
    },
    none: function (status) {
      var gone = status === 404 || status === 410;
      document.title = (gone ? "Not found" : "Error") + " | Nordkit";
      return [
        h("h1", {}, gone ? "Not found" : "Something went wrong"),
        h("p", {}, gone ? "We have no such page. Perhaps the product has left our catalog." : "Please try again in a moment."),
        h("p", {}, h("a", { href: "/catalog" }, "Go to the catalog"))
      ];
    }
  };

  function frame(site, content) {
    root.replaceChildren(
      h("header", {}, h("a", { "class": "logo", href: "/" }, site.name),
        h("nav", {}, h("a", { href: "/catalog" }, "Catalog"), site.menu.map(link))),
      h("main", {}, content),
      h("footer", {}, h("nav", {}, site.links.map(link)),
        h("p", { "class": "social" }, site.profiles.map(link)), h("p", {}, site.legal)));
  }
  function load(path) {
    return fetch(path, { headers: { Accept: "application/json" } }).then(function (answer) {
      return answer.ok ? answer.json() : { failed: answer.status };
    });
  }
  function show() {
    var path = location.pathname.replace(/\/$/, ""), kind = path.split("/")[1] || "home";
    Promise.all([load("/api/site"), load("/api" + (path || "/home") + location.search)]).then(function (loaded) {
      var data = loaded[1];
      frame(loaded[0], data.failed ? views.none(data.failed) : views[kind](data));
    });
  }

  document.addEventListener("click", function (event) {
    var anchor = event.target.closest("a[href]");
    if (!anchor || anchor.origin !== location.origin || !/^\/($|catalog|item\/)/.test(anchor.pathname)) return;
    event.preventDefault();
    history.pushState(null, "", anchor.href);
    scrollTo(0, 0);
    show();
  });
  addEventListener("popstate", show);
  show();
})();
