"""How fast kppress is, for anyone to repeat: docs/performance.md says how.

- `python -m benchmarks.peers`: against Hugo, Eleventy, Pelican and Astro; the table in README.md
- `python -m benchmarks.growth`: cost against the number of documents, with its plot
- `python -m benchmarks.stages`: each stage of a build alone
- `python -m benchmarks.check`, `feed`, `mail`, `preview`: one command or medium each

All take their documents from `corpus`, but `mail`, which takes those of this repository.
"""
