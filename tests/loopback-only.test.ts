import { connect } from "node:net";
import { describe, expect, it } from "vitest";

describe("a test", () => {
  it("can't reach past loopback by fetch", async () => {
    const failure = await fetch("http://192.0.2.1/").catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { code: "ENOTLOOPBACK" } });
  });

  it("can't reach past loopback by a host's name", async () => {
    const failure = await fetch("https://example.com/").catch((error: unknown) => error);
    expect(failure).toMatchObject({ cause: { code: "ENOTLOOPBACK" } });
  });

  it("can't reach past loopback by a socket", async () => {
    const socket = connect(80, "192.0.2.1");
    const { promise, resolve } = Promise.withResolvers<unknown>();
    socket.once("error", resolve);
    expect(await promise).toMatchObject({ code: "ENOTLOOPBACK" });
  });
});
