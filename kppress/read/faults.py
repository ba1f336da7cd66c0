"""The rules that reading itself keeps: what may be wrong before there is a document."""

from kppress.model.diagnostic import Rule, Scope, Severity

E, W = Severity.ERROR, Severity.WARNING


def _rule(
    id: str,
    name: str,
    severity: Severity,
    why: str,
    *,
    scope: Scope = Scope.FILE,
    bad: str = "",
    good: str = "",
    fixable: bool = False,
) -> Rule:
    return Rule(
        id=id,
        name=name,
        severity=severity,
        scope=scope,
        why=why,
        bad=bad,
        good=good,
        fixable=fixable,
    )


NOT_UTF8 = _rule(
    "KP001", "not-utf8", E,
    "Documents are UTF-8. In another encoding å, ä and ö become other characters somewhere on"
    " the way to the readers.",
)  # fmt: skip
BYTE_ORDER_MARK = _rule(
    "KP002", "byte-order-mark", W,
    "A byte order mark is an invisible character that some editors put first in a file. kppress"
    " passes over it; other programs stumble.",
    fixable=True,
)  # fmt: skip
NO_FRONT_MATTER = _rule(
    "KP003", "no-front-matter", E,
    "A document begins with its fields between two lines of three hyphens. Without them there is"
    " no headline and no date.",
    bad="rubrik: Nytt badhus\n\nBadhuset öppnar i maj.",
    good="---\nrubrik: Nytt badhus\n---\n\nBadhuset öppnar i maj.",
)  # fmt: skip
UNCLOSED = _rule(
    "KP004", "unclosed-front-matter", E,
    "The fields end at the second line of three hyphens. Without it the whole text is taken for"
    " fields.",
    bad="---\nrubrik: Nytt badhus\n\nBadhuset öppnar i maj.",
    good="---\nrubrik: Nytt badhus\n---\n\nBadhuset öppnar i maj.",
)  # fmt: skip
SYNTAX = _rule(
    "KP005", "yaml-syntax", E,
    "The fields are YAML: a name, a colon, a space and a value. A value with a colon or a quotation"
    " mark in it stands in quotation marks of its own.",
    bad="rubrik: Bron: nytt datum",
    good='rubrik: "Bron: nytt datum"',
)  # fmt: skip
DUPLICATE_FIELD = _rule(
    "KP006", "duplicate-field", E,
    "A field that stands twice has two values, and nobody can know which was meant.",
    bad="rubrik: Nytt badhus\nrubrik: Nytt bad",
    good="rubrik: Nytt badhus",
)  # fmt: skip
YAML_FEATURE = _rule(
    "KP007", "yaml-feature", E,
    "Anchors, aliases, tags and several documents in one file are features of YAML that let a"
    " small file say something else than it seems to. A release needs none of them.",
    bad="rubrik: &a Nytt badhus\ningress: *a",
    good="rubrik: Nytt badhus\ningress: Badhuset öppnar i maj.",
)  # fmt: skip
TOO_LARGE = _rule(
    "KP008", "too-large", E,
    "A document is a text that people read. A file of more than a megabyte is something else that"
    " came into the folder by mistake.",
)  # fmt: skip
TOO_DEEP = _rule(
    "KP009", "too-deep", E,
    "Lists within lists within lists: deeper than any reader follows, and often a slip of"
    " indentation.",
)  # fmt: skip
CONTROL_CHARACTER = _rule(
    "KP010", "control-character", E,
    "Invisible control characters come along when text is pasted from other programs. XML, and so"
    " every feed, forbids them.",
)  # fmt: skip
SWALLOWED = _rule(
    "KP011", "swallowed-comment", E,
    "In YAML a space and # begin a comment, so the rest of the value is lost.",
    bad="rubrik: Arbeten på väg #42",
    good='rubrik: "Arbeten på väg #42"',
)  # fmt: skip
EMPTY_FILE = _rule(
    "KP012", "empty-file", E,
    "The file is empty. Perhaps it was never saved.",
)  # fmt: skip
UNREADABLE = _rule(
    "KP013", "unreadable", E,
    "The file or folder could not be opened: its permissions, a broken link, or the disk. What"
    " stands in it would silently be missing from the site.",
)  # fmt: skip
FILE_NAME = _rule(
    "KP014", "file-name", E,
    "The name is one by which the file would be passed over, or could not be published: it is not"
    " UTF-8, holds control characters, is too long for the names of pictures made of it, or looks"
    " the same as another.",
    bad="releases/2018/BADHUSET.MD",
    good="releases/2018/badhuset.md",
)  # fmt: skip

UNKNOWN_FIELD = _rule(
    "KP101", "unknown-field", E,
    "A field that kppress does not know does nothing, and a misspelt embargo is no embargo.",
    bad="embargo tom: 2018-05-07 09:00",
    good="embargo till: 2018-05-07 09:00",
)  # fmt: skip
MISSING_FIELD = _rule(
    "KP102", "missing-field", E,
    "Without this field the document cannot be published: every medium needs it.",
    bad="typ: pressmeddelande\nrubrik: Nytt badhus",
    good="typ: pressmeddelande\nrubrik: Nytt badhus\ningress: …\npublicerad: 2018-05-07 09:00",
)  # fmt: skip
WRONG_VALUE = _rule(
    "KP103", "wrong-value", E,
    "The value is none that the field can have.",
    bad="status: färdig",
    good="status: klar",
)  # fmt: skip
BOTH_SPELLINGS = _rule(
    "KP104", "both-spellings", E,
    "A field has an English and a Swedish name. Both at once are two values for one thing.",
    bad="title: New bath\nrubrik: Nytt badhus",
    good="rubrik: Nytt badhus",
)  # fmt: skip
WRONG_KIND = _rule(
    "KP105", "wrong-kind", E,
    "The field wants another kind of value: a text, a list, or fields of its own.",
    bad="rubrik: [Nytt, badhus]",
    good="rubrik: Nytt badhus",
)  # fmt: skip
NO_ID = _rule(
    "KP106", "no-id", W,
    "Feeds, mail and alerts know a document by its id. One that is made from the address changes"
    " when the address does, and subscribers then get the same news twice.",
    bad="rubrik: Nytt badhus",
    good="id: urn:uuid:01634f2c-2a80-7a3e-9b61-2f6f6d0f0a01\nrubrik: Nytt badhus",
)  # fmt: skip
UNKNOWN_NAME = _rule(
    "KP107", "unknown-name", E,
    "Topics, regions, contacts and about texts stand in the registers of kppress.toml. A name that"
    " is not there leads nowhere.",
    bad="ämnen: [badd]",
    good="ämnen: [bad]",
)  # fmt: skip
BAD_DATE = _rule(
    "KP108", "bad-date", E,
    "The date or time does not exist or cannot be read, so nobody knows when it is. The hour that"
    " summer time skips or repeats needs an offset.",
    bad="publicerad: 2018-02-30",
    good="publicerad: 2018-02-28",
)  # fmt: skip
OTHER_TYPE = _rule(
    "KP109", "field-of-other-type", E,
    "The field belongs to another type of document. Perhaps the type is the wrong one.",
    bad="typ: pressmeddelande\nallvarlighetsgrad: allvarlig",
    good="typ: viktigt meddelande\nallvarlighetsgrad: allvarlig",
)  # fmt: skip
SETTINGS = _rule(
    "KP110", "settings", E,
    "kppress.toml or a file in feeds/ cannot be read as it stands.",
    scope=Scope.SETTINGS,
    bad='[newsroom]\nnamn = "Växjö kommun"',
    good='[newsroom]\nname = "Växjö kommun"',
)  # fmt: skip

READING_RULES = tuple(value for value in dict(globals()).values() if isinstance(value, Rule))
