// Runs when a conversation ends. It is closed, so messages and transfers are refused: use it to tell other systems.
function lambda(input, callback) {
  const { general, end } = input.payload;
  console.info('the conversation ended', general.convId, end.closeReason);
  callback(null, []);
}
