import type { CommandEntry } from "./kit/command.ts";

/**
 * Every command of package.json that is ours: its name there, what it does, and where it stands. Its options stand with it, and
 * only the command that is run is loaded.
 */
export const commands: readonly CommandEntry[] = [
  {
    name: "start",
    summary: "Delivers one insight per product through the whole pipeline, on this machine alone.",
    load: async () => (await import("./start/start.ts")).start,
  },
  {
    name: "send",
    summary: "Puts a request for each product on the queue of a deployment, and does not wait for the answer.",
    load: async () => (await import("./send/send.ts")).send,
  },
  {
    name: "recent",
    summary: "Lists the latest insights of a deployment, a line each, the newest last.",
    load: async () => (await import("./recent/recent.ts")).recent,
  },
  {
    name: "why",
    summary: "Tells from its receipt why a request was answered as it was, or why it was not.",
    load: async () => (await import("./why/why.ts")).why,
  },
  {
    name: "dlq",
    summary: "Tells what stands in the dead-letter queue of a deployment, sends it back, or deletes it.",
    load: async () => (await import("./dlq/dlq.ts")).dlq,
  },
  {
    name: "doctor",
    summary: "Looks at a deployment for what a message would trip over, without sending one.",
    load: async () => (await import("./doctor/doctor.ts")).doctor,
  },
  {
    name: "ground",
    summary: "Judges texts sentence by sentence, as an answer of a model is judged before it is posted.",
    load: async () => (await import("./ground/ground.ts")).ground,
  },
  {
    name: "candles",
    summary: "Records days of candles from Coinbase into a file, and goes on where it was ended.",
    load: async () => (await import("./candles/candles.ts")).candles,
  },
  {
    name: "replay",
    summary: "Shows over recorded days what each prompt and each model makes of them, and compares them.",
    load: async () => (await import("./replay/replay.ts")).replay,
  },
  {
    name: "workbench",
    summary: "Shows insights whole in the browser, and tries prompts, models and texts.",
    load: async () => (await import("./workbench/workbench.ts")).workbench,
  },
  {
    name: "scorecard",
    summary: "Sums up the receipts of a deployment by prompt version and model, and what they cost.",
    load: async () => (await import("./scorecard/scorecard.ts")).scorecard,
  },
  {
    name: "watches",
    summary: "Lists what a deployment asks for by itself, when it does so next, and what came of it last.",
    load: async () => (await import("./watches/watches.ts")).watches,
  },
  {
    name: "chaos",
    summary:
      "Sends messages through the whole pipeline on this machine while everything fails, and counts what became of them.",
    load: async () => (await import("../../chaos/main.ts")).chaos,
  },
  {
    name: "cost",
    summary: "Computes what the service costs from the inputs in bench/cost/inputs.ts.",
    load: async () => (await import("../../bench/cost.ts")).cost,
  },
  {
    name: "bench",
    summary: "Runs every benchmark that has a budget, one after another.",
    load: async () => (await import("../../bench/all.ts")).benchAll,
  },
  {
    name: "bench:start",
    summary: "Measures a cold start, in the packaged function and in a naive bundle.",
    load: async () => (await import("../../bench/start.ts")).benchStart,
  },
  {
    name: "bench:message",
    summary: "Measures the round trips and the processor time of one message.",
    load: async () => (await import("../../bench/message.ts")).benchMessage,
  },
  {
    name: "bench:batch",
    summary: "Measures a batch beside one message, and counts the texts that the messages of one window take.",
    load: async () => (await import("../../bench/batch.ts")).benchBatch,
  },
  {
    name: "bench:memory",
    summary: "Measures the resident size of the packaged function, and whether it grows.",
    load: async () => (await import("../../bench/memory.ts")).benchMemory,
  },
  {
    name: "bench:features",
    summary: "Measures how fast the figures are computed, beside three indicator libraries.",
    load: async () => (await import("../../bench/features.ts")).benchFeatures,
  },
  {
    name: "bench:judge",
    summary: "Measures how long the check of a text takes, warm and as a container's first.",
    load: async () => (await import("../../bench/judge.ts")).benchJudge,
  },
  {
    name: "bench:grounding",
    summary: "Counts what the check posts of true and of false sentences, and how long it takes.",
    load: async () => (await import("../../bench/grounding.ts")).benchGrounding,
  },
  {
    name: "mutation",
    summary: "Changes the source at one place at a time, and counts the changes that the tests notice.",
    load: async () => (await import("../../bench/mutation.ts")).mutation,
  },
];
