// boardgame.io: a turn is one move, which is told what everybody chose; plays go through its client without a server.
const { Client } = require("boardgame.io/client");
const { data, nodes, fresh, chosen, applied, agrees, report } = require("./common.js");

const over = (id) => nodes.get(id).ending !== undefined && nodes.get(id).ending !== null;
const game = {
  name: "generated",
  setup: () => ({ at: fresh(), node: data.nodes[0].id, turns: 0 }),
  moves: {
    go: {
      move: ({ G }, choices) => {
        const at = applied(G.at, choices);
        const guard = nodes.get(G.node).guards.find((one) => agrees(one, at));
        return { at, node: guard.to, turns: G.turns + 1 };
      },
    },
  },
  endIf: ({ G }) => (over(G.node) ? { ending: nodes.get(G.node).ending } : undefined),
};

report(() => {
  const client = Client({ game, numPlayers: data.n_roles, debug: false });
  let state = client.getState();
  while (state.ctx.gameover === undefined) {
    client.moves.go(chosen(nodes.get(state.G.node)));
    state = client.getState();
  }
  return [state.ctx.gameover.ending, state.G.turns];
});
