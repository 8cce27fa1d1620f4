"""What holds for every test."""

from hypothesis import settings

# Time is measured in tests/benchmarks, never in a test: the first example of one may import a
# parser, and a busy machine is slow at any of them.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
