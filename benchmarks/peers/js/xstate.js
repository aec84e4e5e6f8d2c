// XState: every node a state, every guard a transition; plays are walked with its pure `transition` function.
const { createMachine, assign, initialTransition, transition } = require("xstate");
const { data, nodes, fresh, chosen, applied, agrees, report } = require("./common.js");

const states = {};
for (const node of data.nodes) {
  const over = node.ending !== undefined && node.ending !== null;
  states[`n${node.id}`] = over
    ? { type: "final" }
    : {
        on: {
          go: node.guards.map((guard) => ({
            target: `n${guard.to}`,
            guard: ({ event }) => agrees(guard, event.at),
            actions: assign(({ event }) => event.at),
          })),
        },
      };
}
const machine = createMachine({ initial: `n${data.nodes[0].id}`, context: fresh, states });

report(() => {
  let [snapshot] = initialTransition(machine);
  let turns = 0;
  while (snapshot.status === "active") {
    const node = nodes.get(Number(snapshot.value.slice(1)));
    turns++;
    [snapshot] = transition(machine, snapshot, { type: "go", at: applied(snapshot.context, chosen(node)) });
  }
  return [nodes.get(Number(snapshot.value.slice(1))).ending, turns];
});
