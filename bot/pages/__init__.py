"""Brief to page: the layout, rows, the budget, the source words' renderer, the export."""

from bot.pages.brief_page import Page, brief_page
from bot.pages.export import Export, export_brief, export_files
from bot.pages.plain import brief_as_markdown, brief_as_text

__all__ = [
    "Export",
    "Page",
    "brief_as_markdown",
    "brief_as_text",
    "brief_page",
    "export_brief",
    "export_files",
]
