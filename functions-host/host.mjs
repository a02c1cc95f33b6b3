import { Code } from './code.mjs';
import { EngineBroken } from './engine.mjs';
import { Engines } from './engines.mjs';
import { Flight } from './flight.mjs';
import { FrameReader, FrameWriter, incoming, outgoing } from './frames.mjs';
import { newBase } from './sandbox.mjs';

const nothing = Buffer.alloc(0);
/** No account has this number. */
const COMPILING = 0xffffffff;

/** Runs what the silo orders over standard input, many at once, and answers over standard output. */
export class Host {
  #codes = new Map();   // number -> { source, code }
  #flights = new Map(); // id -> Flight
  #writer = new FrameWriter();
  #engines;
  #base;

  static async serve(mostEngines) {
    const host = new Host();
    host.#engines = new Engines(mostEngines);
    host.#base = await newBase();
    host.#open();
  }

  #open() {
    const reader = new FrameReader((frame) => this.#take(frame));
    process.stdin.on('data', (chunk) => {
      reader.feed(chunk);
      this.#writer.flush();
    });
    // The silo is gone, or wants no more.
    process.stdin.on('end', () => process.exit(0));
    this.#writer.write(outgoing.ready, nothing, Buffer.from(JSON.stringify({ node: process.versions.node, pid: process.pid })));
    this.#writer.flush();
  }

  #take(frame) {
    const number = frame.length > 4 ? frame.readUInt32LE(1) : 0;
    switch (frame[0]) {
      case incoming.code: return void this.#codes.set(number, { source: frame.toString('utf8', 5), code: null, waiting: [] });
      case incoming.run: return this.#run(number, frame);
      case incoming.answer: return this.#answer(number, frame);
      case incoming.cancel: return this.#flights.get(number)?.cancel();
      case incoming.ping: return this.#writer.write(outgoing.pong, nothing, nothing);
      case incoming.forget: return void this.#codes.delete(number);
      default: throw new Error(`A frame of the unknown type ${frame[0]} came in; silo and function host are of different versions.`);
    }
  }

  // id, code, account, memory, time, cpu, length of the record (4 bytes each), record, call.
  #run(id, frame) {
    const callAt = 29 + frame.readUInt32LE(25);
    const flight = new Flight({
      id,
      account: frame.readUInt32LE(9),
      limits: { memory: frame.readUInt32LE(13), time: frame.readUInt32LE(17), cpu: frame.readUInt32LE(21) },
      record: callAt === 29 ? null : JSON.parse(frame.toString('utf8', 29, callAt)),
      // The frame lasts only as long as this call, and an engine may have to be made first.
      call: Buffer.from(frame.subarray(callAt)),
    }, this);
    this.#flights.set(id, flight);
    this.#compiled(frame.readUInt32LE(5), (code) => {
      if (code.fault !== null) flight.refuse(code.fault);
      else this.#engines.take(flight.account, (engine, alone) => flight.begin(engine, code.image, alone));
    });
  }

  // Calls back with the code, at once when it has been compiled before.
  #compiled(number, use) {
    const known = this.#codes.get(number);
    if (known.code !== null) return use(known.code);
    if (known.waiting.push(use) > 1) return;
    this.#engines.take(COMPILING, (engine) => {
      let broken = false;
      try {
        known.code = Code.compile(known.source, this.#base, engine);
      } catch (error) {
        if (!(error instanceof EngineBroken)) throw error;
        broken = true;
        known.code = Code.faulty(error.message);
      }
      known.source = null;
      this.#engines.release(engine, COMPILING, broken);
      for (const next of known.waiting) next(known.code);
    });
  }

  // id, number of the question, whether it was answered (4, 4, 1 bytes), JSON or why not.
  #answer(id, frame) {
    const text = frame.toString('utf8', 10);
    const answered = frame[9] === 1;
    this.#flights.get(id)?.answer(frame.readUInt32LE(5), answered ? text : null, answered ? null : text);
  }

  // What flights want done.
  ask(id, number, kind, json) {
    const fields = Buffer.allocUnsafe(9);
    fields.writeUInt32LE(id, 0);
    fields.writeUInt32LE(number, 4);
    fields[8] = kind;
    this.#writer.write(outgoing.ask, fields, Buffer.from(json));
  }

  waits(id) { this.#writer.write(outgoing.waits, numbered(id), nothing); }

  /** computed: milliseconds; what goes out is microseconds. */
  done(id, computed, text) {
    this.#flights.delete(id);
    const fields = Buffer.allocUnsafe(8);
    fields.writeUInt32LE(id, 0);
    fields.writeUInt32LE(Math.round(computed * 1000), 4);
    this.#writer.write(outgoing.done, fields, text);
  }

  flush() { this.#writer.flush(); }

  mayWait(engine) { return this.#engines.mayWait(engine); }

  release(engine, account, broken) { this.#engines.release(engine, account, broken); }
}

function numbered(id) {
  const fields = Buffer.allocUnsafe(4);
  fields.writeUInt32LE(id, 0);
  return fields;
}
