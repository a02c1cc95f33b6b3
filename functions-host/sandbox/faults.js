// What an error of the code means. None of this may throw, whatever was thrown.
const InternalError_ = InternalError;
const crashes = [TypeError, SyntaxError, ReferenceError, RangeError, URIError, EvalError, InternalError_];

function isCrash(error) {
  for (let i = 0; i < crashes.length; i++) if (error instanceof crashes[i]) return true;
  return false;
}

// The host puts 12 characters before the code's first line.
function place(error) {
  const at = typeof error.stack === 'string' ? /function\.js:(\d+):(\d+)/.exec(error.stack) : null;
  return at === null ? '' : ` (function.js:${at[1]}:${at[1] === '1' ? at[2] - 12 : at[2]})`;
}

function describe(error) {
  try {
    if (!(error instanceof Error)) return typeof error === 'string' ? error : stringify(error) ?? `${error}`;
    return `${error.name}: ${error.message}${place(error)}`;
  } catch {
    return 'The error has no text.';
  }
}

function codeOf(error) {
  try {
    if (error instanceof InternalError_) {
      if (error.message === 'out of memory' || error.message === 'string too long') return codes.memoryExceeded;
      if (error.message === 'interrupted') return codes.timeExceeded;
      return codes.runtimeException;
    }
    return isCrash(error) ? codes.runtimeException : codes.customFailure;
  } catch {
    return codes.customFailure;
  }
}

function cut(text) {
  return text.length > 1000 ? text.slice(0, 1000) + '…' : text;
}

function finish(code, message, result) {
  if (outcome === null) outcome = { code, message, result };
}

// Keeps the error only: there may be no memory left to describe it in.
function fail(error) {
  if (outcome === null) outcome = { error };
}

// A failed run has no text longer than this, so that what comes out stays within bounds.
function failure() {
  if (outcome.error === undefined) return;
  outcome.code = codeOf(outcome.error);
  outcome.message = cut(outcome.code === codes.memoryExceeded ? 'The function used more memory than it may.' : describe(outcome.error));
}
