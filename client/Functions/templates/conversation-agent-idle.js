// Runs when the agent has not answered for long.
function lambda(input, callback) {
  const { time, timeUnits } = input.payload.idle.agentNonResponsive;
  console.info('the agent is idle for', time, timeUnits);
  callback(null, [{ type: 'systemMessage', text: 'Sorry for the wait. We are still looking into it.' }]);
}
