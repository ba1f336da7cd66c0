// Releases are read from ./content/releases, templates from ./src.
export default function (cfg) {
  cfg.addGlobalData("site", { title: "Provkommunens nyhetsrum", url: "https://press.prov.example" });
  cfg.addCollection("releases", (api) =>
    api.getFilteredByGlob("./content/releases/*.md").sort((a, b) => b.date - a.date || (a.fileSlug < b.fileSlug ? 1 : -1)));
  for (const key of ["topics", "regions"])
    cfg.addCollection(key, (api) => {
      const map = new Map();
      const all = api.getFilteredByGlob("./content/releases/*.md").sort((a, b) => b.date - a.date || (a.fileSlug < b.fileSlug ? 1 : -1));
      for (const p of all) for (const t of p.data[key] || []) (map.get(t) || map.set(t, []).get(t)).push(p);
      return [...map.keys()].sort().map((name) => ({ name, pages: map.get(name) }));
    });
  return { dir: { input: ".", includes: "src/_includes", output: "public" }, markdownTemplateEngine: false, htmlTemplateEngine: false };
}
