"""Finding the parts of a scenario, and their names, by id: prepared once.

Scene ids are unique in a whole scenario, so that a state needs no act; `crossref` sees to it.
"""

from dataclasses import dataclass

from sim.model.ids import CHANCE, ActId, CourseId, RoleId, SceneId
from sim.model.playbill import no_act, no_course
from sim.model.scenario import Act, Course, Scenario
from sim.model.scene import Scene


@dataclass(frozen=True, slots=True)
class Lookup:
    """Where each scene of a scenario stands, and what everybody is called."""

    scenario: Scenario
    scenes: dict[SceneId, Scene]
    act_of: dict[SceneId, Act]
    names: dict[RoleId, str]
    """The roles' names, and that of chance."""

    @classmethod
    def of(cls, scenario: Scenario) -> "Lookup":
        """Prepare the look-ups of a scenario."""
        scenes = {scene.id: scene for act in scenario.acts for scene in act.scenes}
        act_of = {scene.id: act for act in scenario.acts for scene in act.scenes}
        names = {role.id: role.name for role in scenario.roles} | {CHANCE: "Chance"}
        return cls(scenario, scenes, act_of, names)

    def act(self, wanted: ActId) -> Act:
        """Return an act by id; `Missing` names those there are."""
        for act in self.scenario.acts:
            if act.id == wanted:
                return act
        raise no_act(self.scenario.id, wanted, (act.id for act in self.scenario.acts))

    def course(self, act: ActId, wanted: CourseId) -> Course:
        """Return a course of an act by id; `Missing` names those there are."""
        courses = self.act(act).courses
        for course in courses:
            if course.id == wanted:
                return course
        raise no_course(act, wanted, (course.id for course in courses))
