// The search: pagefind's index, read from our own host, shown as text. Any fault leaves the archive.
const form = document.querySelector("form[data-search]");
const status = document.querySelector(".search-status");
const list = document.querySelector(".search-hits");
const PAGE = 10;
const field = form.elements.q;
const words = form.dataset;

let pagefind;
let turn = 0; // only the newest question is answered

const make = (tag, name, ...children) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children.filter(Boolean)); // strings become text
  return node;
};

// An excerpt is HTML with <mark> alone: its text and its marks are taken, and nothing else.
const excerpt = (html) => {
  const parsed = new DOMParser().parseFromString(html, "text/html").body;
  return [...parsed.childNodes].map((node) =>
    node.nodeName === "MARK" ? make("mark", "", node.textContent) : node.textContent);
};

const hit = (data) => {
  const link = make("a", "", data.meta.title);
  link.href = data.url;
  const [kind, when] = (data.meta.facts || "").split(/, (.*)/);
  return make("li", "",
    make("p", "when", when || ""),
    make("div", "", make("p", "facts", make("span", "kind", kind)), make("h2", "", link),
      make("p", "row-lead", ...excerpt(data.excerpt))));
};

const show = async (results, from, mine) => {
  const found = await Promise.all(results.slice(from, from + PAGE).map((result) => result.data()));
  if (mine !== turn) return;
  const rows = found.map(hit);
  list.append(...rows);
  list.nextElementSibling?.matches(".search-more") && list.nextElementSibling.remove();
  if (results.length > from + PAGE) {
    const more = make("button", "button search-more", words.more);
    more.type = "button";
    more.onclick = () => show(results, from + PAGE, mine);
    list.after(more);
  }
  if (from) rows[0]?.querySelector("a").focus();
};

const search = async () => {
  const asked = field.value.trim();
  const mine = ++turn;
  const address = new URL(location.href);
  asked ? address.searchParams.set("q", asked) : address.searchParams.delete("q");
  history.replaceState(null, "", address);
  const { results } = asked ? await pagefind.search(asked) : { results: [] };
  if (mine !== turn) return;
  list.replaceChildren();
  list.nextElementSibling?.matches(".search-more") && list.nextElementSibling.remove();
  const said = results.length === 1 ? words.one : results.length ? words.other : words.none;
  status.textContent = asked
    ? said.replace("{words}", () => asked).replace("{count}", results.length) : "";
  await show(results, 0, mine);
};

try {
  pagefind = await import(new URL(words.search, location.href).href);
  await pagefind.init();
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") || "";
  let wait;
  field.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(search, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    search();
  });
  if (field.value) search();
} catch {
  form.remove(); // no index here, as in a preview, or an old browser
}
