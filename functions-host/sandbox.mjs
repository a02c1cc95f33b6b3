import { readFileSync } from 'node:fs';
import { Engine, EngineBroken } from './engine.mjs';
import { Image } from './image.mjs';

const parts = ['state', 'faults', 'random', 'clock', 'timers', 'console', 'asking', 'text', 'url', 'fetch', 'orchestrator', 'toolbelt', 'running', 'closing'];
const entries = ['start', 'deliver', 'take', 'said', 'define'];
const source = `(function () { 'use strict';
${parts.map((part) => readFileSync(new URL(`./sandbox/${part}.js`, import.meta.url), 'utf8')).join('\n')}
return { ${entries.join(', ')} };
})()`;

/** An engine with what functions find in it. All are alike to the byte, so that one's image is every other's. */
export async function newSandbox() {
  const engine = await Engine.create();
  const made = engine.evaluate(source, 'sandbox.js');
  const error = engine.thrown(made);
  if (error !== 0) throw new EngineBroken(`The sandbox does not start: ${engine.property(error, 'message')} ${engine.property(error, 'stack')}`);
  engine.entries = Object.fromEntries(entries.map((name) => [name, engine.ffi.QTS_GetProp(engine.context, made, engine.string(Buffer.from(name)))]));
  return engine;
}

/** The image of a sandbox before any function is in it. */
export async function newBase() {
  return new Image(await newSandbox());
}
