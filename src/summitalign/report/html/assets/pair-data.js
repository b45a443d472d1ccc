// What a pair's page knows beyond its text: evidence and sentences, loaded when they are first asked for.
// All of it is text; elements are made of it here, and no text ever becomes markup.
var summitalign = {};
(function () {
  "use strict";
  var waiting = [], data = null, asked = false;
  // The only address that a script makes is that of the page's own data file.
  var policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("summitalign", { createScriptURL: function (name) { return name; } })
    : { createScriptURL: function (name) { return name; } };

  // Called by the data file.
  summitalign.detail = function (content) {
    data = content;
    waiting.splice(0).forEach(function (then) { then(data); });
  };

  // Calls `then` with the data: { rows: number -> [tier, posterior, score, evidence], parts: "row.part" -> sentences }.
  summitalign.withDetail = function (then) {
    if (data) { then(data); return; }
    waiting.push(then);
    if (asked) { return; }
    asked = true;
    var name = document.querySelector(".sheet").dataset.detail;
    if (!/^[0-9a-z-]+\.js$/.test(name)) { return; }
    var script = document.createElement("script");
    script.src = policy.createScriptURL(name);
    script.onerror = function () { summitalign.detail({ rows: {}, parts: {} }); };
    document.head.appendChild(script);
  };

  // A phrase of the interface in both languages; the page's own template holds it.
  summitalign.word = function (name, otherwise) {
    var holder = document.createElement("span");
    var found = document.getElementById("words").content.querySelector('[data-word="' + CSS.escape(name) + '"]');
    if (found) { holder.append(document.importNode(found, true)); } else { holder.textContent = otherwise || name; }
    return holder;
  };

  summitalign.make = function (tag, classes, content) {
    var element = document.createElement(tag);
    if (classes) { element.className = classes; }
    if (content !== undefined) { element.append(content); }
    return element;
  };

  function run(piece) {
    if (typeof piece === "string") { return document.createTextNode(piece); }
    var kind = piece[0], text = piece[1], href = piece[2], element;
    if (kind === "f") {
      element = summitalign.make("span", "fix " + (piece[4] === "applied" ? "applied" : "suggested"));
      if (piece[3]) { element.append(summitalign.make("del", "", piece[3])); }
      if (text) { element.append(summitalign.make("ins", "", text)); }
      element.title = piece[5];
      return element;
    }
    var tags = { b: "strong", e: "em", s: "em", c: "code" };
    var classes = { s: "slanted", d: "dim", i: "image" };
    element = summitalign.make(tags[kind] || "span", classes[kind] || "", text);
    // The page was made with safe links only; this says so once more.
    if (!/^(https?:\/\/|mailto:|#)/i.test(href || "")) { return element; }
    var link = summitalign.make("a", "", element);
    link.href = href;
    link.rel = "noopener noreferrer";
    return link;
  }

  // Makes the elements of a list of runs: texts, or kind, text, link and more.
  summitalign.runs = function (pieces) {
    var fragment = document.createDocumentFragment();
    pieces.forEach(function (piece) { fragment.append(run(piece)); });
    return fragment;
  };
})();
