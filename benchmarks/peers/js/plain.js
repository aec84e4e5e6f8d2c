// No library at all: what JavaScript itself can do.
const { data, nodes, fresh, chosen, applied, agrees, report } = require("./common.js");

report(() => {
  let at = fresh();
  let turns = 0;
  let node = data.nodes[0];
  while (node.ending === undefined || node.ending === null) {
    turns++;
    at = applied(at, chosen(node));
    node = nodes.get(node.guards.find((guard) => agrees(guard, at)).to);
  }
  return [node.ending, turns];
});
