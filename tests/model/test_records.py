"""What comes out of people's files: how little is made of it before the first file is read."""

from processes import printed

from kppress.model.document import RECORDS
from kppress.read.validate import shape_of


def test_records_are_there_without_what_reads_them() -> None:
    script = (
        "import sys\n"
        "from kppress.model import document, settings\n"
        "print([name for name in sys.modules if name.startswith('pydantic')])"
    )
    assert printed(script) == "[]\n"


def test_what_reads_a_document_does_not_go_into_its_body() -> None:
    for record in RECORDS.values():
        schema = repr(shape_of(record))
        assert "body.Body" in schema
        assert "body.Paragraph" not in schema
