"""What comes out of people's files: how little is made of it before the first file is read."""

from processes import printed

from kppress.model.document import RECORDS


def test_records_are_imported_without_their_validators() -> None:
    script = (
        "from kppress.model import document, settings\n"
        "from kppress.model.record import Record\n"
        "def all_of(record):\n"
        "    return [record, *(r for sub in record.__subclasses__() for r in all_of(sub))]\n"
        "print([r.__name__ for r in all_of(Record) if r is not Record and r.__pydantic_complete__])"
    )
    assert printed(script) == "[]\n"


def test_a_documents_validator_does_not_go_into_its_body() -> None:
    for record in RECORDS.values():
        record.model_rebuild()
        schema = repr(record.__pydantic_core_schema__)
        assert "body.Body" in schema
        assert "body.Paragraph" not in schema
