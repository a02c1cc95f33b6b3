// Talks to a server through botframework-webchat in Chromium. Options come as JSON in the first argument; every step that
// came true leaves as a JSON line, a step that did not ends the script with its reason and a picture.
import { chromium } from 'playwright-core';
import { serve } from './page-server.mjs';

const { domain, token, webSocket, browser: executablePath, screenshot } = JSON.parse(process.argv[2]);
const print = (kind, more) => console.log(JSON.stringify({ kind, at: Date.now(), ...more }));
const patience = 30_000;

const site = await serve();
const browser = await chromium.launch({
  executablePath,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ],
});
const page = await (await browser.newContext({ viewport: { width: 560, height: 760 } })).newPage();
page.on('console', message => message.type() === 'error' && print('console', { text: message.text() }));
page.on('pageerror', error => print('pageerror', { text: String(error) }));
page.on('request', request => request.url().startsWith(domain) && print('request', { method: request.method(), url: request.url() }));

const said = text => page.locator('.webchat__bubble__content', { hasText: text });
const sees = async text => {
  await said(text).first().waitFor({ timeout: patience });
  print('seen', { text });
};
const say = async text => {
  await page.getByRole('textbox').fill(text);
  await page.keyboard.press('Enter');
};

try {
  await page.goto(`${site.address}#${new URLSearchParams({ domain, token, webSocket })}`);
  // Until it is connected, Web Chat takes no message and leaves the text where it is.
  await page.getByText('Connectivity Status: Connected').first().waitFor({ state: 'attached', timeout: patience });
  print('connected');
  await say('hi');
  await sees('Hello! Which order can I look up for you?');
  await say('order 3');
  await sees('I am still looking for order 3.');
  await sees('Order 3:');
  await page.locator('input[type=file]').first().setInputFiles({ name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') });
  await page.keyboard.press('Enter');
  await sees('receipt.txt');
  const links = page.locator('a[href*="/uploads/"]');
  await links.first().waitFor({ timeout: patience });
  print('link', { href: await links.first().getAttribute('href') });
  // A bubble that is under way says so in its status line; the words go when the activity has come back.
  await page.waitForFunction(() => !document.body.innerText.includes('Sending'), null, { timeout: patience });
  const lines = await page.locator('.webchat__bubble__content').allInnerTexts();
  print('transcript', { lines: lines.map(line => line.trim()), body: await page.locator('body').innerText() });
} catch (error) {
  print('failed', { error: String(error), body: await page.locator('body').innerText().catch(() => '') });
  process.exitCode = 1;
} finally {
  await page.screenshot({ path: screenshot }).catch(error => print('failed', { error: String(error) }));
  await browser.close();
  site.close();
}
