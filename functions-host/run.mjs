import { EngineBroken } from './engine.mjs';

export const codes = {
  unavailable: 'com.liveperson.faas.es.unavailable',
  runtimeException: 'com.liveperson.faas.handler.runtime-exception',
  timeExceeded: 'com.liveperson.faas.handler.executiontime-exceeded',
  memoryExceeded: 'com.liveperson.faas.handler.memory-exceeded',
};

/** Beyond its own memory, to say in what went wrong. */
const REPORT_BYTES = 4 * 1024 * 1024;
const REPORT_MILLISECONDS = 50;
/** Up to this, the wall's clock is exact enough. */
const SHORT_MILLISECONDS = 10;

/**
 * One run of a function in an engine, from its start to its end. It is moved by start and deliver only, and each gives what came of it:
 * { done: bytes } or { asks: [[number, kind, json]], timer: milliseconds from the start or -1 } or { fault: { code, message, logs } }.
 */
export class Run {
  #engine;
  #limits;
  #cpuLeft;
  #cut = false;
  broken = false;
  /** Milliseconds that it has kept the processor busy. */
  computed = 0;

  #busy;
  #cpuBefore;

  /** busy: called when code computes for longer than a few thousand steps. */
  constructor(engine, image, limits, alone, busy = () => {}) {
    this.#busy = busy;
    this.#engine = engine;
    this.#limits = limits;
    this.#cpuLeft = limits.cpu;
    if (alone) image.putBackAlone(engine);
    else image.putBack(engine);
    engine.limitMemory(limits.memory);
  }

  get engine() { return this.#engine; }

  start(bytes) { return this.#move(this.#engine.entries.start, bytes); }

  /** [elapsed milliseconds, number of the answer or -1 for a timer, json, error], as JSON. */
  deliver(bytes) { return this.#move(this.#engine.entries.deliver, bytes); }

  #move(entry, bytes) {
    const engine = this.#engine;
    const began = performance.now();
    this.#watch(began);
    try {
      const error = engine.thrown(engine.call(entry, engine.string(bytes)));
      engine.runJobs();
      this.computed += this.#spent(began);
      if (this.#cut) return this.#overtime();
      if (error !== 0) return this.#outOfMemory();
      this.#cpuLeft = Math.max(1, this.#limits.cpu - this.computed);
      return this.#take();
    } catch (error) {
      if (!(error instanceof EngineBroken)) throw error;
      this.computed += this.#spent(began);
      return this.#cut ? this.#overtime() : this.#collapsed(error);
    }
  }

  // The time is counted on the wall's clock first, which is cheap; before the code is stopped, processor time has to agree,
  // so that a busy machine stops nobody.
  #watch(began) {
    this.#cpuBefore = process.cpuUsage();
    let isBusy = false;
    this.#cut = false;
    this.#engine.mayGoOn = () => {
      if (this.#cut) return false;
      if (!isBusy) {
        isBusy = true;
        this.#busy();
      }
      const wall = performance.now() - began;
      if (wall < this.#cpuLeft) return true;
      this.#cut = this.#spent(began) >= this.#cpuLeft || wall >= 4 * this.#cpuLeft;
      return !this.#cut;
    };
  }

  #spent(began) {
    const wall = performance.now() - began;
    if (wall < SHORT_MILLISECONDS) return wall;
    const { user, system } = process.cpuUsage(this.#cpuBefore);
    return Math.min(wall, (user + system) / 1000);
  }

  #take() {
    const engine = this.#engine;
    const reports = performance.now() + REPORT_MILLISECONDS;
    engine.limitMemory(this.#limits.memory + REPORT_BYTES);
    engine.mayGoOn = () => performance.now() < reports;
    const taken = engine.call(engine.entries.take);
    if (engine.thrown(taken) !== 0) return performance.now() < reports ? this.#outOfMemory() : this.#overtime();
    const bytes = engine.bytesOf(taken);
    if (bytes[0] === 0x44) return { done: bytes.subarray(1) };
    engine.limitMemory(this.#limits.memory);
    return JSON.parse(bytes.subarray(1).toString('utf8'));
  }

  #overtime() {
    const allowed = Math.round(this.#limits.cpu);
    return this.#fault(codes.timeExceeded, `The function computed for more than the ${allowed} ms that a run may.`);
  }

  // Nothing but memory can fail outside of what the sandbox itself catches.
  #outOfMemory() { return this.#fault(codes.memoryExceeded, 'The function used more memory than it may.'); }

  #collapsed(error) {
    this.broken = true;
    if (/call stack/.test(error.message)) return { fault: { code: codes.runtimeException, message: 'InternalError: stack overflow', logs: '' } };
    return { fault: { code: codes.memoryExceeded, message: 'The function used more memory than it may.', logs: '' } };
  }

  #fault(code, message) { return { fault: { code, message, logs: this.logs() } }; }

  /** What it has logged up to now. */
  logs() {
    const engine = this.#engine;
    try {
      const reports = performance.now() + REPORT_MILLISECONDS;
      engine.limitMemory(this.#limits.memory + REPORT_BYTES);
      engine.mayGoOn = () => performance.now() < reports;
      const said = engine.call(engine.entries.said);
      return engine.thrown(said) === 0 ? engine.text(said) : '';
    } catch (error) {
      if (!(error instanceof EngineBroken)) throw error;
      this.broken = true;
      return '';
    }
  }
}
