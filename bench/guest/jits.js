// Makes node compile much: node jits.js SECONDS. Random expressions become functions, methods, generators and WebAssembly, are called until they are hot,
// called with other types than before, and dropped; a walk over each expression's tree gives the same number, or the program ends with status 1.
'use strict';
const { Worker, isMainThread, parentPort, workerData } = require('worker_threads');

let seed = 1;
function random(limit) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 4294967296 * limit);
}

const OPERATORS = ['+', '-', '*', '^', '&', '|', '<<', '>>', '>>>', '?'];

function tree(depth) {
  if (depth === 0 || random(8) === 0) return random(2) ? { x: random(3) } : { c: random(1 << 20) - (1 << 19) };
  return { o: OPERATORS[random(OPERATORS.length)], l: tree(depth - 1), r: tree(depth - 1) };
}

function walk(t, a) {
  if (t.x !== undefined) return a[t.x] | 0;
  if (t.c !== undefined) return t.c;
  const l = walk(t.l, a), r = walk(t.r, a);
  switch (t.o) {
    case '+': return (l + r) | 0;
    case '-': return (l - r) | 0;
    case '*': return Math.imul(l, r);
    case '^': return l ^ r;
    case '&': return l & r;
    case '|': return l | r;
    case '<<': return l << (r & 31);
    case '>>': return l >> (r & 31);
    case '>>>': return (l >>> (r & 31)) | 0;
    default: return l < r ? (l + 1) | 0 : r;
  }
}

function text(t) {
  if (t.x !== undefined) return `(a${t.x} | 0)`;
  if (t.c !== undefined) return `(${t.c})`;
  const l = text(t.l), r = text(t.r);
  switch (t.o) {
    case '*': return `Math.imul(${l}, ${r})`;
    case '<<': case '>>': case '>>>': return `((${l} ${t.o} (${r} & 31)) | 0)`;
    case '?': return `least(${l}, ${r})`;
    default: return `((${l} ${t.o} ${r}) | 0)`;
  }
}

// One function of three i32 as a WebAssembly module, by hand.
function wasm(t) {
  const leb = n => { const out = []; for (;;) { const b = n & 0x7F; n >>= 7; if ((n === 0 && !(b & 64)) || (n === -1 && b & 64)) { out.push(b); return out; } out.push(b | 0x80); } };
  const codes = { '+': 0x6A, '-': 0x6B, '*': 0x6C, '&': 0x71, '|': 0x72, '^': 0x73, '<<': 0x74, '>>': 0x75, '>>>': 0x76 };
  const put = t => t.x !== undefined ? [0x20, t.x] : t.c !== undefined ? [0x41, ...leb(t.c)]
    : t.o !== '?' ? [...put(t.l), ...put(t.r), codes[t.o]]
      : [...put(t.l), 0x21, 3, ...put(t.r), 0x21, 4, 0x20, 3, 0x20, 4, 0x48, 0x04, 0x7F, 0x20, 3, 0x41, 1, 0x6A, 0x05, 0x20, 4, 0x0B];
  const section = (id, bytes) => [id, ...leb(bytes.length), ...bytes];
  const body = [1, 2, 0x7F, ...put(t), 0x0B];
  const bytes = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, ...section(1, [1, 0x60, 3, 0x7F, 0x7F, 0x7F, 1, 0x7F]), ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]), ...section(10, [1, ...leb(body.length), ...body])];
  return new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(bytes))).exports.f;
}

// A conditional inside '?' would use its locals twice, so it appears at the root only.
function flat(t) {
  return t.o === undefined ? t : { o: t.o === '?' ? '^' : t.o, l: flat(t.l), r: flat(t.r) };
}

const LEAST = 'function least(l, r) { return l < r ? (l + 1) | 0 : r; }';

function make(kind, t) {
  const code = text(t);
  switch (kind) {
    case 0: return new Function('a0', 'a1', 'a2', `${LEAST} return ${code};`);
    case 1: return (0, eval)(`(() => { ${LEAST} return (a0, a1, a2) => { let s = 0; for (let i = 0; i < 3; i++) s = ${code}; return s; }; })()`);
    case 2: return (0, eval)(`(() => { ${LEAST} class A { constructor(v) { this.v = v; } f(a1, a2) { const a0 = this.v; return ${code}; } } return (a, b, c) => new A(a).f(b, c); })()`);
    case 3: return (0, eval)(`(() => { ${LEAST} function* g(a0, a1, a2) { for (;;) yield ${code}; } return (a, b, c) => g(a, b, c).next().value; })()`);
    case 4: return (0, eval)(`(() => { ${LEAST} return (...p) => { const [a0, a1, a2] = p.map(v => v); try { return ${code}; } finally { p.length = 0; } }; })()`);
    default: return wasm(t);
  }
}

function round(number) {
  seed = number * 2654435761 >>> 0 || 1;
  let sum = 0;
  for (let n = 0; n < 60; n++) {
    const any = tree(2 + random(4)), kind = any.o === undefined ? 0 : random(6), t = kind === 5 ? { ...flat(any), o: any.o } : any;
    const f = make(kind, t), hot = random(4) === 0 ? 20000 : 300;
    for (let i = 0; i < hot; i++) sum = (Math.imul(sum, 31) + f(i, sum, number - i)) | 0;
    for (let i = 0; i < 30; i++) {
      // Numbers with fractions, huge ones and texts after thousands of small integers: code that relied on those is thrown away.
      const a = [[i, -i, 7], [i + 0.5, 1e9 + i, -2.25], [2 ** 31 + i, -(2 ** 31), i], ['' + i, i, '9']][random(4)];
      const is = f(...a), wanted = walk(t, a);
      if (is !== wanted) throw new Error(`kind ${kind}: ${is} instead of ${wanted} for ${JSON.stringify(a)}: ${text(t)}`);
      sum = (Math.imul(sum, 31) + is) | 0;
    }
  }
  const words = Array.from({ length: 400 }, () => random(1 << 24).toString(36));
  const pattern = new RegExp(`(${words.slice(0, 20).join('|')})|[${'aeiou'[number % 5]}-z]{3}(\\d?)`, 'g');
  const found = words.join(' ').replace(pattern, (m, w, d) => `<${m.length}${w ? 1 : 0}${d}>`);
  for (let i = 0; i < found.length; i++) sum = (Math.imul(sum, 31) + found.charCodeAt(i)) | 0;
  return sum >>> 0;
}

function run(first, seconds) {
  const end = Date.now() + seconds * 1000;
  let rounds = 0, check = 0;
  do {
    const sum = round(first + rounds);
    if (rounds++ === 0) check = sum;
    if (round(first) !== check) throw new Error('the first round gives another sum than before');
  } while (Date.now() < end);
  return { rounds, check };
}

if (!isMainThread) {
  parentPort.postMessage(run(workerData.first, workerData.seconds));
} else {
  const seconds = Number(process.argv[2] || 10);
  const worker = new Worker(__filename, { workerData: { first: 100000, seconds } });
  worker.on('error', e => { console.log(`jits: ${e.stack}`); process.exit(1); });
  let mine;
  worker.on('message', other => {
    console.log(`jits node ${mine.rounds + other.rounds} rounds, first ${mine.check.toString(16)} ${other.check.toString(16)} ok`);
    process.exit(0);
  });
  mine = run(1, seconds);
}
