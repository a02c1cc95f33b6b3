import { FIRST_BYTES } from './engine.mjs';

const PAGE = 4096;
/** The engine's data ends below this; then comes its stack, of which nothing counts between two calls. */
const DATA_BYTES = 128 * 1024;
const empty = Buffer.alloc(PAGE);

/**
 * The memory of an engine at rest: its data, and its heap as far as it is in use. Put back, it is as if nothing had run since;
 * what the memory holds above is free to the engine and never read before it is written.
 */
export class Image {
  #data;
  #heap;
  #heapStart;

  /** Of an engine whose memory held nothing but zeros above what it uses. */
  constructor(engine) {
    const { heap } = engine;
    const pages = [];
    for (let at = DATA_BYTES; at < heap.length; at += PAGE) if (heap.compare(empty, 0, PAGE, at, at + PAGE) !== 0) pages.push(at);
    // The heap lies behind the stack, which grows downwards and ends where the heap begins.
    const stack = pages.findIndex((at, i) => i > 0 && at - pages[i - 1] > 1024 * 1024);
    this.#heapStart = pages[Math.max(stack, 0)];
    this.#data = Buffer.from(heap.subarray(0, DATA_BYTES));
    this.#heap = Buffer.from(heap.subarray(this.#heapStart, pages.at(-1) + PAGE));
  }

  get bytes() { return this.#data.length + this.#heap.length; }

  putBack(engine) {
    const { heap } = engine;
    heap.set(this.#data, 0);
    heap.set(this.#heap, this.#heapStart);
  }

  /** Puts it back and clears all else, so that nothing of another account is left in the memory. */
  putBackAlone(engine) {
    engine.heap.fill(0, DATA_BYTES);
    this.putBack(engine);
  }

  /** Whether the engine's memory is as large as in the beginning; larger ones are given back to the machine. */
  static fits(engine) { return engine.bytes <= FIRST_BYTES; }
}
