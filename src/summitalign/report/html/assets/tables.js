// Sorts tables by a column, and shows of their rows those that a typed text, a button or a language chooses.
(function () {
  "use strict";
  var order = new Intl.Collator(undefined, { numeric: true });

  function key(row, column, kind) {
    var cell = row.cells[column];
    var value = cell.dataset.key !== undefined ? cell.dataset.key : cell.textContent.trim();
    return kind === "number" ? Number(value) : value;
  }

  function sort(table, header) {
    var kind = header.dataset.sort;
    // Figures are read from the largest down, names from A on.
    var first = kind === "number" ? "descending" : "ascending";
    var second = kind === "number" ? "ascending" : "descending";
    var direction = header.getAttribute("aria-sort") === first ? second : first;
    var sign = direction === "ascending" ? 1 : -1;
    var rows = Array.from(table.tBodies[0].rows, function (row) {
      return { row: row, key: key(row, header.cellIndex, kind) };
    });
    rows.sort(function (one, other) {
      return sign * (kind === "number" ? one.key - other.key : order.compare(one.key, other.key));
    });
    table.tBodies[0].append.apply(table.tBodies[0], rows.map(function (one) { return one.row; }));
    table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", direction);
  }

  document.querySelectorAll("table.sortable").forEach(function (table) {
    table.querySelectorAll("th[data-sort]").forEach(function (header) {
      var button = document.createElement("button");
      button.type = "button";
      button.append.apply(button, Array.from(header.childNodes));
      header.appendChild(button);
      button.addEventListener("click", function () { sort(table, header); });
    });
  });

  // What chooses rows of a table stands in its tools; all of it has to hold.
  function Chooser(table, tools) {
    var rows = Array.from(table.rows).filter(function (row) { return row.cells[0].tagName === "TD"; });
    var field = tools.querySelector("[data-filter]");
    var select = tools.querySelector("select");
    var shown = tools.querySelector(".shown");
    var texts = null;

    function choose() {
      var wanted = field.value.trim().toLowerCase();
      var pressed = tools.querySelector("[data-only][aria-pressed=true]");
      var only = pressed ? pressed.dataset.only : "all";
      if (wanted && !texts) { texts = rows.map(function (row) { return row.textContent.toLowerCase(); }); }
      var count = 0;
      rows.forEach(function (row, number) {
        var fits = (!wanted || texts[number].includes(wanted)) &&
          (only === "all" || (row.dataset.is || "").split(" ").includes(only)) &&
          (!select || !select.value || row.dataset.tag === select.value);
        row.hidden = !fits;
        count += fits;
      });
      shown.textContent = count === rows.length ? "" : count + " / " + rows.length;
    }

    field.addEventListener("input", choose);
    tools.addEventListener("change", choose);
    tools.addEventListener("click", function (event) {
      var button = event.target.closest("[data-only]");
      if (!button) { return; }
      tools.querySelectorAll("[data-only]").forEach(function (other) {
        other.setAttribute("aria-pressed", String(other === button));
      });
      choose();
    });
    tools.hidden = false;
  }

  document.querySelectorAll(".tools").forEach(function (tools) {
    new Chooser(document.getElementById(tools.querySelector("[data-filter]").dataset.filter), tools);
  });

  // Where a table has no room for columns, each figure says what it is.
  function label(table) {
    var heads = Array.from(table.tHead.rows[0].cells);
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, column) {
        if (!cell.classList.contains("number")) { return; }
        var name = document.createElement("span");
        name.className = "name";
        name.append.apply(name, Array.from(heads[column].querySelectorAll("span"), function (word) { return word.cloneNode(true); }));
        cell.prepend(name, " ");
      });
    });
  }
  var narrow = window.matchMedia("screen and (max-width: 46rem)"), labelled = false;
  function narrowed() {
    if (!narrow.matches || labelled) { return; }
    labelled = true;
    document.querySelectorAll("table.sortable").forEach(label);
  }
  narrow.addEventListener("change", narrowed);
  narrowed();

  // A link to an entry opens it.
  function open() {
    var goal = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var details = goal && goal.querySelector("details");
    if (details) { details.open = true; }
  }
  window.addEventListener("hashchange", open);
  open();
})();
