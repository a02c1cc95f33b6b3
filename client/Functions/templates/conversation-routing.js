// Runs when a conversation goes to another skill or agent. A message here replaces the automatic one.
function lambda(input, callback) {
  const { routing } = input.payload;
  // Skill ids may come as texts or numbers.
  const from = String(routing.oldSkillId);
  const to = String(routing.newSkillId);
  if (from === to) {
    callback(null, []);
    return;
  }
  callback(null, [{ type: 'systemMessage', text: 'A colleague who knows this well takes over.' }]);
}
