// setTimeout and its kin. The host wakes the run when the next one is due; here is kept which.
let timers = [];
let timerNumber = 0;
const mostTimers = 1000;

function addTimer(action, delay, again, args) {
  if (typeof action !== 'function') throw new TypeError('setTimeout needs a function.');
  if (timers.length >= mostTimers) throw new Error(`A function may have at most ${mostTimers} timers at a time.`);
  const wait = delay > 1 ? Math.min(+delay, 2147483647) : 1;
  timers[timers.length] = { number: ++timerNumber, due: elapsed + wait, again: again ? wait : 0, action, args };
  return timerNumber;
}

function clearTimer(number) {
  const left = [];
  for (let i = 0; i < timers.length; i++) if (timers[i].number !== number) left[left.length] = timers[i];
  timers = left;
}

function nextTimer() {
  let first = null;
  for (let i = 0; i < timers.length; i++) {
    if (first === null || timers[i].due < first.due) first = timers[i];
  }
  return first;
}

// Runs the earliest timer that is due. One at a time, so that what it promises goes on before the next one.
function runTimer() {
  const timer = nextTimer();
  if (timer === null || timer.due > elapsed) return;
  if (timer.again > 0) timer.due += timer.again;
  else clearTimer(timer.number);
  apply(timer.action, undefined, timer.args);
}

globalThis.setTimeout = (action, delay, ...args) => addTimer(action, delay, false, args);
globalThis.setInterval = (action, delay, ...args) => addTimer(action, delay, true, args);
globalThis.setImmediate = (action, ...args) => addTimer(action, 0, false, args);
globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = clearTimer;
