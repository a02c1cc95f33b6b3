// Runs when a consumer, unknown so far, signs in.
function lambda(input, callback) {
  const { general } = input.payload;
  console.info('signed in', general.convId);
  callback(null, [{ type: 'systemMessage', text: 'Thank you for signing in.' }]);
}
