import { readFileSync } from 'node:fs';
import { Engine, EngineBroken } from './engine.mjs';
import { Image } from './image.mjs';

const parts = ['state', 'faults', 'random', 'clock', 'timers', 'console', 'asking', 'text', 'url', 'fetch', 'orchestrator', 'toolbelt', 'running', 'closing'];
const entries = ['start', 'deliver', 'take', 'said', 'define', 'reset'];
const source = `(function () { 'use strict';
${parts.map((part) => withoutComments(readFileSync(new URL(`./sandbox/${part}.js`, import.meta.url), 'utf8'))).join('\n')}
return { ${entries.join(', ')} };
})()`;

// The engine keeps the source of every function, and all that it keeps is put back before every run.
function withoutComments(part) {
  return part.replace(/^\s*\/\/.*$/gm, '').replace(/^\s+/gm, '');
}

/** An engine with what functions find in it. All are alike to the byte, so that one's image is every other's. */
export async function newSandbox() {
  const engine = await Engine.create();
  const made = engine.evaluate(source, 'sandbox.js');
  const error = engine.thrown(made);
  if (error !== 0) throw new EngineBroken(`The sandbox does not start: ${engine.property(error, 'message')} ${engine.property(error, 'stack')}`);
  engine.entries = Object.fromEntries(entries.map((name) => [name, engine.ffi.QTS_GetProp(engine.context, made, engine.string(Buffer.from(name)))]));
  rehearse(engine);
  return engine;
}

// What the engine makes on first use it makes now, once, and not in every run after its memory was put back.
function rehearse(engine) {
  const rehearsal = engine.evaluate("(function(){return async (input, _) => { console.log('', input); return await [input.payload]; }})", 'rehearsal.js');
  engine.call(engine.entries.define, rehearsal);
  const call = { seed: [1, 2, 3, 4], now: 0, limits: [1, 100, 1, 100], env: {}, input: { headers: [{ key: '', value: '' }], payload: { list: [1, ''] } } };
  engine.call(engine.entries.start, engine.string(Buffer.from(JSON.stringify(call))));
  engine.runJobs();
  const taken = engine.text(engine.call(engine.entries.take));
  if (!taken.endsWith('\n[{"list":[1,""]}]')) throw new EngineBroken(`The sandbox does not work: ${taken}`);
  engine.call(engine.entries.reset);
}

/** The image of a sandbox before any function is in it. */
export async function newBase() {
  return new Image(await newSandbox());
}
