// node page.mjs [--shots FOLDER] FILE...
//
// Opens each page in Chromium, on a desktop and a phone, light and dark, with everything unfolded: axe-core must find nothing
// and leave nothing undecided, no request may go out, no script run, nothing stick out to the side. On paper it must be one
// sheet, A4 and Letter. CHROMIUM names the browser.
import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import puppeteer from 'puppeteer-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const args = process.argv.slice(2);
const shots = args[0] === '--shots' ? args.splice(0, 2)[1] : undefined;
if (shots) mkdirSync(shots, {recursive: true});
const views = [
  {name: 'desktop', width: 1100, height: 1000, scheme: 'light'},
  {name: 'desktop-dark', width: 1100, height: 1000, scheme: 'dark'},
  {name: 'phone', width: 360, height: 740, scheme: 'light'},
  {name: 'phone-dark', width: 360, height: 740, scheme: 'dark'},
];
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
let status = 0;
const problem = (name, text) => {
  status = 1;
  console.log(`not ok ${name}: ${text}`);
};

for (const file of args) {
  const before = status;
  status = 0;
  for (const view of views) {
    const name = `${basename(file)} ${view.name}`;
    const page = await browser.newPage();
    page.on('request', request => {
      const url = request.url();
      if (!url.startsWith('data:') && url !== pathToFileURL(resolve(file)).href) problem(name, `asks for ${url}`);
    });
    page.on('dialog', dialog => {
      problem(name, 'a script ran');
      dialog.dismiss();
    });
    // Also what the browser's own policy refuses is said here.
    page.on('console', message => problem(name, message.text()));
    await page.setViewport({width: view.width, height: view.height});
    await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: view.scheme}]);
    await page.goto(pathToFileURL(resolve(file)).href);
    if (shots) {
      const path = `${shots}/${basename(file, '.html')}-${view.name}.png`;
      await page.screenshot({path, fullPage: true});
    }
    await page.$$eval('details', all => all.forEach(details => { details.open = true; }));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > view.width) problem(name, `is ${width} pixels wide`);
    await page.evaluate(axe);
    const found = await page.evaluate(() => globalThis.axe.run(document));
    for (const {id, help, nodes} of [...found.violations, ...found.incomplete]) {
      problem(name, `${id}: ${help}: ${nodes[0].html.slice(0, 200)}`);
    }
    if (found.passes.length < 10) problem(name, `axe-core made ${found.passes.length} checks only`);
    await page.close();
  }
  const page = await browser.newPage();
  await page.goto(pathToFileURL(resolve(file)).href);
  for (const format of ['A4', 'Letter']) {
    const pdf = Buffer.from(await page.pdf({format, printBackground: true})).toString('latin1');
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    // A badge of nothing but markup in every text has more to say.
    if (sheets !== 1 && !basename(file).startsWith('hostile')) problem(`${basename(file)} ${format}`, `takes ${sheets} sheets`);
  }
  await page.close();
  if (status === 0) console.log(`ok ${file}`);
  status = Math.max(status, before);
}
await browser.close();
process.exit(status);
