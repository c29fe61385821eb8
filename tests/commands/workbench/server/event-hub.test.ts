import { describe, expect, it } from "vitest";
import { createEventHub } from "../../../../src/commands/workbench/server/event-hub.ts";
import { lastEventId } from "../../../../src/commands/workbench/server/event-stream.ts";
import { openQuietWorkbench } from "../support/quiet-workbench.ts";

describe("the events of the workbench", () => {
  it("reach whoever listens, and those that were missed whoever comes back", () => {
    const hub = createEventHub();
    const heard: number[] = [];
    hub.send({ is: "insights" });
    const end = hub.listen(null, ({ id }) => heard.push(id));
    hub.send({ is: "letters" });
    expect([heard, hub.listeners]).toEqual([[2], 1]);
    end();
    hub.send({ is: "run", run: "a" });
    const missed: unknown[] = [];
    hub.listen(2, ({ event }) => missed.push(event));
    expect(missed).toEqual([{ is: "run", run: "a" }]);
  });

  it("begin anew for whoever was there before a restart", () => {
    const hub = createEventHub();
    hub.send({ is: "insights" });
    const heard: number[] = [];
    hub.listen(900, ({ id }) => heard.push(id));
    expect(heard).toEqual([1]);
  });

  it.each([
    ["17", "3", 17],
    [undefined, "3", 3],
    [undefined, null, null],
    ["x", "3", null],
  ])("go on after Last-Event-ID %j and ?after=%j", (header, query, id) => {
    expect(lastEventId(header, query)).toBe(id);
  });

  it("come over a stream that goes on where it broke off", async () => {
    const { workbench, url } = await openQuietWorkbench();
    const { hub } = workbench.parts;
    hub.send({ is: "insights" });
    hub.send({ is: "letters" });
    const ending = new AbortController();
    const response = await fetch(`${url}api/events`, { headers: { "last-event-id": "1" }, signal: ending.signal });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes('{"is":"letters"}')) text += (await reader?.read())?.value ?? "";
    expect(text).toContain('id: 2\ndata: {"is":"letters"}');
    expect(text).not.toContain("id: 1\n");
    ending.abort();
    await expect.poll(() => hub.listeners).toBe(0);
  });
});
