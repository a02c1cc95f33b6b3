function lambda(input, callback) {
  const { general } = input.payload;
  if (general.cbotEventType !== "CONV_AWAITING_IN_QUEUE") {
    // An idle agent or consumer gets the automatic message. With [] nothing at all would be done.
    callback();
    return;
  }
  let result = [
    {
      type: "systemMessage",
      text: String(general.clientLanguage || "en").startsWith("de")
        ? "In dieser Abteilung ist gerade viel los; der Support übernimmt."
        : "Sales is busy at the moment; support takes over."
    },
    {
      type: "transfer",
      skillId: "support"
    }
  ];
  callback(null, result);
}
