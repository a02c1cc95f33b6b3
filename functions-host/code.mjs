import { Image } from './image.mjs';
import { codes } from './run.mjs';

const COMPILE_MILLISECONDS = 1000;
const COMPILE_BYTES = 32 * 1024 * 1024;
const longest = 100_000;

/** A function as its author wrote it, ready to be run: an image with its code compiled, or what is wrong with the code. */
export class Code {
  image = null;
  /** { code, message } */
  fault = null;

  /** base: the image of a sandbox with no function in it; engine: any sandbox, which is left in no state to be used as it is. */
  static compile(source, base, engine) {
    const code = new Code();
    code.fault = source.length > longest
      ? crash(`The code has ${source.length} characters; it may have ${longest}.`)
      : code.#compile(asFactory(source), base, engine);
    // `import` and `export` stand at the beginning of lines; they are rewritten only in code that is none without them.
    if (code.fault !== null && /^\s*(import|export)\b/m.test(source)) code.fault = code.#compile(asFactory(withoutModules(source)), base, engine);
    return code;
  }

  static faulty(message) {
    const code = new Code();
    code.fault = crash(message);
    return code;
  }

  #compile(factory, base, engine) {
    base.putBackAlone(engine);
    const end = performance.now() + COMPILE_MILLISECONDS;
    engine.mayGoOn = () => performance.now() < end;
    engine.limitMemory(COMPILE_BYTES);
    const made = engine.evaluate(factory, 'function.js');
    const error = engine.thrown(made);
    if (error !== 0) {
      return crash(`${engine.property(error, 'name')}: ${engine.property(error, 'message')} (${place(engine.property(error, 'stack'))})`);
    }
    engine.call(engine.entries.define, made);
    this.image = new Image(engine);
    return null;
  }
}

function crash(message) {
  return { code: codes.runtimeException, message };
}

const before = '(function(){';

/** On the first line, so that lines keep their numbers. Called for every run: no variable of the code lives longer than that. */
function asFactory(source) {
  return `${before}${source}\n;return typeof lambda==='undefined'?undefined:lambda})`;
}

function place(stack) {
  const at = /function\.js:(\d+):(\d+)/.exec(stack);
  return at === null ? 'function.js' : `function.js:${at[1]}:${at[1] === '1' ? at[2] - before.length : at[2]}`;
}

function withoutModules(source) {
  return source
    .replace(/^(\s*)import\s+(\{[^}]*\})\s+from\s+(['"][^'"]+['"])/gm, (_, space, names, from) => `${space}const ${names.replace(/\bas\b/g, ':')} = require(${from})`)
    .replace(/^(\s*)import\s+(?:\*\s+as\s+)?([\w$]+)\s+from\s+(['"][^'"]+['"])/gm, '$1const $2 = require($3)')
    .replace(/^(\s*)export\s+default\s+(?=(async\s+)?function\s+[\w$]|class\s+[\w$])/gm, '$1')
    .replace(/^(\s*)export\s+default\s+(?=lambda\s*;?\s*$)/gm, '$1')
    .replace(/^(\s*)export\s+default\s+/gm, '$1const lambda = ')
    .replace(/^(\s*)export\s+\{[^}]*\}/gm, '$1')
    .replace(/^(\s*)export\s+(?=(async|function|const|let|var|class)\b)/gm, '$1');
}
