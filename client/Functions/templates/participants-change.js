// Runs when an agent gets the conversation, gives it back, or when somebody joins or leaves.
function lambda(input, callback) {
  const { general, participantChange } = input.payload;
  const before = new Set(participantChange.oldParticipants.map((participant) => participant.id));
  const joined = participantChange.newParticipants.filter((participant) => !before.has(participant.id));
  if (general.cbotEventType !== 'YOU_ARE_CONNECTED_TO' || joined.length === 0) {
    callback(); // the automatic message goes out
    return;
  }
  callback(null, [{ type: 'systemMessage', text: 'You are connected. Please go ahead.' }]);
}
