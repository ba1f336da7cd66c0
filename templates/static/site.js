// Two small conveniences. Their buttons stand hidden in the page until this script can answer for them.
"use strict";
(() => {
  const reveal = (selector) => {
    for (const button of document.querySelectorAll(selector)) button.hidden = false;
  };

  // Print: the style sheet writes link addresses out, and needs the host for those within the site.
  document.documentElement.style.setProperty("--origin", JSON.stringify(location.origin));
  if (typeof window.print === "function") reveal("[data-print]");

  // Copy: the clipboard exists on secure pages only.
  if (navigator.clipboard) reveal("[data-copy]");
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  document.body.append(said);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-print], button[data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) return window.print();
    const text = button.dataset.copy || button.parentElement.querySelector(".person").innerText;
    try {
      await navigator.clipboard.writeText(text.replace(/\n+/g, "\n"));
    } catch {
      return; // refused by the browser: the text can still be selected by hand
    }
    const word = button.textContent;
    if (word === button.dataset.done) return;
    button.textContent = said.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = word;
      said.textContent = "";
    }, 2000);
  });
})();
