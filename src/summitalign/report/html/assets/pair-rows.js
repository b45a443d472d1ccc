// The rows of a pair: what is known of each, its sentences, its link, and a copy of both sides.
(function () {
  "use strict";
  var word = summitalign.word, make = summitalign.make;
  var sheet = document.querySelector(".sheet");
  var rows = Array.from(document.querySelectorAll(".row"));
  var ribbons = {};
  document.querySelectorAll(".map a").forEach(function (link) { ribbons[link.dataset.for] = link; });
  var here = null;

  // The row that keys and buttons speak of.
  function enter(row, focus) {
    if (here && here !== row) {
      here.classList.remove("here");
      light(here, false);
    }
    here = row;
    row.classList.add("here");
    light(row, true);
    if (focus) {
      row.scrollIntoView({ block: "nearest" });
      row.querySelector(".joint").focus({ preventScroll: true });
    }
  }

  function light(row, on) {
    var ribbon = ribbons[row.dataset.row];
    if (ribbon) { ribbon.classList.toggle("lit", on); }
  }

  function evidence(reasons) {
    if (!reasons.length) { return make("p", "", word("no-evidence")); }
    var table = make("table"), head = table.createTHead().insertRow(), body = table.createTBody();
    ["evidence", "seen", "weight"].forEach(function (name) {
      var cell = make("th", name === "weight" ? "number" : "", word(name));
      cell.scope = "col";
      head.append(cell);
    });
    reasons.forEach(function (reason) {
      var line = body.insertRow();
      line.insertCell().append(word("kind-" + reason[0], reason[0]));
      var seen = line.insertCell();
      seen.lang = "";
      seen.dir = "auto";
      seen.append(reason[1]);
      if (reason[3]) { seen.append(make("span", "context", reason[3])); }
      var weight = line.insertCell();
      weight.className = "number";
      weight.append((reason[2] < 0 ? "\u2212" : "+") + Math.abs(reason[2]).toFixed(1));
    });
    return table;
  }

  function button(name, action) {
    var made = make("button", "plain", word(name));
    made.type = "button";
    made.addEventListener("click", function () { action(made); });
    return made;
  }

  // A probability, which is never rounded up to all.
  function share(part) {
    return part > 0.999 && part < 1 ? ">99.9%" : (100 * part).toFixed(part > 0.99 && part < 1 ? 1 : 0) + "%";
  }

  function panel(row, data) {
    var known = data.rows[row.dataset.row];
    var box = make("div", "panel"), line = make("p");
    if (known) {
      line.append(make("strong", "", word(known[0])));
      line.append(make("span", "figure", share(known[1])));
    } else {
      line.append(make("strong", "", word("lone")));
    }
    if (row.querySelector("[data-part]")) { line.append(button("by-sentence", function () { part(row); })); }
    line.append(button("copy-pair", function (made) { copy(row, made); }));
    var link = make("a", "permalink", word("permalink"));
    link.href = "#" + row.id;
    line.append(link);
    box.append(line);
    if (known) { box.append(evidence(known[3])); }
    return box;
  }

  // Opens or closes what is known of a row.
  function toggle(row) {
    var joint = row.querySelector(".joint"), open = row.querySelector(".panel");
    enter(row, false);
    if (open) {
      open.remove();
      joint.setAttribute("aria-expanded", "false");
      return;
    }
    summitalign.withDetail(function (data) {
      if (row.querySelector(".panel")) { return; }
      row.append(panel(row, data));
      joint.setAttribute("aria-expanded", "true");
    });
  }

  function side(name, pieces, other) {
    var box = make("div", "side " + name), inner = make("div", "segment");
    var lang = other.querySelector(":scope > ." + name + " [lang]");
    if (!pieces.length) {
      box.append(make("p", "lone-mark", word("no-counterpart")));
      return box;
    }
    if (lang) { inner.lang = lang.lang; }
    inner.dir = "auto";
    inner.append(make("p", "", summitalign.runs(pieces)));
    box.append(inner);
    return box;
  }

  function sentences(level, lines) {
    var box = make("div", "sentences");
    lines.forEach(function (line) {
      var made = make("div", "level" + (line[0].length && line[1].length ? "" : " lone"));
      var mark = make("span", "mark " + (line[2] || "lone"), make("span", "hidden", word(line[2] || "lone")));
      made.append(mark, side("source", line[0], level), side("target", line[1], level));
      box.append(made);
    });
    return box;
  }

  // Shows a row sentence by sentence, or whole again; `on` says which, else the other than now.
  function part(row, on) {
    var levels = row.querySelectorAll("[data-part]");
    var wanted = on === undefined ? !row.querySelector(".sentences") : on;
    summitalign.withDetail(function (data) {
      levels.forEach(function (level) {
        var made = level.querySelector(".sentences");
        var lines = data.parts[level.dataset.part];
        if (wanted && !made && lines) { level.append(sentences(level, lines)); }
        if (!wanted && made) { made.remove(); }
        level.classList.toggle("parted", Boolean(wanted && lines));
      });
    });
  }

  // The texts of one side as they read with all corrections made.
  function text(row, name) {
    var found = Array.from(row.querySelectorAll(".level:not(.sentences .level) > ." + name + " .segment"), function (segment) {
      var copied = segment.cloneNode(true);
      copied.querySelectorAll("del, .reason, .place, .hidden, .marker, .ui-en, .ui-zh").forEach(function (part) { part.remove(); });
      var blocks = Array.from(copied.querySelectorAll("h3, p, pre, li"), function (block) { return block.textContent.trim(); });
      return blocks.filter(Boolean).join("\n");
    });
    return found.filter(Boolean).join("\n\n");
  }

  function byHand(content) {
    var area = make("textarea", "hidden");
    area.value = content;
    document.body.append(area);
    area.select();
    var done = document.execCommand("copy");
    area.remove();
    return done;
  }

  function copy(row, made) {
    var content = [text(row, "source"), text(row, "target")].join("\n\n");
    function say(name) {
      if (made) { made.replaceChildren(word(name)); }
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(content).then(
        function () { say("copied"); },
        function () { say(byHand(content) ? "copied" : "not-copied"); }
      );
    } else {
      say(byHand(content) ? "copied" : "not-copied");
    }
    return content;
  }

  function level(name) {
    sheet.dataset.level = name;
    document.querySelectorAll("[data-detail]").forEach(function (button) {
      if (button.tagName === "BUTTON") { button.setAttribute("aria-pressed", String(button.dataset.detail === name)); }
    });
    rows.forEach(function (row) { row.classList.remove("open"); });
    if (name === "sentences" || document.querySelector(".sentences")) { inTurn(name === "sentences"); }
  }

  // Row by row as they come into sight: two thousand at once would hold up the page.
  var watcher = null;
  function inTurn(on) {
    if (watcher) { watcher.disconnect(); }
    if (!on) { rows.forEach(function (row) { if (row.querySelector(".sentences")) { part(row, false); } }); return; }
    watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (entry.isIntersecting && sheet.dataset.level === "sentences") {
          part(entry.target, true);
          watcher.unobserve(entry.target);
        }
      });
    }, { rootMargin: "400px" });
    rows.forEach(function (row) { watcher.observe(row); });
  }

  sheet.addEventListener("click", function (event) {
    var joint = event.target.closest(".joint");
    if (!joint) { return; }
    var row = joint.closest(".row");
    if (sheet.dataset.level === "sections" && !row.classList.contains("open")) {
      row.classList.add("open");
      enter(row, false);
    } else {
      toggle(row);
    }
  });
  sheet.addEventListener("focusin", function (event) {
    var row = event.target.closest(".row");
    if (row) { enter(row, false); }
  });
  ["pointerover", "pointerout"].forEach(function (kind) {
    sheet.addEventListener(kind, function (event) {
      var row = event.target.closest(".row");
      if (row && row !== here) { light(row, kind === "pointerover"); }
    });
  });
  document.querySelector(".bench").addEventListener("click", function (event) {
    var chosen = event.target.closest("[data-detail]");
    if (chosen) { level(chosen.dataset.detail); }
  });
  document.querySelector(".bench").hidden = false;

  summitalign.rows = { all: rows, here: function () { return here; }, enter: enter, toggle: toggle, part: part, copy: copy, level: level };
})();
