import { readFileSync } from 'node:fs';
import { Code } from './code.mjs';
import { Run } from './run.mjs';
import { newBase, newSandbox } from './sandbox.mjs';

const LIMITS = { memory: 64 * 1024 * 1024, time: 30_000, cpu: 1000 };
const BATCH = 200;

/**
 * How often a second a script runs, one after the other in one engine. The script's first line may be a comment with the payload as
 * JSON. `bare` is the engine alone: payload from JSON, lambda, promises, result to JSON, nothing else. `isolated` is a run as
 * functions get it: memory put back, script evaluated anew, limits, seed and clock.
 */
export async function measure(file, seconds) {
  const source = readFileSync(file, 'utf8');
  const payload = /^\/\/\s*(\{.*\})\s*$/m.exec(source)?.[1] ?? '{}';
  const bare = await bareRun(source, payload);
  const isolated = await isolatedRun(source, payload);
  for (const run of [bare, isolated]) rate(run, Math.min(1, seconds));
  // By turns, so that a busy moment of the machine hits both.
  const rates = [[], []];
  for (let round = 0; round < 4; round++) [bare, isolated].forEach((run, i) => rates[i].push(rate(run, seconds / 4)));
  const [bareRate, isolatedRate] = rates.map((some) => some.reduce((a, b) => a + b) / some.length);
  return { node: process.versions.node, bare: Math.round(bareRate), isolated: Math.round(isolatedRate) };
}

function rate(run, seconds) {
  const began = performance.now();
  let runs = 0;
  while (performance.now() - began < seconds * 1000) {
    for (let i = 0; i < BATCH; i++) run();
    runs += BATCH;
  }
  return runs / (performance.now() - began) * 1000;
}

async function bareRun(source, payload) {
  const engine = await newSandbox();
  const { ffi, context } = engine;
  engine.limitMemory(LIMITS.memory);
  const entry = engine.evaluate(`(function(){${source}
;let said; const say = (error, result) => { said = error ?? JSON.stringify(result); };
return (json) => {
  if (json === undefined) return said;
  const returned = lambda({ headers: [], payload: JSON.parse(json) }, say);
  if (returned !== undefined && typeof returned.then === 'function') returned.then((result) => say(null, result), say);
}; })()`, 'function.js');
  if (engine.thrown(entry) !== 0) throw new Error('The script does not compile.');
  const text = Buffer.from(payload);
  return () => {
    const argument = engine.string(text);
    const began = engine.call(entry, argument);
    engine.runJobs();
    const said = engine.call(entry);
    const result = ffi.QTS_GetString(context, said);
    if (engine.heap.toString('utf8', result, engine.heap.indexOf(0, result)).length === 0) throw new Error('The script gave no result.');
    ffi.QTS_FreeCString(context, result);
    for (const value of [argument, began, said]) ffi.QTS_FreeValuePointer(context, value);
  };
}

async function isolatedRun(source, payload) {
  const engine = await newSandbox();
  const code = Code.compile(source, await newBase(), engine);
  if (code.fault !== null) throw new Error(code.fault.message);
  const call = Buffer.from(`{"seed":[1,2,3,4],"now":1700000000000,"limits":[10,6000,20,100000],"env":{},"input":{"headers":[],"payload":${payload}}}`);
  return () => {
    if (new Run(engine, code.image, LIMITS, false).start(call).done === undefined) throw new Error('The script does not end without the world.');
  };
}
