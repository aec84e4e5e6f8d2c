"""What lint reports: something that is allowed, and probably not meant."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.analysis.survey import Route

Level: TypeAlias = Literal["warning", "note"]

PAGE = "docs/reference/lint.md"
"""Where every code is explained."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an author should look at."""

    code: str
    """Stable name of the kind of finding; its heading in docs/reference/lint.md."""
    path: str
    """Where in the scenario, such as `acts.2022.scenes.talks.branches[1]`."""
    what: str
    """The cause, one sentence without a full stop."""
    remedy: str
    """What would mend it."""
    level: Level = "warning"
    """`warning`: the play is not what the author wrote; `note`: worth knowing, and often meant."""
    route: Route | None = None
    """The shortest play that shows it: that it is so, or that a whole play goes without it; None where no play ends."""

    @property
    def page(self) -> str:
        """Where the code is explained."""
        return f"{PAGE}#{self.code}"

    def __str__(self) -> str:
        """Return the finding on one line."""
        return f"{self.path}: {self.what}; {self.remedy} ({self.code})".removeprefix(": ")
