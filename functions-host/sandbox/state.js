// What a run knows. Everything in here is put back to this state before every run, whatever the code did to it.
const { parse, stringify } = JSON;
const { apply, construct } = Reflect;
const EnginePromise = Promise;
const promiseThen = Promise.prototype.then;
const promiseResolve = Promise.resolve.bind(Promise);

const codes = {
  badInput: 'com.liveperson.faas.es.badinput',
  customFailure: 'com.liveperson.faas.handler.custom-failure',
  runtimeException: 'com.liveperson.faas.handler.runtime-exception',
  timeExceeded: 'com.liveperson.faas.handler.executiontime-exceeded',
  memoryExceeded: 'com.liveperson.faas.handler.memory-exceeded',
  logLimitReached: 'com.liveperson.faas.handler.log-limit-reached',
};

let factory;             // gives the function's lambda, fresh for each run
let limits = [0, 0, 0, 0]; // log entries, log characters, fetches, result characters
let now = 0;             // what the clock shows, all the time
let elapsed = 0;         // milliseconds since the run began, as of the last thing delivered
let outcome = null;      // { code, message, result }: the first one counts
let logs = '';           // entries as JSON, divided by commas
