"""Every kind of problem that a scenario can have: its stable code, what it means, and how to mend it.

Rule 1: docs/reference/errors.md is this table; a code that is not in it is a mistake of ours.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Explained(NamedTuple):
    """What a code means."""

    meaning: str
    remedy: str


PROBLEMS: Mapping[str, Explained] = {
    # the text of a file
    "encoding": Explained("A file is not UTF-8, or begins with a byte order mark.", "Save it as UTF-8 without a mark."),
    "forbidden-character": Explained("A character hides or moves text, or controls the screen.", "Remove it; the message names it."),
    "tab": Explained("A tab stands in the text.", "Use spaces."),
    "several-lines": Explained("A text that is shown on one line has several.", "Write it on one line; `>-` folds several into one."),
    "file-too-big": Explained("A file, or the documents together, are larger than allowed.", "Split it, or use less."),
    "too-deep": Explained("More than 64 mappings and lists stand inside one another.", "Write the data flatter."),
    "too-many-nodes": Explained(
        "A file has more than 50,000 pieces of data, or all files together more than 100,000.", "Split or shorten it."
    ),
    "number-too-big": Explained("A number has more than 18 characters.", "Write a smaller one; in quotation marks it is text."),
    "yaml-syntax": Explained(
        "The text is not YAML.", "Look at indentation, colons and quotation marks at the place named and just before."
    ),
    "yaml-empty": Explained("A file is empty.", "Write its fields, or remove it."),
    "yaml-documents": Explained("A file holds more than one YAML document.", "Keep one a file, without `---` in the middle."),
    "yaml-directive": Explained("A file has a line that begins with `%`.", "Remove it."),
    "yaml-anchor": Explained("An anchor (`&name`) is used.", "Write the data out where it is needed."),
    "yaml-alias": Explained("An alias (`*name`) is used.", "Write the data out."),
    "yaml-tag": Explained("A tag (`!name`) is used.", "Remove it; quotation marks make anything text."),
    "yaml-merge-key": Explained("A merge key (`<<`) is used.", "Write the data out."),
    "yaml-key": Explained("A key is a number, a list or another thing that is not text.", "Put it in quotation marks, or use a word."),
    "duplicate-key": Explained("A key stands twice in one mapping.", "Keep one; the message names the line of the first."),
    # files and folders
    "no-such-folder": Explained("There is no folder of that name.", "Add it, or correct the name."),
    "not-a-folder": Explained("What was named is no folder.", "Name the folder that holds scenario.yaml."),
    "no-such-file": Explained("A file that has to be there is missing.", "Add it."),
    "not-a-file": Explained("What stands there is no ordinary file.", "Put a file of text there."),
    "leads-out": Explained("A file is a link that leads out of the folder.", "Put the file itself into the folder."),
    "unreadable": Explained("A file or folder cannot be read.", "Allow reading it."),
    "too-many-files": Explained("A folder has more files than a scenario may have.", "Use a folder with a scenario and nothing else."),
    "file-name": Explained("No field of a scenario, or no act, has the name of the file.", "Rename the file, or the id inside it."),
    "field-twice": Explained("A field stands in scenario.yaml and in a file of its own.", "Keep one of them."),
    "not-a-mapping": Explained("A file holds no fields.", "Write fields and their values."),
    # the shape of a part
    "missing-field": Explained("A field that has to be there is missing.", "Add it; docs/reference/scenario.md lists the fields."),
    "unknown-field": Explained("A field has a name that means nothing there.", "Correct or remove it."),
    "wrong-type": Explained("A value is of the wrong kind: a number for a text, a list for a mapping.", "Write what the message expects."),
    "not-one-of": Explained("A value is not one of the few that are allowed.", "Choose one of those listed."),
    "bad-id": Explained("An id has characters or a length that ids do not have.", "Use a-z, 0-9, - and _, beginning with a letter."),
    "bad-hash": Explained("A hash is not 64 digits and letters from a to f.", "Copy what sha256sum prints."),
    "repeated-id": Explained("A part repeats as a field the id that is already its key.", "Remove the field."),
    "too-short": Explained("A text or list is shorter than it has to be.", "Make it longer."),
    "too-long": Explained("A text or list is longer than it may be.", "Shorten it."),
    "out-of-range": Explained("A number is too small or too large.", "Keep to the bounds in the message."),
    "empty-condition": Explained("A condition says nothing.", "Remove `when`, or compare something."),
    "one-claim": Explained("A proof claims nothing, or several things.", "Claim one: always, never, reachable or escapable."),
    "invalid-value": Explained("A value is refused for the reason in the message.", "Write what the message expects."),
    "too-many-problems": Explained("There are more problems than are worth listing.", "Mend the first ones and check again."),
    # what does not fit together
    "duplicate-id": Explained("An id is used twice where it may stand once.", "Use each once."),
    "duplicate-scene": Explained("Two acts have a scene of the same id.", "Use each scene id once in a scenario."),
    "duplicate-term": Explained("Two entries of the glossary explain the same word.", "Explain each form of a word once."),
    "reserved-id": Explained("An id means something else: chance, bot, clock, facilitator, outlet.", "Choose another."),
    "unknown-scene": Explained("A scene is named that the act does not have.", "Correct the name."),
    "unknown-role": Explained("A role is named that the scenario does not have.", "Correct the name."),
    "unknown-option": Explained("An option is named that the decision does not have.", "Correct the name."),
    "unknown-indicator": Explained("An indicator is named that the scenario does not have.", "Correct the name."),
    "unknown-conflict": Explained("A conflict is named that the scenario does not have.", "Correct the name."),
    "unknown-outcome-class": Explained("A class of outcomes is named that the scenario does not have.", "Correct the name."),
    "unknown-act": Explained("An act is named that the scenario, or its campaign, does not have.", "Correct the name."),
    "unknown-sentence": Explained("A reference supports a sentence that the note does not have.", "Number the sentences from 1."),
    "unknown-exception": Explained(
        "An exception from the prices names no option of the scenario.", "Name a scene, role and option that are there."
    ),
    "outside-act": Explained("A scene is named that stands in another act.", "Stay within the act."),
    "no-whole-course": Explained("An act has no course called `whole`.", "Call the course that plays all of it so."),
    "course-at-outcome": Explained("A course begins at an outcome.", "Begin at a scene with a decision."),
    "no-decision": Explained("A scene has neither a decision nor an outcome.", "Give it one of the two."),
    "decision-and-outcome": Explained("A scene has both a decision and an outcome.", "Keep one of the two."),
    "no-branches": Explained("A scene with a decision has no branch.", "Add branches, the last without `when`."),
    "last-branch-with-when": Explained(
        "The last branch of a scene has a `when`, so that a play could find no way on.", "End with a branch without."
    ),
    "branches-without-decision": Explained("An outcome has branches.", "Remove them."),
    "cue-at-outcome": Explained("News is to come at an outcome, where nothing comes any more.", "Name a scene in which somebody decides."),
    "cue-not-needed": Explained("News that comes by itself has a cue, too.", "Remove the cue, or `when` and `scenes`."),
    "not-for-outcome": Explained("An outcome has a talk, a deadline or an exercise.", "Remove it."),
    "no-open-option": Explained("Every option of a role has a `when`, so that none might be offered.", "Add one without."),
    "default-with-when": Explained("The default of a role has a `when`, so that it might not be offered.", "Name an option without."),
    "incomplete-option": Explained("An option of a role lacks text, kind, pro or contra.", "Add what the message names."),
    "weight-without-chance": Explained("An option of a role has a weight.", "Remove it; weights are for chance."),
    "chance-without-weight": Explained("An option of chance has no weight.", "Add one: a whole number from 1."),
    "chance-with-reasons": Explained("An option of chance has kind, pro or contra.", "Remove them; nobody chooses what chance does."),
    "chance-default": Explained("Chance has a default.", "Remove it; chance is drawn."),
    "when-reads-choices": Explained("A condition reads choices where none can be read.", "Compare indicators."),
    "when-reads-hidden": Explained("An option's `when` reads a hidden indicator, which the menu would give away.", "Read a visible one."),
    "role-not-deciding": Explained("A condition reads the choice of a role that decides nothing there.", "Name a role that does."),
    "bounds-reversed": Explained("The lowest value of an indicator is not below the highest.", "Put low below high."),
    "start-outside-bounds": Explained("An indicator starts outside its bounds.", "Start it inside."),
    "commitment-bounds": Explained("A commitment has other bounds than 0 and 1.", "Write high: 1, and no low."),
    "hidden-commitment": Explained("A commitment is hidden.", "Remove hidden; a commitment is public."),
    "talk-without-commitment": Explained("A talk ends in no commitment.", "Let an option change an indicator that has `commitment`."),
    "too-many-joint-options": Explained("The roles of a scene can choose together in more than 4,096 ways.", "Offer less in one scene."),
    "act-played-twice": Explained("An act stands in the campaign twice.", "Play each act once."),
    "carry-into-first": Explained("Something is carried into the first act of the campaign.", "Name a later act."),
    "price-not-shared": Explained(
        "The table of prices has an indicator that is not among the shared ones.", "Add it there, or leave it out."
    ),
    # documents and quotations
    "quote-not-found": Explained(
        "Quoted words do not stand in their document.", "Quote it letter by letter; the message shows the nearest words."
    ),
    "unknown-source": Explained("A document is named that the catalogue does not have.", "Correct the name."),
    "unknown-speaker": Explained("A speaker is named that the catalogue does not have.", "Correct the name, or add the speaker."),
    "unknown-outlet": Explained("A source names an outlet that the catalogue does not have.", "Correct the name, or add the outlet."),
    "unknown-owner": Explained(
        "An outlet or a reference names an owner that the catalogue does not have.", "Correct the name, or add the owner."
    ),
    "unknown-side": Explained(
        "A speaker or a balance names a side that the catalogue does not have.", "Correct the name, or add the side."
    ),
    "missing-document": Explained("A document of the catalogue is not there.", "Put it beside the catalogue."),
    "stray-document": Explained("A document is there that the catalogue does not describe.", "Describe it, or remove it."),
    "wrong-hash": Explained("A document has another hash than the catalogue says.", "Undo the edit, or correct the hash."),
    # fairness, found by `sim check`
    "loaded-word": Explained("The narrator uses a word that judges while it names.", "Use another, or quote it."),
    "disputed-name": Explained("A side's own name for something stands outside that side's texts.", "Use the neutral name."),
    "unsupported-figure": Explained(
        "A text that only reports has a number or date that its passages do not have.", "Cite it, or leave it out."
    ),
    "unsupported-name": Explained(
        "A text that only reports has a name that its passages do not have.", "Cite it, leave it out, or list it in `names`."
    ),
    "invented-quotation": Explained(
        "A text that only reports quotes words that its documents do not have.", "Quote them letter by letter, or drop the quotation marks."
    ),
    "person-in-invented-text": Explained("A living person is named where nothing is reported.", "Speak of the office."),
    "command-over-residents": Explained("A role commands residents.", "Let it urge, ask or discourage."),
    "price": Explained("An option does not cost what its kind costs.", "Give it the price of its kind, or a reason in prices.exceptions."),
    "lonely-note": Explained("A sentence of a note from outside rests on fewer than two known owners.", "Find a second, or make it a gap."),
    "unsourced-statement": Explained(
        "What the catalogue says of an outlet or owner rests on too few references.", "Find references, or say in `unsourced` why not."
    ),
    "unaccounted-sentence": Explained(
        "Nothing rests on a sentence of a document, and no reason is given.", "Use it, or set it aside with its reason."
    ),
    "one-viable-option": Explained(
        "Fewer than two options of a decision can still lead to an outcome that the role's aims admit.", "Give another option a way there."
    ),
    "only-road": Explained(
        "Only the reported option can still lead to the outcome that most aims of the role admit.", "Give another option a way there."
    ),
    "unbalanced": Explained(
        "Over many plays the claims of the sides are not heard as `balance` says.", "Look at `sim evidence` for where."
    ),
}
"""By code, in the order of the reading: text, files, shape, what fits together, evidence, fairness."""
