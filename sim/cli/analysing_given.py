"""What the command line gives to an analysis: policies by name, as weights or as sessions that were played; and a play to look at."""

from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from pathlib import Path

from sim.analysis.solve.policies import POLICIES, Choosing, Policy, Weights, named, policy_of
from sim.cli.config import read_config
from sim.cli.keeping import chosen, open_log
from sim.engine.course import reported_course
from sim.engine.session import Session
from sim.errors import Invalid, InvalidScenario, Missing, StorageFailed
from sim.library import OpenScenario
from sim.model.events import PERSON
from sim.model.ids import CHANCE, ActId, OptionId, RoleId, SceneId
from sim.model.nearest import nearest
from sim.model.state import Step
from sim.store import portable
from sim.store.documents import read_yaml
from sim.store.scalars import Data

REPORTED = "reported"
"""The play that the documents report."""
_SESSION = ".jsonl"


def policies(opened: OpenScenario, given: Iterable[str]) -> dict[RoleId, tuple[str, Policy]]:
    """Return how each role chooses: what is called so, and the policy; what is said of one role wins over what is said of all.

    Raises:
        Missing: there is no such role, policy or file.
        Invalid: a file of weights or of a session is malformed.

    """
    return {role: (name, policy_of(choosing)) for role, (name, choosing) in choosings(opened, given).items()}


def choosings(opened: OpenScenario, given: Iterable[str]) -> dict[RoleId, tuple[str, Choosing]]:
    """Return the same as data, which another process can be told.

    Raises:
        Missing: there is no such role, policy or file.
        Invalid: a file of weights or of a session is malformed.

    """
    roles = [role.id for role in opened.scenario.roles]
    for_all, for_one = "uniform", dict[RoleId, str]()
    for text in given:
        role, equals, name = text.partition("=")
        if not equals:
            for_all = text
        elif role in roles:
            for_one[role] = name
        else:
            guess = nearest(role, roles)
            hint = f"; did you mean {guess!r}?" if guess else ""
            message = f"scenario {opened.scenario.id} has no role {role!r}; its roles: {', '.join(roles)}{hint}"
            raise Missing(message, "unknown-role")
    names = {role: for_one.get(role, for_all) for role in roles}
    made = {name: _choosing(opened, name) for name in set(names.values())}
    return {role: (name, made[name]) for role, name in names.items()}


def _choosing(opened: OpenScenario, name: str) -> Choosing:
    place = Path(name)
    if name in POLICIES or not place.exists():
        named(name)
        return name
    if place.is_dir() or place.suffix == _SESSION:
        return _frequencies(opened, place)
    return dict(_weights(opened, place))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"{file} cannot be read: {error.strerror}"
        raise StorageFailed(message, "file-not-read") from error


def _weights(opened: OpenScenario, file: Path) -> Iterator[tuple[tuple[SceneId, RoleId, OptionId], float]]:
    """Give the weights of a file: scene, role and option, each with a number from 0 on."""
    read = read_yaml(_bytes(file), file.name)
    if read.problems:
        raise InvalidScenario(read.problems)
    for scene, roles in _entries(read.data, file, "a scene"):
        plan = opened.machine.plans.get(scene)
        if plan is None:
            raise _wrong(file, f"scenario {opened.scenario.id} has no scene {scene!r}", scene, opened.machine.plans)
        for role, options in _entries(roles, file, f"a role of {scene}"):
            if role not in plan.options or role == CHANCE:
                raise _wrong(file, f"{role!r} decides nothing in scene {scene}", role, plan.options)
            for option, weight in _entries(options, file, f"an option of {role}"):
                if option not in plan.options[role]:
                    raise _wrong(file, f"scene {scene} offers {role} no option {option!r}", option, plan.options[role])
                if isinstance(weight, bool) or not isinstance(weight, int | float) or not isfinite(weight) or weight < 0:
                    raise _wrong(file, f"the weight of {scene}.{role}.{option} is {weight!r}, and has to be a number from 0 on", "", ())
                yield (scene, role, option), float(weight)


def _entries(data: Data, file: Path, what: str) -> Iterator[tuple[str, Data]]:
    if not isinstance(data, Mapping):
        raise _wrong(file, f"{what} is expected, with what belongs to it, as in `scene: {{role: {{option: 2}}}}`", "", ())
    yield from data.items()


def _wrong(file: Path, what: str, name: str, known: object) -> Invalid:
    guess = nearest(name, known) if isinstance(known, Mapping) else ""
    return Invalid(f"{file}: {what}{f'; did you mean {guess!r}?' if guess else ''}", "invalid-weights")


def _frequencies(opened: OpenScenario, place: Path) -> Weights:
    """Return how often people chose each option in exported sessions."""
    files = sorted(place.glob(f"*{_SESSION}")) if place.is_dir() else [place]
    if not files:
        message = f"there is no exported session (*{_SESSION}) in {place}; `sim export --to {place}/FILE{_SESSION}` writes one"
        raise Missing(message, "no-file")
    found: dict[tuple[SceneId, RoleId, OptionId], float] = {}
    for file in files:
        session = _session(opened, file)
        for made in session.steps:
            for role, option in made.picks:
                if session.players.get(role) == PERSON:
                    key = made.before.scene, role, option
                    found[key] = found.get(key, 0) + 1
    return found


def _session(opened: OpenScenario, file: Path) -> Session:
    return portable.replayed(opened.machine, portable.read(_bytes(file)).entries)


def play(opened: OpenScenario, wanted: str, act: ActId) -> tuple[Step, ...]:
    """Return the steps of a play that were made in an act.

    Args:
        opened: the scenario.
        wanted: the name of a session, a file that it was exported to, or `reported`.
        act: which act.

    Raises:
        Missing: there is no such session or file.
        InvalidLog: it was played by other rules, or its file is damaged.

    """
    if wanted == REPORTED:
        return reported_course(opened.machine, act)
    if Path(wanted).is_file():
        session = _session(opened, Path(wanted))
    else:
        with open_log(read_config()) as log:
            session = portable.replayed(opened.machine, log.read(chosen(log, wanted).session))
    return tuple(made for made in session.steps if opened.machine.lookup.act_of[made.before.scene].id == act)
