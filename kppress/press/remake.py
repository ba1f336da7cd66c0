"""The files of documents that were edited, made anew: the part of `retouch` that imports most."""

from jinja2 import TemplateError

from kppress.cache.compiled import compiled
from kppress.model.edition import Names
from kppress.press import process
from kppress.press.few import NotKnown, sure
from kppress.press.mails import has_templates
from kppress.press.patches import Patches, names_in, records_of
from kppress.press.pictures import Pictures, wanted
from kppress.press.retouch import Edited
from kppress.press.templates import statics, templates
from kppress.render.edition import FOOTER
from kppress.render.site import Works
from kppress.render.templating import environment


def serve(orders: int, made: int) -> None:
    """Be who makes them, as `process.serve`."""
    process.serve(orders, made)


def made(edited: Edited) -> Patches:
    """The files of these documents, and how files of many tell of them."""
    few, asked = edited.few, edited.few.asked
    root, stamp, marks = asked.root, asked.stamp, few.known.memory.marks
    sure(not has_templates(root))
    developed = Pictures(root, stamp).room.develop(tuple(wanted(edited.newsroom, asked.now)))
    sure(not developed.faults)
    made_with, weights = templates(root), developed.weights
    jinja = environment(made_with, compiled())
    records = records_of(root, stamp)
    names = {**names_in(records, edited.keys), FOOTER: Names(leads=few.frame.footer)}
    view = edited.newsroom.public_at(asked.now)
    works = Works(view, jinja, statics(root), weights=weights, known=names)
    after = works.depends(marks, few.known.memory.heads, made_with)
    before = after.before(edited.keys, edited.heads)
    patches = Patches(root, asked.output, stamp, records, before, after)
    try:
        for group in works.of_each():
            sure(patches.make(group))
        for entry in works.entries():
            sure(patches.put(entry))
    except TemplateError:
        raise NotKnown from None
    return patches
