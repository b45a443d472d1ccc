// Language and colours of the interface. Runs before the page is drawn, so that nothing flickers.
(function () {
  "use strict";
  var root = document.documentElement;

  function remembered(name) {
    try { return window.localStorage.getItem("summitalign-" + name); } catch (blocked) { return null; }
  }

  function remember(name, value) {
    try { window.localStorage.setItem("summitalign-" + name, value); } catch (blocked) { /* not kept, then */ }
  }

  function press(attribute, value) {
    document.querySelectorAll("[data-" + attribute + "]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset[attribute] === value));
    });
  }

  function speak(language) {
    root.dataset.ui = language;
    root.lang = language === "zh" ? "zh-Hans" : "en";
    press("language", language);
    // Texts that are no elements: placeholders and options.
    document.querySelectorAll("[data-hint-en]").forEach(function (field) {
      var hint = language === "zh" ? field.dataset.hintZh : field.dataset.hintEn;
      if (field.tagName === "INPUT") { field.placeholder = hint; } else { field.textContent = hint; }
    });
  }

  function paint(colours) {
    root.dataset.theme = colours;
    press("colours", colours);
  }

  function known(value, values, otherwise) { return values.indexOf(value) >= 0 ? value : otherwise; }

  var language = known(remembered("ui"), ["en", "zh"], /^zh\b/i.test(navigator.language || "") ? "zh" : "en");
  var colours = known(remembered("colours"), ["light", "dark"], "auto");
  speak(language);
  paint(colours);

  document.addEventListener("DOMContentLoaded", function () {
    speak(language);
    paint(colours);
    document.querySelectorAll(".switches").forEach(function (part) { part.hidden = false; });
    document.addEventListener("click", function (event) {
      var button = event.target.closest("[data-language], [data-colours]");
      if (!button) { return; }
      if (button.dataset.language) {
        remember("ui", button.dataset.language);
        speak(button.dataset.language);
      } else {
        remember("colours", button.dataset.colours);
        paint(button.dataset.colours);
      }
    });
  });
})();
