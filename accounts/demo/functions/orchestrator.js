const { Toolbelt } = require("lp-faas-toolbelt");

function lambda(input, callback) {
  const client = Toolbelt.OrchestratorClient();
  const payload = input.payload;
  const invocations = [
    { uuid: "introduce-skill", payload },
    { uuid: "promise-answer", payload }
  ];
  // One that fails is left out; when both do, the automatic message goes out.
  client.invoke(invocations, 8000, { invokeParallel: true, errorStrategy: "ContinueOnError" })
    .then(responses => {
      const texts = responses.filter(response => !response.error && response.body).map(response => response.body.text);
      if (texts.length === 0) {
        callback();
        return;
      }
      callback(null, [{ type: "systemMessage", text: texts.join(" ") }]);
    })
    .catch(error => callback(error, null));
}
