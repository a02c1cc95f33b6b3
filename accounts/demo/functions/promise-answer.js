async function lambda(input) {
  const { general } = input.payload;
  const minutes = Math.ceil((general.effectiveTTR - general.serverTimestamp) / 60000);
  if (!(minutes > 0)) {
    return null;
  }
  const german = String(general.clientLanguage || 'en').startsWith('de');
  return {
    text: german
      ? `Sie bekommen innerhalb von ${minutes} Minuten eine Antwort.`
      : `You will have an answer within ${minutes} minutes.`,
  };
}
