// Runs when the consumer has not answered for long.
function lambda(input, callback) {
  const { time, timeUnits } = input.payload.idle.consumserNonResponsive;
  console.info('the consumer is idle for', time, timeUnits);
  callback(null, [
    { type: 'systemMessage', text: 'We close this conversation for now. Write again at any time.' },
    { type: 'closeConversation' }, // the message always arrives before it
  ]);
}
