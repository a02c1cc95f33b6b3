// {"general":{"cbotEventType":"CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME","type":"UPSERT","convId":"c840e51e-5f65-4ad4-8d34-5c82b99a2200","dialogId":"c840e51e-5f65-4ad4-8d34-5c82b99a2200","sessionId":1528463744580,"startTs":1528463744663,"effectiveTTR":1528464044687,"oldConvState":"CLOSE","newConvState":"OPEN","contexttype":"SharkContext","campaignInfo":{"id":2327699812,"engangementId":2327699912},"clientLanguage":"en-US","clientFeatures":["AUTO_MESSAGES","MULTI_DIALOG"],"inOffHours":false,"visitorId":1528463744580,"originatorId":37607275.23,"serverTimestamp":1528463781807},"start":{"firstConversation":true}}
async function lambda(input) {
  const { general, start } = input.payload;
  if (!start.firstConversation) {
    return [];
  }
  const greetings = { en: "Welcome", de: "Willkommen", fr: "Bienvenue" };
  const language = general.clientLanguage.split("-")[0];
  return [
    { type: "systemMessage", text: `${greetings[language] ?? greetings.en}! Your number is ${general.convId.slice(0, 8)}.` },
    { type: "transfer", skillId: general.inOffHours ? "night" : "day" },
  ];
}
