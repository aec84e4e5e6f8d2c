// What every program here does alike: read the scenario, draw, apply changes, test guards, count, print.
// Arguments: the scenario's file, how many plays, a seed. Printed: seconds of the processor, turns, how many plays for each ending.
const fs = require("fs");

const data = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const plays = Number(process.argv[3]);
let state = (Number(process.argv[4]) * 2654435761 + 1) >>> 0 || 1;

function draw(below) {
  // xorshift, 32 bits
  state ^= state << 13;
  state >>>= 0;
  state ^= state >>> 17;
  state ^= state << 5;
  state >>>= 0;
  return Math.floor((state / 4294967296) * below);
}

const nodes = new Map(data.nodes.map((node) => [node.id, node]));
const fresh = () => ({ values: [...data.init], facts: 0, picks: [] });

// Draw everybody's choice and chance, and return the choices with all changes.
function chosen(node) {
  const picks = node.options.map((options) => draw(options.length));
  const changes = picks.map((pick, role) => node.options[role][pick]);
  if (node.chance && node.chance.length) {
    let left = draw(100);
    changes.push(node.chance.find((one) => (left -= one.w) < 0));
  }
  return { picks, changes };
}

// Return what a state becomes: all changes added, each value clamped once, facts cleared and then set.
function applied(before, { picks, changes }) {
  const values = before.values.map((value, i) => {
    let sum = value;
    for (const change of changes) sum += change.d[i];
    return Math.min(Math.max(sum, 0), 100);
  });
  let facts = before.facts;
  for (const change of changes) facts &= ~change.clr;
  for (const change of changes) facts |= change.set;
  return { values, facts, picks };
}

const tests = {
  ge: (one, at) => at.values[one.i] >= one.v,
  le: (one, at) => at.values[one.i] <= one.v,
  flag: (one, at) => (at.facts >> one.i) & 1,
  noflag: (one, at) => !((at.facts >> one.i) & 1),
  choice: (one, at) => at.picks[one.i] === one.v,
};
const agrees = (guard, at) => guard.conds.every((one) => tests[one.k](one, at));

// Call a function once for every play; it returns the ending and how many turns there were.
function report(play) {
  const ended = new Array(64).fill(0);
  let turns = 0;
  const count = (number) => {
    for (let i = 0; i < number; i++) {
      const [ending, made] = play(i);
      ended[ending] += 1;
      turns += made;
    }
  };
  count(Math.ceil(plays / 10)); // lets the compiler of the machine warm up
  ended.fill(0);
  turns = 0;
  const before = process.cpuUsage();
  count(plays);
  const taken = process.cpuUsage(before);
  console.log([(taken.user + taken.system) / 1e6, turns, ...ended].join(" "));
}

module.exports = { data, nodes, fresh, chosen, applied, agrees, draw, report };
