import { Run, codes } from './run.mjs';

const LONGEST_TEXT = 1024 * 1024;

/**
 * A run on its way: it is moved whenever an answer comes or a timer is due, and what reached it is written down, so that
 * it can be repeated.
 */
export class Flight {
  #order;
  #host;
  #run = null;
  #began = performance.now();
  #steps = [];
  #open = 0;
  #timer = null;
  #record;
  ended = false;

  /** order: { id, account, call, limits, fetches, record }; host: its ask, waits, mayWait, flush, done and release. */
  constructor(order, host) {
    this.#order = order;
    this.#host = host;
    this.#record = order.record;
  }

  begin(engine, image, alone) {
    if (this.ended) return this.#host.release(engine, this.#order.account, false);
    // What is ready to go out does not wait for code that computes for long.
    this.#run = new Run(engine, image, this.#order.limits, alone, () => this.#host.flush());
    this.#go(this.#run.start(this.#order.call));
  }

  answer(number, json, error) {
    if (this.ended || this.#record !== null) return;
    this.#open -= 1;
    this.#deliver(this.#elapsed(), number, json, error);
  }

  cancel() {
    if (!this.ended) this.#fault(codes.unavailable, 'The run was cancelled.');
  }

  refuse(fault) { this.#fault(fault.code, fault.message); }

  get account() { return this.#order.account; }

  #elapsed() { return Math.floor(performance.now() - this.#began); }

  #deliver(at, number, json, error) {
    clearTimeout(this.#timer);
    if (number >= 0 || this.#record === null) this.#steps.push([at, number]);
    this.#go(this.#run.deliver(Buffer.from(JSON.stringify([at, number, json, error]))));
  }

  // Goes on as far as it gets without waiting.
  #go(outcome) {
    if (outcome.done !== undefined) return this.#finish(outcome.done);
    if (outcome.fault !== undefined) return this.#fault(outcome.fault.code, outcome.fault.message, outcome.fault.logs);
    if (this.#record !== null) return this.#repeat();
    this.#open += outcome.asks.length;
    if (this.#open === 0 && outcome.timer < 0) return this.#fault(codes.timeExceeded, 'The function waits for something that can never come.');
    if (!this.#host.mayWait(this.#run.engine)) return this.#fault(codes.memoryExceeded, 'Too much memory is held by runs that wait; try again later.', undefined, true);
    for (const [number, kind, json] of outcome.asks) this.#host.ask(this.#order.id, number, kind, json);
    this.#wait(outcome.timer);
  }

  #wait(timer) {
    const { time } = this.#order.limits;
    const due = timer < 0 ? time : Math.min(timer, time);
    this.#timer = setTimeout(() => {
      const now = this.#elapsed();
      if (now >= time) this.#fault(codes.timeExceeded, `The run took longer than the ${time} ms that it may.`);
      else if (timer >= 0 && now >= timer) this.#deliver(now, -1, null, null);
      else this.#wait(timer);
    }, Math.max(0, due - this.#elapsed()));
    this.#host.waits(this.#order.id);
  }

  // What a record says came next, comes next; so the run needs neither the world nor time.
  #repeat() {
    const step = this.#record.shift();
    if (step === undefined) this.#fault(codes.timeExceeded, 'The record of the run ends here.');
    else setImmediate(() => { if (!this.ended) this.#deliver(...step); });
  }

  #finish(text) {
    if (text.length > LONGEST_TEXT) return this.#fault(codes.runtimeException, 'What the function gave back is too large.');
    const end = text.indexOf(10);
    const said = text.subarray(0, end);
    this.#end(Buffer.concat([said, this.#stepsAfter(said.length > 0), text.subarray(end)]));
  }

  #fault(code, message, logs = this.#run?.logs() ?? '', transient = false) {
    this.#end(Buffer.concat([header(code, message, logs, transient), this.#stepsAfter(true), Buffer.from('\n')]));
  }

  #stepsAfter(more) {
    return this.#steps.length === 0 ? Buffer.alloc(0) : Buffer.from(`${more ? ',' : ''}"steps":${JSON.stringify(this.#steps)}`);
  }

  #end(text) {
    this.ended = true;
    clearTimeout(this.#timer);
    this.#host.done(this.#order.id, this.#run?.computed ?? 0, text);
    if (this.#run !== null) this.#host.release(this.#run.engine, this.#order.account, this.#run.broken);
  }
}

function header(code, message, logs, transient) {
  return Buffer.from(`"code":${JSON.stringify(code)},"message":${JSON.stringify(message)}${transient ? ',"transient":true' : ''}${logs === '' ? '' : `,"logs":[${logs}]`}`);
}
