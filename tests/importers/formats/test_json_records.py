"""JSON that is no map: lists of objects, and an object on each line."""

import json

import pytest

from importers.formats import UnreadableFileError, open_file, sniff

EVENT = {"id": 1, "type": "Brand", "location": {"name": "Malmö", "gps": "55.6,13.0"}, "tags": ["a", "b"]}


@pytest.fixture
def opened(tmp_path):
    """Open a file with this content."""

    def open_written(content: str):
        path = tmp_path / "file.json"
        path.write_text(content)
        return open_file(path, ("json_records",))

    return open_written


@pytest.mark.parametrize(
    "content", [json.dumps([EVENT, EVENT]), f"{json.dumps(EVENT)}\n{json.dumps(EVENT)}\n"]
)
def test_a_list_and_lines_of_objects_are_the_same_records(opened, content):
    found = opened(content)
    assert found.headers == ("id", "type", "location.name", "location.gps", "tags")
    assert [record.number for record in found.records()] == [1, 2]
    assert next(found.records()).values["location.name"] == "Malmö"
    assert next(found.records()).values["tags"] == '["a", "b"]'


def test_an_empty_list_has_neither_headers_nor_records(opened):
    found = opened("[]")
    assert (found.headers, list(found.records()), found.expected_rows) == ((), [], 0)


def test_an_item_that_is_no_object_is_a_fault(opened):
    _, record = opened(json.dumps([EVENT, "text"])).records()
    assert (record.number, record.fault.en) == (2, "The record is no JSON object.")


def test_a_list_of_features_is_refused_with_what_to_do(opened):
    with pytest.raises(UnreadableFileError, match="into a FeatureCollection"):
        opened('[{"type": "Feature", "geometry": null, "properties": {}}]')


@pytest.mark.parametrize("content", ['[{"a": 1}', '[{"a": NaN}]', '[{"a": 1}] x', "[" * 100_000])
def test_what_is_not_strictly_json_is_refused(opened, content):
    with pytest.raises(UnreadableFileError, match=r"not valid JSON|too deeply"):
        opened(content)


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("polisen_events_raw_2026-08-22.json", 500),
        ("polisen_events_raw_2024-05.json", 500),
        ("polisen_malmo_2022_2024.ndjson", 1472),
    ],
)
def test_the_answers_of_polisen_are_read(shared_data, name, rows):
    path = shared_data / "police" / name
    assert sniff(path).code == "json_records"
    content = open_file(path, ("json_records",))
    assert {"location.name", "location.gps"} <= set(content.headers)
    assert sum(record.fault is None for record in content.records()) == rows
