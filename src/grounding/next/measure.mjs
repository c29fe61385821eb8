// @ts-nocheck
import { readFileSync } from "node:fs";
import { judgeSentence, setVocabulary } from "./judge.ts";
const src = readFileSync(new URL("lexicon.ts", import.meta.url), "utf8");
setVocabulary(new Set(["or","nor","either","neither","both",...src.slice(src.indexOf("const entries")).toLowerCase().match(/[a-z0-9][a-z0-9'_-]*/g)]));
const base = "/work/shared/grounding/";
const load = (f) => JSON.parse(readFileSync(base + f, "utf8"));
const mode = process.argv[2] ?? "";
const subjects = Object.fromEntries([...load("subjects.json"), ...load("subjects2.json")].map((s) => [s.id, s]));
let T = 0, t = 0, F = 0, f = 0, tf = 0; const t0 = performance.now(); let texts = 0;
const show = [];
for (const text of load("sentences.json")) {
  const s = subjects[text.subject]; texts++;
  for (const x of text.sentences) {
    if (x.true === null) continue;
    const v = judgeSentence(x.text, s.product, s.features);
    if (x.true) { T++; if (v.verdict === "true") t++; else { if (v.verdict === "false") tf++; show.push(["miss-" + v.verdict, x.text, v.reason]); } }
    else { F++; if (v.verdict === "true") { f++; show.push(["POSTED", x.text, x.fault + " :: " + JSON.stringify(v.claims)]); } }
  }
}
const ms = performance.now() - t0;
console.log(`sentences: true ${t}/${T} (${(100*t/T).toFixed(1)} %), of them called false ${tf}; false posted ${f}/${F}; ${(ms*1000/texts).toFixed(0)} us a text`);
// natural: text-level. Split simply.
let nt = 0, nT = 0, np = 0, nF = 0, sent = 0, sentTrue = 0;
for (const text of load("natural.json")) {
  if (text.borderline) continue;
  const s = subjects[text.subject];
  const sentences = text.text.split(/(?<=[.!?])\s+(?=[A-Z"])/);
  const vs = sentences.map((x) => judgeSentence(x, s.product, s.features));
  if (text.true) { nT++; if (vs.every((v) => v.verdict === "true")) nt++; for (const v of vs) { sent++; if (v.verdict === "true") sentTrue++; else show.push(["natmiss-" + v.verdict, v.text, v.reason]); } }
  else { nF++; if (vs.every((v) => v.verdict === "true")) { np++; show.push(["NATPOSTED", text.text, text.fault]); } }
}
console.log(`natural: sentences of true texts ${sentTrue}/${sent} (${(100*sentTrue/sent).toFixed(1)} %), whole ${nt}/${nT}; false posted whole ${np}/${nF}`);
if (mode) for (const [k, a, b] of show) if (k.startsWith(mode)) console.log(`${k}: ${a}\n      -> ${String(b).slice(0, 260)}`);
