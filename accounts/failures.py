"""What may be logged of an error that met somebody's diary or address."""

import traceback
from pathlib import Path

FRAMES_NAMED = 4


def told_safely(error: BaseException) -> str:
    """Return what kind of error it was and where it came from.

    Its message is left out: a mail server's names the address, others quote what they met.
    """
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES_NAMED:]
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames]
    code = getattr(error, "smtp_code", None)
    kind = type(error).__name__ if code is None else f"{type(error).__name__} {code}"
    return f"{kind} at {' > '.join(places)}" if places else kind
