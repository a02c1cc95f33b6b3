// {"general":{"cbotEventType":"ANOTHER_AGENT_JOINED_CONVERSATION","type":"UPSERT","convId":"0199a7c0-5b1e-7000-8000-000000000001","dialogId":"0199a7c0-5b1e-7000-8000-000000000001","sessionId":1528463744580,"startTs":1528463744663,"effectiveTTR":-1,"oldConvState":"OPEN","newConvState":"OPEN","contexttype":"SharkContext","campaignInfo":{"id":-1,"engangementId":-1},"clientLanguage":"en","clientFeatures":[],"inOffHours":false,"visitorId":5312463744580,"originatorId":5312463744580,"originatorPid":"consumer-1","originatorMetadata":{"id":"consumer-1","role":"CONTROLLER"},"serverTimestamp":1528463781807,"clientIpAdress":"","manualETTR":"-1","lastMessageComposer":"","lastMessageTs":-1,"lastAgentMsgTs":-1,"backToQueueTs":-1},"participantChange":{"oldParticipants":[{"id":"consumer-1","role":"CONSUMER"}],"newParticipants":[{"id":"consumer-1","role":"CONSUMER"},{"id":"manager","role":"MANAGER"}]}}
function lambda(input, callback) {
  const { general, participantChange } = input.payload;
  const before = participantChange.oldParticipants.map(p => p.id);
  const joined = participantChange.newParticipants.filter(p => !before.includes(p.id)).map(p => p.id);
  const greetings = { en: "joined", de: "ist dabei" };
  callback(null, [{ type: "systemMessage", text: `${joined[0] ?? "nobody"} ${greetings[general.clientLanguage] ?? greetings.en}` }]);
}
