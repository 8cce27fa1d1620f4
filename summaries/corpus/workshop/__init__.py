"""Where foreign bytes are parsed: a process of their own, which is killed if it takes too long."""

from summaries.corpus.workshop.workshop import Workshop

__all__ = ["Workshop"]
