"""Files made by hand, byte by byte, so that every oddity is there on purpose."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def docx(*paragraphs: str, body: str | None = None) -> bytes:
    """A Word document; ``body`` is the XML in the place of plain paragraphs."""
    plain = "".join(f"<w:p><w:r><w:t>{p}</w:t></w:r></w:p>" for p in paragraphs)
    document = f"<w:document {W}><w:body>{body or plain}</w:body></w:document>"
    return zipped({"word/document.xml": document})


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return file.getvalue()


@dataclass(frozen=True)
class At:
    """A line of a page: its words, where it starts, and the size of its letters."""

    words: str
    x: float
    y: float
    size: float = 11


def column(*lines: str, x: float = 60, y: float = 700, leading: float = 14) -> list[At]:
    """Lines below each other; an empty one leaves a space."""
    return [At(words, x, y - i * leading) for i, words in enumerate(lines) if words]


def pdf(*pages: Sequence[At], title: str | None = None, trailer: str = "") -> bytes:
    """A PDF with these lines on its pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = []
    for lines in pages:
        shown = "".join(
            f"BT /F1 {line.size} Tf {line.x} {line.y} Td ({line.words}) Tj ET\n" for line in lines
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 {font} >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
        length = len(shown.encode("latin-1"))
        objects.append(f"<< /Length {length} >>\nstream\n{shown}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if title:
        objects.append(f"<< /Title ({title}) >>")
        trailer += f" /Info {len(objects)} 0 R"
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        written
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
            f"startxref\n{len(written)}\n%%EOF\n"
        ).encode()
    )


def eml(body: str, *headers: str, kind: str = "text/plain; charset=utf-8") -> bytes:
    """A message; ``headers`` stand below its own."""
    first = ("Subject: Rain floods the valley", "From: Desk <desk@news.example>")
    lines = [*first, *headers, "MIME-Version: 1.0", f"Content-Type: {kind}", "", body]
    return "\r\n".join(lines).encode()


def parts(*inner: str, boundary: str = "b") -> str:
    """The body of a multipart; each part has its own headers."""
    return "".join(f"--{boundary}\r\n{part}\r\n" for part in inner) + f"--{boundary}--\r\n"
