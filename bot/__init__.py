"""Pullquote's Discord side: it alone knows people, channels and clocks."""


def __getattr__(name: str) -> str:
    """Look ``__version__`` up when it is asked for: it costs more than the rest of a start."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pullquote")
    except PackageNotFoundError:  # run from a folder that was not installed
        return "0"
