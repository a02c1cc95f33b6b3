import { FIRST_BYTES } from './engine.mjs';
import { Image } from './image.mjs';
import { newSandbox } from './sandbox.mjs';

/** Dropped memory is given back to the machine when this much has come together. */
const COLLECT_BYTES = 128 * 1024 * 1024;

/** What runs that wait may hold together beyond what an engine begins with. */
const WAITING_BYTES = 512 * 1024 * 1024;

/** The engines that runs take turns in. One that goes to another account is cleared first. */
export class Engines {
  #idle = [];
  #queue = [];
  #made = 0;
  #waiting = new Map(); // engine -> bytes beyond the first
  #dropped = 0;
  #most;

  constructor(most) { this.#most = most; }

  /** Calls back with an engine and whether it has to be cleared: at once when there is one, else as soon as there is. */
  take(account, use) {
    const own = this.#idle.findLastIndex((one) => one.account === account);
    if (own >= 0) return use(this.#idle.splice(own, 1)[0].engine, false);
    if (this.#made < this.#most) return this.#make(account, use);
    if (this.#idle.length > 0) return use(this.#idle.shift().engine, true);
    this.#queue.push({ account, use });
  }

  /** Whether a run may keep its engine while it waits: a few that hold much, or many that hold little. */
  mayWait(engine) {
    if (Image.fits(engine)) return true;
    this.#waiting.set(engine, engine.bytes - FIRST_BYTES);
    let together = 0;
    for (const bytes of this.#waiting.values()) together += bytes;
    return together <= WAITING_BYTES;
  }

  release(engine, account, broken) {
    this.#waiting.delete(engine);
    if (broken || !Image.fits(engine)) return this.#drop(engine);
    const next = this.#queue.shift();
    if (next === undefined) this.#idle.push({ engine, account });
    else next.use(engine, next.account !== account);
  }

  #drop(engine) {
    this.#made -= 1;
    this.#dropped += engine.bytes;
    if (this.#dropped >= COLLECT_BYTES) {
      this.#dropped = 0;
      globalThis.gc?.();
    }
    const next = this.#queue.shift();
    if (next !== undefined) this.#make(next.account, next.use);
  }

  #make(account, use) {
    this.#made += 1;
    newSandbox().then((engine) => use(engine, false));
  }
}
