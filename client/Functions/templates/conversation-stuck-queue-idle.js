// Runs when a conversation has waited in its queue for long. Set BACKUP_SKILL in the function's environment to hand it on.
function lambda(input, callback) {
  const skillId = process.env.BACKUP_SKILL;
  const result = [{ type: 'systemMessage', text: 'It takes longer than usual. Thank you for your patience.' }];
  if (skillId) {
    result.push({ type: 'transfer', skillId });
  }
  callback(null, result);
}
