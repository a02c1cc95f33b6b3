// Code is compiled once, by the host; a run compiles nothing. And nothing may wait for another thread, for there is none.
function noCode() {
  throw new EvalError('A function may not make code from texts.');
}

for (const sample of [function () {}, async function () {}, function* () {}, async function* () {}]) {
  const { prototype } = sample.constructor;
  noCode.prototype = prototype;
  Object.defineProperty(prototype, 'constructor', { value: noCode, writable: true, configurable: true });
}
noCode.prototype = Function.prototype;
globalThis.Function = noCode;
globalThis.eval = noCode;
for (const name of ['Atomics', 'SharedArrayBuffer', 'InternalError', 'gc', 'std', 'os', 'bjson', 'scriptArgs', 'print', 'queueMicrotask']) delete globalThis[name];
globalThis.queueMicrotask = (action) => { apply(promiseThen, promiseResolve(), [action]); };
globalThis.global = globalThis;
