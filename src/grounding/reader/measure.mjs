import { readFileSync } from "node:fs";
import { judgeSentence as judge } from "./judge-sentence.ts";
import { prepareFigures } from "../claims/figures.ts";
const fcache = new Map();
const judgeSentence = (text, product, features) => { let f = fcache.get(features); if (!f) fcache.set(features, (f = prepareFigures(product, features))); return judge(text, f); };
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
if (mode) for (const [k, a, b] of show) if (k.startsWith(mode)) console.log(`${k}: ${a}\n      -> ${String(b).slice(0, 400)}`);
const names = ["rolling_avg","ema","rsi","bollinger_upper","bollinger_lower","price_change","volume_change","daily_high","daily_low","buying_momentum","selling_momentum","last_close","change_24h","change_24h_pct"];
const nulls = Object.fromEntries(names.map((n) => [n, null]));
const dir = new URL("../../../tests/grounding/corpus/", import.meta.url);
const figures = JSON.parse(readFileSync(new URL("figures.json", dir), "utf8"));
for (const part of ["written-first","written-second","blind-first","blind-second","blind-third","blind-fourth","true-only","true-second","attacked"]) {
  let s1 = 0, s2 = 0, f1 = 0, f2 = 0;
  for (const t of JSON.parse(readFileSync(new URL(part + ".json", dir), "utf8"))) {
    const w = figures[t.figures];
    const f = { ...nulls, ...w.figures };
    const vs = t.text.split(/(?<=[.!?])\s+(?=[A-Z"])/).map((x) => judgeSentence(x, w.product_id, f));
    if (t.verdict === "true") for (const v of vs) { s2++; if (v.verdict === "true") s1++; else if (mode) show.push(["own-" + v.verdict, v.text, v.reason]); }
    else { f2++; if (vs.every((v) => v.verdict === "true")) { f1++; show.push(["OWNPOSTED", t.text, t.fault + " " + t.fault_words]); } }
  }
  console.log(`${part}: sentences of true texts ${s1}/${s2} (${(100*s1/s2).toFixed(1)} %); false posted whole ${f1}/${f2}`);
}
if (mode) for (const [k, a, b] of show) if (k.startsWith("own") || k.startsWith("OWN")) console.log(`${k}: ${a}\n      -> ${String(b).slice(0, 360)}`);
