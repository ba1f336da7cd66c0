const E = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const esc = (s) => String(s).replace(/[&<>"']/g, (c) => E[c]);
export const iso = (d) => d.toISOString();
export const day = (d) => d.toISOString().slice(0, 10);
export const minute = (d) => d.toISOString().slice(0, 16).replace("T", " ");
export const cap = (s) => s[0].toUpperCase() + s.slice(1);
const HEAD = `<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="alternate" type="application/rss+xml" title="Provkommunens nyhetsrum" href="/index.xml">
<style>body{font:1.1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:1rem}nav ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}.lead{font-weight:600}footer{border-top:1px solid #ccc;margin-top:2rem}</style>`;
let nav;
const NAV = (topics) => (nav ??= `<a class="skip" href="#main">Till innehållet</a>
<header><a href="/">Provkommunens nyhetsrum</a>
<nav aria-label="Ämnen"><ul>
${topics.map((t) => `<li><a href="/topics/${t.name}/">${cap(t.name)}</a></li>`).join("\n")}
</ul></nav></header>`);
export const page = (d, head, main) => `<!doctype html>
<html lang="sv">
<head>
${head}
${HEAD}
</head>
<body>
${NAV(d.collections.topics)}
<main id="main">${main}</main>
<footer><p>Provkommunens nyhetsrum, Storgatan 1. Växel 070-174 06 05. <a href="/index.xml">RSS</a></p></footer>
</body>
</html>
`;
export const rss = (d, title, path, pages) => `<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${esc(title)} – ${esc(d.site.title)}</title>
<link>${d.site.url}${path}</link>
<description>Pressmeddelanden från kommunen</description>
<language>sv</language>
<atom:link href="${d.site.url}${path}index.xml" rel="self" type="application/rss+xml" />
${pages.slice(0, 50).map((p) => `<item>
<title>${esc(p.data.title)}</title>
<link>${d.site.url}${p.url}</link>
<pubDate>${p.date.toUTCString()}</pubDate>
<guid isPermaLink="true">${d.site.url}${p.url}</guid>
<description>${esc(p.data.lead)}</description>
${p.data.topics.map((t) => `<category>${t}</category>`).join("\n")}
</item>`).join("\n")}
</channel>
</rss>
`;
