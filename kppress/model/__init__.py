"""The nouns that all stages share. They import nothing else of kppress."""
