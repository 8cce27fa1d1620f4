"""The command line: one module for each command, and what they have in common.

A start must be fast, so a command imports what it works with when it runs.
"""
