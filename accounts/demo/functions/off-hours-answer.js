// The result of an async function is what it returns; it needs no callback.
async function lambda(input) {
  const { general, mid } = input.payload;
  if (mid.openedInOffHours) {
    // The welcome has said it already; nothing is to be done.
    return [];
  }
  const german = String(general.clientLanguage || 'en').startsWith('de');
  console.info('a line off hours', general.convId);
  return [
    {
      type: 'systemMessage',
      text: german
        ? `Wir haben gerade geschlossen und antworten, sobald wir zurück sind. Vieles steht auch hier: ${process.env.HELP_PAGE}`
        : `We are closed at the moment and answer as soon as we are back. Many answers are here: ${process.env.HELP_PAGE}`,
    },
  ];
}
