import { defineConfig } from "astro/config";
export default defineConfig({ site: "https://press.prov.example", outDir: "./public", cacheDir: "./.cache", publicDir: "./static", trailingSlash: "always", compressHTML: false, markdown: { syntaxHighlight: false } });
