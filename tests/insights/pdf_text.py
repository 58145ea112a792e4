"""Reads the words out of a PDF that Typst made, with the standard library alone.

Just enough of the format for it: every font says which letters its glyphs stand for (ToUnicode),
and every piece of tagged content is one text, a cell of a table for example.
"""

import re
import zlib

OBJECT = re.compile(rb"\n(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\nendstream", re.DOTALL)
PAIRS = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RANGES = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
TAGGED = re.compile(rb"/MCID \d+>>\s*BDC(.*?)EMC", re.DOTALL)
# A change of font, or a string; a text is a run of strings with corrections of distance between.
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)", re.DOTALL)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
BY_LETTER = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Letters = dict[int, str]


def texts_of(pdf: bytes) -> list[str]:
    """Return every tagged text of a PDF, page by page, in reading order."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    return [
        text
        for body in objects.values()
        if b"/Type/Page/" in body
        for text in _texts_of_page(body, objects)
    ]


def _texts_of_page(page: bytes, objects: dict[int, bytes]) -> list[str]:
    resources = objects[_reference(page, b"Resources")]
    named = re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    fonts = {name: _letters(objects[int(number)], objects) for name, number in named}
    content = _unpacked(objects[_reference(page, b"Contents")])
    return [text for piece in TAGGED.findall(content) if (text := _text(piece, fonts).strip())]


def _text(piece: bytes, fonts: dict[bytes, Letters]) -> str:
    letters, text = next(iter(fonts.values())), ""
    for font, string in SHOWN.findall(piece):
        letters = fonts[font] if font else letters
        codes = ESCAPED.sub(_unescaped, string)
        glyphs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
        text += "".join(letters.get(glyph, "") for glyph in glyphs)
    return text


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    return bytes([int(code, 8)]) if code.isdigit() else BY_LETTER.get(code, code)


def _letters(font: bytes, objects: dict[int, bytes]) -> Letters:
    table = _unpacked(objects[_reference(font, b"ToUnicode")])
    letters: Letters = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        letters |= {int(code, 16): _decoded(text) for code, text in PAIRS.findall(block)}
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for low, high, text in RANGES.findall(block):
            for step in range(int(high, 16) - int(low, 16) + 1):
                letters[int(low, 16) + step] = chr(ord(_decoded(text)) + step)
    return letters


def _decoded(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _reference(body: bytes, name: bytes) -> int:
    match = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert match, f"no {name.decode()} in {body[:80]!r}"
    return int(match[1])


def _unpacked(body: bytes) -> bytes:
    match = STREAM.search(body)
    assert match, "an object without a stream"
    return zlib.decompress(match[1])
