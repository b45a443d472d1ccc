// Keys of a pair's page, and the arrow keys of its map.
(function () {
  "use strict";
  var rows = summitalign.rows, dialog = document.getElementById("keys");

  function visible() { return rows.all.filter(function (row) { return !row.hidden; }); }

  function move(step, fits) {
    var list = visible().filter(function (row) { return !fits || fits(row) || row === rows.here(); });
    if (!list.length) { return; }
    var at = list.indexOf(rows.here());
    var next = list[at < 0 ? 0 : Math.min(Math.max(at + step, 0), list.length - 1)];
    rows.enter(next, true);
  }

  function withHere(action) {
    return function () {
      if (!rows.here() || rows.here().hidden) { move(1); }
      if (rows.here()) { action(rows.here()); }
    };
  }

  var keys = {
    j: function () { move(1); },
    k: function () { move(-1); },
    n: function () { move(1, function (row) { return row.classList.contains("lone"); }); },
    e: withHere(function (row) { rows.toggle(row); }),
    s: withHere(function (row) { rows.part(row); }),
    c: withHere(function (row) { rows.copy(row); }),
    "/": function () { summitalign.find.field.focus(); },
    "?": function () { dialog.showModal(); }
  };

  document.addEventListener("keydown", function (event) {
    var isTyping = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key === "Escape" && event.target === summitalign.find.field) {
      summitalign.find.clear();
      event.target.blur();
    }
    if (isTyping || dialog.open || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(keys, event.key)) { return; }
    event.preventDefault();
    keys[event.key]();
  });
  document.getElementById("show-keys").addEventListener("click", function () { dialog.showModal(); });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog || event.target.closest("[data-close]")) { dialog.close(); }
  });

  // One stop for Tab in the map, however many ribbons it has; the arrows go on from there.
  var links = Array.from(document.querySelectorAll(".map a"));
  links.forEach(function (link, number) { link.setAttribute("tabindex", number ? "-1" : "0"); });
  document.querySelector(".map").addEventListener("keydown", function (event) {
    var steps = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -links.length, End: links.length };
    var at = links.indexOf(event.target.closest("a"));
    if (at < 0 || !(event.key in steps)) { return; }
    event.preventDefault();
    var next = Math.min(Math.max(at + steps[event.key], 0), links.length - 1);
    links[at].setAttribute("tabindex", "-1");
    links[next].setAttribute("tabindex", "0");
    links[next].focus();
  });
})();
