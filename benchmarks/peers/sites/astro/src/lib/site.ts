import { getCollection } from "astro:content";
export const SITE = { title: "Provkommunens nyhetsrum", url: "https://press.prov.example" };
export const TOPICS = "arbete avfall bygg demokrati kultur miljo naringsliv omsorg skola trafik trygghet vatten".split(" ");
export const iso = (d: Date) => d.toISOString();
export const day = (d: Date) => d.toISOString().slice(0, 10);
export const minute = (d: Date) => d.toISOString().slice(0, 16).replace("T", " ");
export const cap = (s: string) => s[0].toUpperCase() + s.slice(1);
let memo: any;
export async function releases() {
  if (!memo) memo = (await getCollection("releases")).sort((a, b) => +b.data.date - +a.data.date || (a.id < b.id ? 1 : -1));
  return memo;
}
const terms: any = {};
export async function byTerm(key: "topics" | "regions") {
  if (!terms[key]) {
    const m = new Map<string, any[]>();
    for (const p of await releases()) for (const t of p.data[key]) (m.get(t) || m.set(t, []).get(t)!).push(p);
    terms[key] = [...m.keys()].sort().map((name) => ({ name, pages: m.get(name)! }));
  }
  return terms[key];
}
const E: any = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const x = (s: string) => s.replace(/[&<>]/g, (c) => E[c]);
export const rss = (title: string, path: string, pages: any[]) => new Response(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${x(title)} – ${SITE.title}</title>
<link>${SITE.url}${path}</link>
<description>Pressmeddelanden från kommunen</description>
<language>sv</language>
<atom:link href="${SITE.url}${path}index.xml" rel="self" type="application/rss+xml" />
${pages.slice(0, 50).map((p) => `<item>
<title>${x(p.data.title)}</title>
<link>${SITE.url}/releases/${p.id}/</link>
<pubDate>${p.data.date.toUTCString()}</pubDate>
<guid isPermaLink="true">${SITE.url}/releases/${p.id}/</guid>
<description>${x(p.data.lead)}</description>
${p.data.topics.map((t: string) => `<category>${t}</category>`).join("\n")}
</item>`).join("\n")}
</channel>
</rss>
`);
