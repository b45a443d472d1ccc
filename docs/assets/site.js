// Tables that are too wide scroll; so they have to be within reach of the keyboard.
document$.subscribe(() => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
    box.tabIndex = 0;
  }
});

// The button to copy takes the commands of a session: no prompts and no output, which a style alone leaves as empty lines.
document$.subscribe(() => {
  for (const code of document.querySelectorAll("pre > code:has(.gp)")) {
    const session = code.cloneNode(true);
    for (const shown of session.querySelectorAll(".gp, .go")) {
      shown.remove();
    }
    code.dataset.copy = session.textContent.replace(/\n+/g, "\n").trim();
  }
});
