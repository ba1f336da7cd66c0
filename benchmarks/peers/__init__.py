"""kppress beside Hugo, Eleventy, Pelican and Astro: the same releases, builds in turn, ratios."""
