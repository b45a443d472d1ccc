// Sorts tables by a column, and filters the rows of a table by a typed text.
(function () {
  "use strict";

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
    var body = table.tBodies[0];
    var rows = Array.from(body.rows);
    rows.sort(function (one, other) {
      var a = key(one, header.cellIndex, kind), b = key(other, header.cellIndex, kind);
      return sign * (kind === "number" ? a - b : a.localeCompare(b));
    });
    rows.forEach(function (row) { body.appendChild(row); });
    table.querySelectorAll("th").forEach(function (other) { other.removeAttribute("aria-sort"); });
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

  document.querySelectorAll("[data-filter]").forEach(function (field) {
    field.closest("[hidden]").hidden = false;
    var rows = Array.from(document.getElementById(field.dataset.filter).tBodies[0].rows);
    field.addEventListener("input", function () {
      var wanted = field.value.trim().toLowerCase();
      rows.forEach(function (row) {
        row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
      });
    });
  });
})();
