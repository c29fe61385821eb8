import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, it, onTestFinished } from "vitest";
import { createAssistantOutage } from "../../chaos/assistant-outage.ts";
import { createSimulatedClock } from "../../chaos/simulated-clock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const dayMs = 86_400_000;

it("a simulated clock is turned in this process and in those that live by it, and given back", async () => {
  const realNow = Date.now;
  const clock = createSimulatedClock(temporaryFolder());
  onTestFinished(() => clock.release());
  const child = spawn(process.execPath, ["-e", 'process.stdin.on("data", () => console.log(Date.now()))'], {
    env: clock.environment,
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout });
  const ask = async (): Promise<number> => {
    child.stdin.write("?");
    const [line] = await once(lines, "line");
    return Number(line);
  };
  expect(Math.abs((await ask()) - realNow())).toBeLessThan(dayMs / 2);
  clock.turn(dayMs);
  await expect.poll(async () => (await ask()) - realNow()).toBeGreaterThan(dayMs / 2);
  expect(Date.now() - realNow()).toBeGreaterThan(dayMs / 2);
  clock.release();
  expect(Date.now).toBe(realNow);
});

it("an outage answers 503 from its beginning on, and not before", () => {
  const clock = { environment: {}, turn: () => undefined, release: () => undefined };
  const outage = createAssistantOutage({ lastsMs: dayMs, settleMs: 0 }, clock);
  expect(outage.fault()).toBeUndefined();
  outage.begin();
  expect(outage.fault()).toMatchObject({ kind: "status", status: 503 });
});
