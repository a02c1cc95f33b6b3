import { constants, setPriority } from 'node:os';
import { measure } from './bench.mjs';
import { Host } from './host.mjs';

// node main.mjs [most runs at once] [background]  serves the silo over standard input and output
// node main.mjs --bench script.js [seconds]       prints how often a second the script runs in here, as JSON
const [first, second, seconds] = process.argv.slice(2);
if (second === 'background') setPriority(constants.priority.PRIORITY_LOW);
if (first === '--bench') console.log(JSON.stringify(await measure(second, Number(seconds ?? 2))));
else await Host.serve(Number(first ?? 64));
