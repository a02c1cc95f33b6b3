import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import variant from '@jitl/quickjs-wasmfile-release-sync';

const PAGE = 65536;
/** What the engine begins with: its data, 5 MB of stack, the first of its heap. */
export const FIRST_BYTES = 256 * PAGE;
/** What the engine takes beside the memory of a function: its stack, itself, what comes in and goes out. */
const OWN_BYTES = 6 * 1024 * 1024;
/** Deep enough for a thousand calls, and with the --stack-size that the silo gives it is reached before the stack of Node is. */
const STACK_BYTES = 256 * 1024;
/** The most a run's memory may be allowed. */
const MOST_BYTES = 1024 * 1024 * 1024;

const compiled = new WebAssembly.Module(readFileSync(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm')));
const load = await variant.importModuleLoader();
const Ffi = await variant.importFFI();

/** The engine itself broke; this instance is used no more. */
export class EngineBroken extends Error {}

/**
 * One QuickJS in a WebAssembly memory of its own. It is given no function of the host: what runs in it can only return texts.
 */
export class Engine {
  #module;
  #heap;
  #mayGoOn = () => true;
  #mostBytes = FIRST_BYTES;

  static async create() {
    const memory = new WebAssembly.Memory({ initial: FIRST_BYTES / PAGE, maximum: (OWN_BYTES + MOST_BYTES) / PAGE });
    const engine = new Engine();
    engine.memory = memory;
    memory.grow = (pages) => engine.#grow(pages);
    engine.#module = await load({
      wasmMemory: memory,
      instantiateWasm: (imports, done) => done(new WebAssembly.Instance(compiled, imports)),
      print: () => {},
      printErr: () => {},
    });
    engine.#open();
    return engine;
  }

  #open() {
    const module = this.#module;
    const refuse = () => 0;
    module.callbacks = {
      callFunction: refuse, loadModuleSource: refuse, normalizeModule: refuse, freeHostRef: () => {},
      shouldInterrupt: () => (this.#mayGoOn() ? 0 : 1),
    };
    this.ffi = new Ffi(module);
    this.runtime = this.ffi.QTS_NewRuntime();
    this.ffi.QTS_RuntimeSetMaxStackSize(this.runtime, STACK_BYTES);
    this.ffi.QTS_RuntimeEnableInterruptHandler(this.runtime);
    this.context = this.ffi.QTS_NewContext(this.runtime, 0);
    this.undefinedValue = this.ffi.QTS_GetUndefined();
    this.argument = module._malloc(4);
    this.jobContext = module._malloc(4);
  }

  get bytes() { return this.memory.buffer.byteLength; }

  /** The memory as it is now; it moves when it grows. */
  get heap() {
    if (this.#heap === undefined || this.#heap.buffer !== this.memory.buffer) this.#heap = Buffer.from(this.memory.buffer);
    return this.#heap;
  }

  /** Asked every few thousand steps whether the code may go on. */
  set mayGoOn(asked) { this.#mayGoOn = asked; }

  /** What code may take; QuickJS's own limit counts no more than single allocations, so it is the memory that refuses to grow. */
  limitMemory(bytes) { this.#mostBytes = Math.max(FIRST_BYTES, OWN_BYTES + bytes); }

  #grow(pages) {
    if (this.bytes + pages * PAGE > this.#mostBytes) throw new RangeError('The memory has reached its limit.');
    return WebAssembly.Memory.prototype.grow.call(this.memory, pages);
  }

  /** Runs a script; gives its value. */
  evaluate(code, name) {
    const bytes = Buffer.from(code, 'utf8');
    return this.guarded(() => this.ffi.QTS_Eval(this.context, this.#put(bytes), bytes.length, name, 0, 0));
  }

  /** A string of the engine. */
  string(bytes) {
    return this.guarded(() => {
      const at = this.#put(bytes);
      const value = this.ffi.QTS_NewString(this.context, at);
      this.#module._free(at);
      return value;
    });
  }

  /** Calls with one argument or none. */
  call(func, argument) {
    return this.guarded(() => {
      if (argument === undefined) return this.ffi.QTS_Call(this.context, func, this.undefinedValue, 0, 0);
      this.heap.writeUInt32LE(argument, this.argument);
      return this.ffi.QTS_Call(this.context, func, this.undefinedValue, 1, this.argument);
    });
  }

  /** Runs what promises have to do, until nothing is left. An error of a job is nobody's and goes nowhere. */
  runJobs() {
    this.guarded(() => {
      const { ffi, runtime } = this;
      while (ffi.QTS_IsJobPending(runtime) && this.#mayGoOn()) ffi.QTS_ExecutePendingJob(runtime, 256, this.jobContext);
    });
  }

  /** What was thrown, when the value says that something was; else 0. */
  thrown(value) {
    return this.guarded(() => this.ffi.QTS_ResolveException(this.context, value));
  }

  /** A property of a value, as text. */
  property(value, name) {
    return this.text(this.guarded(() => this.ffi.QTS_GetProp(this.context, value, this.string(Buffer.from(name)))));
  }

  /** The UTF-8 of a string of the engine: a view that lasts until the engine runs again. */
  bytesOf(value) {
    const at = this.guarded(() => this.ffi.QTS_GetString(this.context, value));
    if (at === 0) throw new EngineBroken('A text could not be read.');
    const { heap } = this;
    return heap.subarray(at, heap.indexOf(0, at));
  }

  text(value) { return this.bytesOf(value).toString('utf8'); }

  /** Whatever WebAssembly itself throws (too deep a stack, an abort) leaves an engine that can't be trusted. */
  guarded(action) {
    try {
      return action();
    } catch (error) {
      if (error instanceof EngineBroken) throw error;
      throw new EngineBroken(error instanceof RangeError ? 'Maximum call stack size exceeded' : error.message);
    }
  }

  #put(bytes) {
    const at = this.#module._malloc(bytes.length + 1);
    if (at === 0) throw new EngineBroken('out of memory');
    const { heap } = this;
    heap.set(bytes, at);
    heap[at + bytes.length] = 0;
    return at;
  }
}
