// What the code logs, counted as it comes: going over ends the run, and no catch of the code can stop that.
let logEntries = 0;
let logCharacters = 0;

// JSON of a value; what has none (a function, a cycle) is named instead.
function extra(value) {
  if (value instanceof Error) return stringify(describe(value));
  try {
    const json = stringify(value);
    return json === undefined ? stringify(`${typeof value}`) : json;
  } catch (error) {
    return stringify(`[${describe(error)}]`);
  }
}

function text(value) {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return describe(value);
  return typeof value === 'object' && value !== null ? extra(value) : String(value);
}

function log(level, values) {
  if (outcome !== null) throw new Error('The run is over.');
  const message = values.length > 0 ? text(values[0]) : '';
  let extras = '';
  for (let i = 1; i < values.length; i++) extras += (i > 1 ? ',' : '') + extra(values[i]);
  logEntries += 1;
  logCharacters += message.length + extras.length;
  if (logEntries > limits[0] || logCharacters > limits[1]) {
    finish(codes.logLimitReached, `A run may log ${limits[0]} entries and ${limits[1]} characters.`);
    throw new Error(outcome.message);
  }
  logs += `${logs === '' ? '' : ','}{"l":"${level}","m":${stringify(message)}${extras === '' ? '' : `,"x":${stringify(`[${extras}]`)}`}}`;
}

globalThis.console = {
  debug: (...values) => log('Debug', values),
  trace: (...values) => log('Debug', values),
  log: (...values) => log('Info', values),
  info: (...values) => log('Info', values),
  warn: (...values) => log('Warn', values),
  error: (...values) => log('Error', values),
};
