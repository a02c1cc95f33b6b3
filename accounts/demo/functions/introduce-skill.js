const sentences = {
  en: { support: 'Our support takes over.', sales: 'Our sales team takes over.' },
  de: { support: 'Unser Support übernimmt.', sales: 'Unser Vertrieb übernimmt.' },
};

function lambda(input, callback) {
  const { general, routing } = input.payload;
  const language = String(general.clientLanguage || 'en').startsWith('de') ? 'de' : 'en';
  // Skill ids may come as texts or numbers.
  const text = sentences[language][String(routing.newSkillId)];
  callback(null, text ? { text } : null);
}
