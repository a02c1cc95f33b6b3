import { writeSync } from 'node:fs';

/** What goes over the pipe: a length (4 bytes, little-endian, of what follows), a type (1 byte), fields, and at the end a text. */
export const incoming = { code: 1, run: 2, answer: 3, cancel: 4, ping: 5, forget: 6 };
export const outgoing = { ready: 1, done: 2, ask: 3, waits: 4, pong: 5 };

const LARGEST = 64 * 1024 * 1024;
const BATCH_BYTES = 32 * 1024;
const BATCH_MILLISECONDS = 1;

/** Cuts what comes in into frames. */
export class FrameReader {
  #rest = null;
  #take;

  constructor(take) { this.#take = take; }

  /** Hands over every whole frame; a frame is a view and lasts until its handler returns. */
  feed(chunk) {
    const bytes = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= 4) {
      const length = bytes.readUInt32LE(at);
      if (length === 0 || length > LARGEST) throw new Error(`A frame of ${length} bytes came in; the pipe is out of step.`);
      if (bytes.length - at - 4 < length) break;
      this.#take(bytes.subarray(at + 4, at + 4 + length));
      at += 4 + length;
    }
    this.#rest = at === bytes.length ? null : bytes.subarray(at);
  }
}

/** Collects frames and writes many at once; nothing waits longer than a millisecond of other work. */
export class FrameWriter {
  #buffer = Buffer.allocUnsafe(4 * BATCH_BYTES);
  #used = 0;
  #since = 0;
  #flushLater = () => this.flush();

  /** fields: bytes that follow the type; text: bytes at the end. */
  write(type, fields, text) {
    const length = 1 + fields.length + text.length;
    this.#reserve(4 + length);
    const buffer = this.#buffer;
    buffer.writeUInt32LE(length, this.#used);
    buffer[this.#used + 4] = type;
    buffer.set(fields, this.#used + 5);
    buffer.set(text, this.#used + 5 + fields.length);
    if (this.#used === 0) {
      this.#since = performance.now();
      setImmediate(this.#flushLater);
    }
    this.#used += 4 + length;
    if (this.#used >= BATCH_BYTES || performance.now() - this.#since >= BATCH_MILLISECONDS) this.flush();
  }

  flush() {
    let at = 0;
    while (at < this.#used) at += writeSync(1, this.#buffer, at, this.#used - at);
    this.#used = 0;
  }

  #reserve(bytes) {
    if (this.#used > 0 && this.#used + bytes > this.#buffer.length) this.flush();
    if (bytes > this.#buffer.length) this.#buffer = Buffer.allocUnsafe(2 * bytes);
  }
}
