"""What the facilitator did to a group's play, in words for the facilitator's own list: titles and names, never ids."""

from collections.abc import Iterable

from sim.engine.machine import ScenarioMachine
from sim.model.events import PERSON
from sim.model.leading import Intervened


def told(event: Intervened, machine: ScenarioMachine) -> str:
    """Return one line, with the reason that was given for it."""
    done = _done(event, machine)
    return f"{done} ({event.reason})" if event.reason and event.act != "handed" else done


def _done(event: Intervened, machine: ScenarioMachine) -> str:
    about = event.about
    match event.act:
        case "forced":
            done = f"Ended {about} as if its time were up"
        case "decided":
            done = f"Decided for {machine.lookup.names.get(about, about)}"
        case "released":
            news = ((inject.id, inject.heading) for act in machine.scenario.acts for inject in act.injects)
            done = f"Released the news “{_called(news, about)}”"
        case "rewound":
            done = f"Went back to the start of {about}"
        case "proceeded":
            done = f"Went on to the act “{_called(((act.id, act.title) for act in machine.scenario.acts), about)}”"
        case "forked":
            turn, _, fresh = about.partition(" as group g")
            done = f"Tried another way from {turn} as group {fresh}"
        case _:
            done = _handed(event, machine)
    return done


def _called(known: Iterable[tuple[str, str]], wanted: str) -> str:
    return next((title for name, title in known if name == wanted), wanted)


def _handed(event: Intervened, machine: ScenarioMachine) -> str:
    role = machine.lookup.names.get(event.about)
    if role is None:  # it stands for all of them
        return f"Handed {event.about}"
    return f"Let {'the group' if event.reason == PERSON else 'a bot'} decide for {role}"
