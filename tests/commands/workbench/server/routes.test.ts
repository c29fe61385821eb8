import { describe, expect, it } from "vitest";
import { openQuietWorkbench, postAsPage } from "../support/quiet-workbench.ts";

describe("the workbench's routes", () => {
  it("answer what there is, and say in words what there is not", async () => {
    const { url } = await openQuietWorkbench();
    for (const [path, status] of [
      ["", 200],
      ["page.js", 200],
      ["page.css", 200],
      ["notice.txt", 200],
      ["api/about", 200],
      ["api/template?prompt=key_levels", 200],
      ["api/template?prompt=poem", 404],
      ["api/insight?key=insights/../../etc/passwd", 400],
      ["api/insight?key=COINBASE/BTC-USD/historical/x.csv", 400],
      ["api/insight?key=insights/BTC-USD/2026-11-27/gone.json", 404],
      ["api/nothing", 404],
      ["constructor", 404],
      ["../package.json", 404],
      ["%2e%2e/package.json", 404],
    ] as const) {
      const response = await fetch(url + path);
      expect(response.status, path).toBe(status);
      expect(status < 400 || /"error":"[^"]{10,}/.test(await response.text()), path).toBe(true);
    }
  });

  it("have no body for HEAD, and no other POST", async () => {
    const { url } = await openQuietWorkbench();
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect((await postAsPage(`${url}api/about`, {})).status).toBe(404);
  });

  it("list a receipt as soon as the function's log tells of it", async () => {
    const { stack, workbench, url } = await openQuietWorkbench();
    const key = `insights/BTC-USD/${new Date().toISOString().slice(0, 10)}/now-1.trend_analysis.general.json`;
    await stack.putObject(key, JSON.stringify({ correlation_id: "now-1", outcome: "insight", product_id: "BTC-USD" }));
    const heard: string[] = [];
    workbench.parts.hub.listen(null, ({ event }) => heard.push(event.is));
    workbench.see(JSON.stringify({ event: "receipt_written", key }));
    workbench.see(JSON.stringify({ event: "request_dead_lettered", correlation_id: "x" }));
    workbench.see("no JSON");
    await expect.poll(() => heard).toEqual(["letters", "insights", "insights"]);
    expect(await (await fetch(`${url}api/insights?product=BTC-USD`)).json()).toMatchObject({
      lines: [{ correlationId: "now-1", outcome: "insight" }],
    });
  });
});
