// Shows all rows of a pair, or only those without counterpart, or only those with a changed term.
(function () {
  "use strict";
  var filter = document.querySelector(".filter");
  var rows = Array.from(document.querySelectorAll(".row"));

  function show(wanted) {
    rows.forEach(function (row) {
      row.hidden = wanted !== "all" && !row.classList.contains(wanted);
    });
  }

  filter.hidden = false;
  filter.addEventListener("change", function (event) { show(event.target.value); });

  // A link to a row that the filter hides must still lead there.
  window.addEventListener("hashchange", function () {
    var goal = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var row = goal && goal.closest(".row");
    if (row && row.hidden) {
      filter.querySelector("[value=all]").checked = true;
      show("all");
      goal.scrollIntoView();
    }
  });
})();
