"""No view tells a role what it may not know: over every reachable start of a turn of every shipped act, for every role and the public."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sim.engine.rules import legal, undecided
from sim.engine.session import Session, Turn
from sim.engine.view import view
from sim.library import OpenScenario, shipped
from sim.model.events import PERSON, Began, Chose, Drew, Entry, Event, Played
from sim.model.ids import CHANCE, ActId, RoleId
from sim.model.state import State
from tests.scenarios.reached import opened, states

pytestmark = pytest.mark.whole

TIME = "2026-01-01T00:00:00Z"


def acts() -> list[tuple[str, ActId]]:
    """Return every act of every shipped scenario."""
    return [(name, act.id) for name in shipped() for act in opened(name).scenario.acts]


def first_session(scenario: OpenScenario, act: ActId) -> Session:
    """Return a session at its beginning, with a person in every role."""
    played = tuple(Played(role=role.id, by=PERSON) for role in scenario.scenario.roles)
    began = Began(
        session="secrecy",
        scenario=scenario.scenario.id,
        rules_hash=scenario.rules_hash,
        whole_hash=scenario.whole_hash,
        act=act,
        course="whole",
        seed=0,
        played=played,
    )
    return Session.open(scenario.machine, (Entry(number=1, time=TIME, seat="host", turn=0, event=began),))


def at(session: Session, state: State) -> Session:
    """Return a session that stands at the start of a turn, without the way that led there: what was resolved is public."""
    return replace(session, state=state, turns=(Turn(1, state, 0),))


def sealing(session: Session, roles: tuple[RoleId, ...], place: int) -> Session:
    """Return the session after roles sealed their first (0) or last (-1) legal option."""
    for role in roles:
        option = legal(session.machine, session.state, role)[place].id
        event: Event = Drew(option=option) if role == CHANCE else Chose(role=role, option=option, reason=f"because of {place}")
        session = session.apply(session.entry(event, role, TIME))
    return session


def worlds(session: Session, role: RoleId | None) -> tuple[Session, Session]:
    """Return two sessions that differ in everything a role may not know: the sealed choices of others, chance, and hidden indicators."""
    waiting = undecided(session.machine, session.state)
    others = tuple(other for other in waiting if other != role)
    sealed = others if role in waiting else others[:-1]
    hidden = [place for place, indicator in enumerate(session.machine.scenario.indicators) if indicator.hidden]
    if not hidden:
        return sealing(session, sealed, 0), sealing(session, sealed, -1)
    return sealing(bounded(session, hidden, low=True), sealed, 0), sealing(bounded(session, hidden, low=False), sealed, -1)


def worlds_after_choosing(session: Session, role: RoleId) -> tuple[Session, Session]:
    """Return two sessions in which a role has sealed its choice, and all others but one have, differently."""
    mine = sealing(session, (role,), 0)
    others = undecided(mine.machine, mine.state)[:-1]
    return sealing(mine, others, 0), sealing(mine, others, -1)


def bounded(session: Session, hidden: list[int], *, low: bool) -> Session:
    """Return the session with its hidden indicators at one of their bounds."""
    indicators = session.machine.scenario.indicators
    values = list(session.state.indicators)
    for place in hidden:
        values[place] = indicators[place].low if low else indicators[place].high
    return at(session, replace(session.state, indicators=tuple(values), opened=tuple(values)))


@pytest.mark.slow
@pytest.mark.timeout(1_200)  # hundreds of thousands of views
@pytest.mark.parametrize(("name", "act"), acts())
def test_a_view_is_the_same_whatever_its_role_may_not_know(name: str, act: ActId) -> None:
    """Two sessions that differ only in sealed choices of others, in chance or in hidden indicators give a role the same view."""
    scenario = opened(name)
    first = first_session(scenario, act)
    roles = (*(role.id for role in scenario.scenario.roles), None)

    for state in states(name, act):
        session = at(first, state)
        for role in roles:
            one, other = worlds(session, role)

            assert view(one, role, scenario.grounds) == view(other, role, scenario.grounds), f"{role} in {state}"


@pytest.mark.parametrize(("name", "act"), acts())
def test_a_view_stays_the_same_after_a_role_has_chosen(name: str, act: ActId) -> None:
    """A role that has sealed its choice sees nothing of what others seal after it, wherever other options are offered."""
    scenario = opened(name)
    first = first_session(scenario, act)
    menus = {
        (state.scene, *(len(legal(scenario.machine, state, role.id)) for role in scenario.scenario.roles)): state
        for state in states(name, act)
    }

    for state in menus.values():
        for role in undecided(scenario.machine, state):
            if role != CHANCE:
                one, other = worlds_after_choosing(at(first, state), role)

                assert view(one, role, scenario.grounds) == view(other, role, scenario.grounds), f"{role} in {state}"


@pytest.mark.parametrize(("name", "act"), acts())
def test_a_view_never_holds_what_belongs_to_another_role_alone(name: str, act: ActId) -> None:
    """In no scene does a view hold another role's briefing, or its adviser's words, even when every other role has sealed its choice."""
    scenario = opened(name)
    first = first_session(scenario, act)
    by_scene = {state.scene: state for state in states(name, act)}

    for state in by_scene.values():
        scene = scenario.machine.plans[state.scene].scene
        for role in (*(role.id for role in scenario.scenario.roles), None):
            secrets = [briefing.text for briefing in scene.briefings if briefing.role != role]
            for entry in scene.decision:
                if entry.role != role:
                    secrets += [words for option in entry.options for words in (option.pro, option.contra) if words]
            waiting = tuple(other for other in undecided(scenario.machine, state) if other != role)
            session = sealing(at(first, state), waiting if role in undecided(scenario.machine, state) else waiting[:-1], 0)
            shown = "\n".join(text for text in texts(view(session, role, scenario.grounds).model_dump()))

            assert not [secret for secret in secrets if secret in shown], f"{role} in {state.scene}"


def texts(value: object) -> Iterator[str]:
    """Yield every text in nested data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts(part)
