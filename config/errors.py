"""What is said when a setting can't be used."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting can't be used; prints as one sentence that says which, why, and what to do.

    ``setting`` is its name as the person wrote it: ``PULLQUOTE_LOG_LEVEL``, or ``log_level in
    /srv/pullquote.toml``. No part ever holds a secret's value.
    """

    def __init__(self, setting: str, problem: str, advice: str) -> None:
        super().__init__(setting, problem, advice)
        self.setting = setting
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.setting} {self.problem}: {self.advice}."
