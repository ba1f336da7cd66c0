"""What a build may know from the last one."""

CACHE = ".kppress"
"""The folder in the newsroom where it stands."""
SPARE = f"{CACHE}/site"
"""Where the site before the last one stands."""
STOOD = f"{CACHE}/stood"
"""The file where it is kept what was seen in the folders of sites."""
