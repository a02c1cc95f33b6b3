// Runs when the agent, the consumer or the queue is idle for long. One function for all three; the split idle events exclude it.
function lambda(input, callback) {
  switch (input.payload.general.cbotEventType) {
    case 'CONSUMER_NON_RESPONSIVE':
      callback(null, [
        { type: 'systemMessage', text: 'We close this conversation for now. Write again at any time.' },
        { type: 'closeConversation' }, // the message always arrives before it
      ]);
      break;
    case 'AGENT_NON_RESPONSIVE':
      callback(null, [{ type: 'systemMessage', text: 'Sorry for the wait. We are still looking into it.' }]);
      break;
    default:
      callback(); // the automatic message goes out
  }
}
