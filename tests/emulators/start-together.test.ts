import { describe, expect, it, onTestFinished } from "vitest";
import { type RunningHttpServer, startHttpServer } from "../../src/emulators/http-server.ts";
import { startTogether, stopTogether } from "../../src/emulators/start-together.ts";

async function startServer(port = 0): Promise<RunningHttpServer> {
  const server = await startHttpServer(() => ({ status: 200 }), { port });
  onTestFinished(() => server.stop());
  return server;
}

describe("startTogether", () => {
  it("gives what has started, in order, with what was left out", async () => {
    const server = await startServer();
    const [none, started] = await startTogether(Promise.resolve(null), Promise.resolve(server));
    expect([none, started]).toEqual([null, server]);
  });

  it("stops the others when one fails, and throws what it failed with", async () => {
    const taken = await startServer();
    const starting = startServer();
    await expect(startTogether(starting, startServer(taken.port), Promise.resolve(null))).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
    const { url } = await starting;
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    expect((await fetch(taken.url)).status, "it was not one of them").toBe(200);
  });
});

describe("stopTogether", () => {
  it("stops every one, also where another fails to stop", async () => {
    const server = await startServer();
    const stubborn = { stop: () => Promise.reject(new Error("it will not")) };
    await expect(stopTogether([stubborn, null, server])).rejects.toThrow("Not everything could be stopped");
    await expect(fetch(server.url)).rejects.toThrow("fetch failed");
  });
});
