// The preview's own script: reload at a save, mark links to what is not public, keep the drawer.
"use strict";
(() => {
  const host = document.querySelector("kppress-preview");
  if (!host) return;
  const bar = host.shadowRoot;

  // A save: the server says another word than the one that this page was made with.
  const events = new EventSource("/_kppress/events");
  events.addEventListener("message", (event) => {
    if (event.data === host.dataset.word) return;
    events.close();
    location.reload();
  });

  // The drawer stays open from page to page, and closes with Escape.
  const drawer = bar.querySelector("details");
  const summary = drawer.querySelector("summary");
  const key = "kppress-drawer";
  drawer.open = sessionStorage.getItem(key) === "open";
  drawer.addEventListener("toggle", () => sessionStorage.setItem(key, drawer.open ? "open" : ""));
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.open) return;
    drawer.open = false;
    summary.focus();
  });

  // Room below the page, so that the bar covers nothing of it.
  const strip = bar.querySelector(".bar");
  const room = () => {
    const height = Math.ceil(strip.getBoundingClientRect().height);
    document.documentElement.style.setProperty("--kppress-bar", `${height}px`);
  };
  new ResizeObserver(room).observe(strip);

  const mark = (text, tag = "span") => {
    const made = document.createElement(tag);
    made.className = "kppress-mark";
    made.lang = host.lang;
    made.textContent = text;
    return made;
  };
  // The preview's own pages say it themselves.
  if (document.body.matches(".kppress-page")) return;
  const headline = document.querySelector("main h1");
  if (host.dataset.mark && headline) headline.before(mark(host.dataset.mark, "p"));

  fetch(host.dataset.marks)
    .then((answer) => answer.json())
    .then((marks) => {
      for (const link of document.querySelectorAll("main a[href]")) {
        const address = new URL(link.href, location);
        const text = address.origin === location.origin ? marks[address.pathname] : undefined;
        if (text && address.pathname !== location.pathname) link.after(" ", mark(text));
      }
    })
    .catch(() => {}); // the folder cannot be read just now; the next save reloads the page
})();
