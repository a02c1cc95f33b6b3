// The clock stands still at the call's time.
const EngineDate = Date;

function FrozenDate(...parts) {
  if (new.target === undefined) return new EngineDate(now).toString();
  return construct(EngineDate, parts.length > 0 ? parts : [now], new.target === FrozenDate ? EngineDate : new.target);
}

Object.defineProperty(FrozenDate, 'name', { value: 'Date' });
Object.defineProperty(FrozenDate, 'length', { value: 7 });
FrozenDate.prototype = EngineDate.prototype;
FrozenDate.parse = EngineDate.parse;
FrozenDate.UTC = EngineDate.UTC;
FrozenDate.now = () => now;
EngineDate.prototype.constructor = FrozenDate;
globalThis.Date = FrozenDate;
// Milliseconds since the run began, as of the last answer or timer: the same whenever the run is repeated from its record.
globalThis.performance = { now: () => elapsed, timeOrigin: 0 };
