// Finds words in both texts, and shows of the rows those that are asked for; a link to a hidden row brings it back.
(function () {
  "use strict";
  var rows = summitalign.rows.all;
  var field = document.getElementById("find"), shown = document.querySelector(".bench .shown");
  var buttons = Array.from(document.querySelectorAll("[data-show]"));
  var none = document.querySelector(".none-shown");
  var texts = null, wanted = "all", waiting = 0;

  function fits(row) {
    if (wanted === "lone") { return row.classList.contains("lone") || row.querySelector(".level.lone:not(.sentences .level)") !== null; }
    if (wanted === "weak") { return row.classList.contains("weak"); }
    return wanted === "all" || row.classList.contains("with-fix");
  }

  // Marks what was found without touching the page's elements; where a browser cannot, the rows alone say it.
  function mark(words, found) {
    if (!window.CSS || !CSS.highlights || !window.Highlight) { return; }
    CSS.highlights.delete("found");
    if (!words) { return; }
    var ranges = [];
    found.slice(0, 300).forEach(function (row) {
      var walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        var text = node.data.toLowerCase();
        // A letter may change its length in lower case; then its place is not known.
        if (text.length !== node.data.length) { continue; }
        for (var at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
          var range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + words.length);
          ranges.push(range);
        }
      }
    });
    CSS.highlights.set("found", new (Function.prototype.bind.apply(Highlight, [null].concat(ranges)))());
  }

  function choose() {
    var words = field.value.trim().toLowerCase();
    if (words && !texts) { texts = rows.map(function (row) { return row.textContent.toLowerCase(); }); }
    var found = rows.filter(function (row, number) {
      var is = fits(row) && (!words || texts[number].includes(words));
      row.hidden = !is;
      return is;
    });
    shown.textContent = found.length === rows.length ? "" : found.length + " / " + rows.length;
    none.hidden = found.length > 0;
    mark(words, found);
  }

  function show(name) {
    wanted = name;
    buttons.forEach(function (button) { button.setAttribute("aria-pressed", String(button.dataset.show === name)); });
    choose();
  }

  buttons.forEach(function (button) {
    button.addEventListener("click", function () { show(button.dataset.show); });
  });
  field.addEventListener("input", function () {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 80);
  });

  // A link to a place: its row is shown, and opened where only headings are.
  function arrive(scroll) {
    var goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var row = goal && goal.closest(".row");
    if (!row) { return; }
    if (row.hidden) {
      field.value = "";
      show("all");
    }
    row.classList.add("open");
    summitalign.rows.enter(row, false);
    if (scroll) { goal.scrollIntoView({ block: goal === row ? "start" : "center" }); }
  }
  window.addEventListener("hashchange", function () { arrive(true); });
  arrive(true);

  summitalign.find = { field: field, clear: function () { field.value = ""; show("all"); } };
})();
