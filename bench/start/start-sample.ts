import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import * as z from "zod/mini";
import type { LambdaCode } from "../../src/emulators/lambda/lambda-code.ts";

const measuredSchema = z.object({
  startedAtMs: z.number(),
  loadMs: z.number(),
  restMs: z.number(),
  endMs: z.number(),
  cpuMs: z.number(),
});

/** What a fresh process measured of itself. */
export interface Sample extends z.infer<typeof measuredSchema> {
  /** What the function logged. */
  readonly log: string;
}

/** What a fresh process does once the function is loaded: it handles an event, or loads a chunk. */
export interface SampleTask {
  readonly event?: object;
  readonly chunk?: string;
}

/**
 * Loads a function in a fresh process, without any flag of Node's.
 *
 * @param code the function, which is loaded as Lambda loads it.
 * @param environment the process's whole environment.
 * @throws Error with what the process wrote, where it came to no measurement.
 */
export async function takeSample(
  code: LambdaCode,
  environment: Readonly<Record<string, string>>,
  { event, chunk = "" }: SampleTask = {},
): Promise<Sample> {
  const probe = join(import.meta.dirname, "start-probe.mjs");
  const given = event === undefined ? "" : JSON.stringify(event);
  const child = spawn(process.execPath, [probe, code.taskRoot, code.handler, given, chunk], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const [, stdout, stderr, results] = child.stdio.map((stream) => textOf(stream));
  await once(child, "close");
  const log = `${await stdout}${await stderr}`;
  const measured = z.safeParse(measuredSchema, readJson((await results) ?? ""));
  if (!measured.success) throw new Error(`${code.taskRoot} can't be measured: ${log}`);
  return { ...measured.data, log };
}

async function textOf(stream: unknown): Promise<string> {
  let text = "";
  if (isReadable(stream)) for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return text;
}

function isReadable(stream: unknown): stream is Readable {
  return typeof stream === "object" && stream !== null && "setEncoding" in stream;
}

function readJson(text: string): unknown {
  return text === "" ? null : JSON.parse(text);
}
