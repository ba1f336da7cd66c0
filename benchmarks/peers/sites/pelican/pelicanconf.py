"""Pelican's settings: the same pages, lists and feeds as the others make."""

SITENAME = "Provkommunens nyhetsrum"
SITEURL = "https://press.prov.example"
PATH = "content"
THEME = "theme"
TIMEZONE = "Europe/Stockholm"
DEFAULT_LANG = "sv"
LOCALE = "C"
THEME_STATIC_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
ARTICLE_URL = "releases/{slug}/"
ARTICLE_SAVE_AS = "releases/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
CATEGORY_URL = "regions/{slug}/"
CATEGORY_SAVE_AS = "regions/{slug}/index.html"
AUTHOR_SAVE_AS = DRAFT_SAVE_AS = ""
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
PAGINATED_TEMPLATES = {"index": 25}
PAGINATION_PATTERNS = (
    (1, "{base_name}/", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
FEED_MAX_ITEMS = 50
FEED_ALL_RSS = "index.xml"
TAG_FEED_RSS = "topics/{slug}/index.xml"
CATEGORY_FEED_RSS = "regions/{slug}/index.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_RSS = None
RSS_FEED_SUMMARY_ONLY = True
FORMATTED_FIELDS: list[str] = []
SUMMARY_MAX_LENGTH = 20
TYPOGRIFY = False
MARKDOWN = {"output_format": "html5"}
