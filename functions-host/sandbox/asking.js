// What the code asks of the silo: a question goes out with the next pause, its answer comes back by number.
let questions = '';      // not yet taken, as JSON, divided by commas
let waiting = new Map(); // number -> { resolve, reject }
let asked = 0;
const mapGet = Map.prototype.get, mapSet = Map.prototype.set, mapDelete = Map.prototype.delete;

// kind: 0 an HTTP request, 1 an invocation of another function.
function ask(kind, json) {
  return new Promise((resolve, reject) => {
    const number = asked++;
    apply(mapSet, waiting, [number, { resolve, reject }]);
    questions += `${questions === '' ? '' : ','}[${number},${kind},${stringify(json)}]`;
  });
}

function answer(number, json, error) {
  const question = apply(mapGet, waiting, [number]);
  if (question === undefined) return;
  apply(mapDelete, waiting, [number]);
  if (error !== null) question.reject(new Error(error));
  else question.resolve(json);
}
