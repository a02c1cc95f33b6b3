// One run from start to end: the host calls start once, then takes what came of it, and delivers until there is an outcome.
let returnedNothing = false; // the promise is settled without a value, the callback may still come

function succeed(value) {
  if (outcome !== null) return;
  try {
    const result = stringify(value);
    if (result === undefined) finish(null, null, null);
    else if (result.length > limits[3]) finish(codes.runtimeException, `The result has ${result.length} characters; it may have ${limits[3]}.`);
    else finish(null, null, result);
  } catch (error) {
    if (codeOf(error) === codes.memoryExceeded) fail(error);
    else finish(codes.runtimeException, cut(`The result is no JSON: ${describe(error)}`));
  }
}

function callback(error, result) {
  if (error !== undefined && error !== null && error !== false) finish(codes.customFailure, cut(describe(error)));
  else succeed(result);
}

function isPromise(value) {
  return value instanceof EnginePromise || typeof value === 'object' && value !== null && typeof value.then === 'function';
}

function begin(input) {
  const lambda = factory();
  if (typeof lambda !== 'function') {
    finish(codes.runtimeException, "There is no function 'lambda'; write 'async function lambda(input) { return ... }'.");
    return;
  }
  const takesCallback = lambda.length > 1;
  const returned = lambda(input, callback);
  if (isPromise(returned)) {
    apply(promiseThen, promiseResolve(returned), [(value) => {
      if (takesCallback && value === undefined) returnedNothing = true;
      else succeed(value);
    }, fail]);
  } else if (!takesCallback || returned !== undefined) {
    succeed(returned);
  }
}

function start(json) {
  let call;
  try {
    call = parse(json);
  } catch (error) {
    finish(codes.badInput, cut(describe(error)));
    return;
  }
  limits = call.limits;
  now = call.now;
  seed(call.seed);
  globalThis.process = { env: Object.freeze(call.env) };
  try {
    begin(call.input);
  } catch (error) {
    fail(error);
  }
}

// What ran from a timer or an answer and threw: nobody can catch it, so it is the run's failure.
function deliver(json) {
  const [at, number, body, error] = parse(json);
  elapsed = at;
  try {
    if (number >= 0) answer(number, body, error);
    else runTimer();
  } catch (thrown) {
    fail(thrown);
  }
}

// 'D' header '\n' result when it is over; else 'W' with what it asks and the milliseconds to the next timer (-1: none).
function take() {
  if (outcome === null && questions === '' && waiting.size === 0 && timers.length === 0) {
    if (returnedNothing) finish(null, null, null);
    else finish(codes.timeExceeded, 'The function waits for something that can never come: its callback was not called, or a promise is never settled.');
  }
  if (outcome !== null) return ended();
  const asks = questions;
  questions = '';
  const timer = nextTimer();
  return `W{"asks":[${asks}],"timer":${timer === null ? -1 : timer.due}}`;
}

function ended() {
  failure();
  const failed = outcome.code ? `"code":${stringify(outcome.code)},"message":${stringify(outcome.message)}` : '';
  const said = logs === '' ? '' : `${failed === '' ? '' : ','}"logs":[${logs}]`;
  return `D${failed}${said}\n${outcome.code ? '' : outcome.result ?? ''}`;
}

// What was logged up to now, for a run that the host ended.
function said() {
  return logs;
}

function define(made) {
  factory = made;
}

// After a rehearsal: as if nothing had run.
function reset() {
  outcome = null;
  logs = '';
  logEntries = logCharacters = 0;
  factory = undefined;
  delete globalThis.process;
}
