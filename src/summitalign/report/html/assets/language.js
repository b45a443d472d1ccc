// Shows the interface in English or Chinese. Runs before the page is drawn, so that nothing flickers.
(function () {
  "use strict";
  var root = document.documentElement;

  function remembered() {
    try { return window.localStorage.getItem("summitalign-ui"); } catch (blocked) { return null; }
  }

  function remember(language) {
    try { window.localStorage.setItem("summitalign-ui", language); } catch (blocked) { /* not kept, then */ }
  }

  function show(language) {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    document.querySelectorAll("[data-language]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.language === language));
    });
  }

  var preferred = remembered() || (/^zh\b/i.test(navigator.language || "") ? "zh" : "en");
  show(preferred);
  document.addEventListener("DOMContentLoaded", function () {
    show(preferred);
    document.querySelectorAll(".switch").forEach(function (part) { part.hidden = false; });
    document.querySelectorAll("[data-language]").forEach(function (button) {
      button.addEventListener("click", function () {
        remember(button.dataset.language);
        show(button.dataset.language);
      });
    });
  });
})();
