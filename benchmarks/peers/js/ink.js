// ink: the scenario as an ink story, every node a knot, compiled and run by inkjs; the story draws for itself.
const { Compiler } = require("inkjs/compiler/Compiler");
const { data, report } = require("./common.js");

const over = (node) => node.ending !== undefined && node.ending !== null;
const facts = Array.from({ length: data.n_flag }, (_, i) => i);
const added = (change) => change.d.flatMap((amount, i) => (amount ? [`~ v${i} += ${amount}`] : []));
const cleared = (change) => facts.filter((i) => (change.clr >> i) & 1).map((i) => `~ f${i} = 0`);
const set = (change) => facts.filter((i) => (change.set >> i) & 1).map((i) => `~ f${i} = 1`);

// One block that does something for some values of a variable, or nothing if it never does anything.
function cases(name, options, effect) {
  const lines = options.flatMap((option, number) => {
    const done = effect(option);
    return done.length ? [`- ${name} == ${number}:`, ...done.map((line) => `  ${line}`)] : [];
  });
  return lines.length ? ["{", ...lines, "}"] : [];
}

const test = {
  ge: (one) => `v${one.i} >= ${one.v}`,
  le: (one) => `v${one.i} <= ${one.v}`,
  flag: (one) => `f${one.i} == 1`,
  noflag: (one) => `f${one.i} == 0`,
  choice: (one) => `p${one.i} == ${one.v}`,
};

function knot(node) {
  if (over(node)) return [`=== n${node.id}`, `~ ended = ${node.ending}`, "-> END"];
  const lines = [`=== n${node.id}`, "~ turns += 1"];
  const deciders = node.options.map((options, role) => [`p${role}`, options]);
  for (const [name, options] of deciders) lines.push(`~ ${name} = RANDOM(0, ${options.length - 1})`);
  if (node.chance && node.chance.length) {
    let below = 0;
    lines.push("~ temp c = RANDOM(0, 99)", "~ d = 0", "{");
    node.chance.forEach((one, number) => lines.push(`- c < ${(below += one.w)}:`, `  ~ d = ${number}`));
    lines.push("}");
    deciders.push(["d", node.chance]);
  }
  for (const effect of [added, cleared, set]) for (const [name, options] of deciders) lines.push(...cases(name, options, effect));
  const moved = new Set(deciders.flatMap(([, options]) => options.flatMap((one) => one.d.flatMap((amount, i) => (amount ? [i] : [])))));
  for (const i of moved) lines.push(`~ v${i} = MAX(MIN(v${i}, 100), 0)`);
  for (const guard of node.guards) {
    const when = guard.conds.map((one) => test[one.k](one)).join(" && ");
    lines.push(when ? `{ ${when}: -> n${guard.to} }` : `-> n${guard.to}`);
  }
  return lines;
}

const source = [
  ...data.init.map((value, i) => `VAR v${i} = ${value}`),
  ...facts.map((i) => `VAR f${i} = 0`),
  ...Array.from({ length: data.n_roles }, (_, i) => `VAR p${i} = 0`),
  "VAR d = 0",
  "VAR turns = 0",
  "VAR ended = 0",
  `-> n${data.nodes[0].id}`,
  ...data.nodes.flatMap(knot),
].join("\n");
const story = new Compiler(source).Compile();
const offset = Number(process.argv[4]) * 1000003;

report((number) => {
  story.ResetState();
  story.state.storySeed = offset + number * 7919;
  story.ContinueMaximally();
  return [story.variablesState["ended"], story.variablesState["turns"]];
});
