"""Quality, measured against hand-made answers; floors are pinned in floors.toml."""
