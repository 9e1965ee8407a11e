"""What may be wrong with a file as such. A name passes from the reading process; the words are chosen in ours."""


class Problem(Exception):
    """The file cannot be read. `code` is a key of `reading.MESSAGES`, `details` fill in its words."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
