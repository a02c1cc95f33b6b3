// Runs when a consumer opens a conversation. Without a systemMessage in the result the automatic message goes out;
// [] does nothing at all; text: [] says nothing, whatever the automatic message is.
function lambda(input, callback) {
  const { general, start } = input.payload;
  if (general.inOffHours) {
    callback(); // the automatic message says when somebody is back
    return;
  }
  const result = [
    {
      type: 'systemMessage',
      text: start.firstConversation ? 'Welcome! How can we help?' : 'Good to see you again. How can we help?',
    },
  ];
  callback(null, result);
}
