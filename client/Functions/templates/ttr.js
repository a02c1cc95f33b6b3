// Runs when the time to respond changes.
function lambda(input, callback) {
  const { oldTtr, newTtr } = input.payload.ttr;
  if (newTtr.value >= oldTtr.value) {
    callback(); // the automatic message goes out
    return;
  }
  const minutes = Math.ceil(newTtr.value / 60);
  callback(null, [{ type: 'systemMessage', text: `We answer within ${minutes} minutes.` }]);
}
