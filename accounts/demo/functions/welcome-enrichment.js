const greetings = {
  en: { newcomer: 'Hello and welcome! It is nice to meet you. How can we help?', known: 'Good to see you again. How can we help?' },
  de: { newcomer: 'Hallo und willkommen! Schön, Sie kennenzulernen. Wie können wir helfen?', known: 'Schön, Sie wiederzusehen. Wie können wir helfen?' },
};

function lambda(input, callback) {
  const { general, start } = input.payload;
  if (general.inOffHours) {
    // Nothing is set, so the automatic message goes out: it says when somebody is back.
    callback();
    return;
  }
  const texts = String(general.clientLanguage || 'en').startsWith('de') ? greetings.de : greetings.en;
  let result = [
    {
      type: "systemMessage", // In place of the automatic message
      text: start.firstConversation ? texts.newcomer : texts.known
    }
  ];
  callback(null, result);
}
