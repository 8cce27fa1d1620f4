"""What ends a command early: one sentence for the person, one number for the program."""


class Failure(Exception):
    """A command can't go on. It prints as one sentence that says why and what to do."""

    exit_code = 1


class CannotDo(Failure):
    """The call is right, but what it asks for can't be done."""


class WrongCall(Failure):
    """The call itself is wrong: an option, a folder, a name, a setting."""

    exit_code = 2
