// Hides the page from a glance: a button, and the Escape key. Works by one class on the root element; nothing is
// remembered, so that a page that is opened again is readable. Without scripts the button stays hidden.
(() => {
  "use strict";
  const root = document.documentElement;
  const buttons = document.querySelectorAll(".veil-button");
  const set = (veiled) => {
    root.classList.toggle("veiled", veiled);
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(veiled)));
  };
  const turn = () => set(!root.classList.contains("veiled"));
  buttons.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", turn);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing && !event.defaultPrevented) turn();
  });
})();
