// Runs when a consumer writes in an open conversation while nobody works.
function lambda(input, callback) {
  if (input.payload.mid.openedInOffHours) {
    callback(null, []); // the welcome has said it already
    return;
  }
  callback(null, [{ type: 'systemMessage', text: 'We are closed at the moment and answer as soon as we are back.' }]);
}
