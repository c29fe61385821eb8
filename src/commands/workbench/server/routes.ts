import * as z from "zod/mini";
import { promptTypes } from "../../../prompts/registry.ts";
import { dayOf } from "../../kit/receipts/days.ts";
import { readReceipt } from "../../kit/receipts/read-receipts.ts";
import type { WorkbenchParts } from "../workbench-parts.ts";
import { findLines, modelsOf, productsOf, readLineFilter, totalsOf } from "../insights/find-lines.ts";
import { readReceiptKey } from "../insights/receipt-key.ts";
import { viewInsight } from "../insights/view-insight.ts";
import { templateOf } from "../try/draft-prompt.ts";
import { OrderError, readRunOrder } from "../try/run-order.ts";
import type { WorkbenchView, DayTotals } from "../views/list-views.ts";
import type { PageFiles } from "./bundle-page.ts";
import { lastEventId, streamEvents } from "./event-stream.ts";
import type { PageAnswer, PageRequest } from "./serve-workbench.ts";

type Route = (request: PageRequest, parts: WorkbenchParts) => Promise<PageAnswer> | PageAnswer;

const ok = (json: unknown): PageAnswer => ({ status: 200, json });
const refused = (status: number, error: string): PageAnswer => ({ status, json: { error } });

const readingRoutes: Readonly<Record<string, Route>> = {
  "/api/about": (_, { about, index }) => {
    const products = [...new Set([...about.products, ...productsOf(index)])];
    const told: WorkbenchView = { ...about, products, writers: modelsOf(index) };
    return ok(told);
  },
  "/api/insights": async ({ query }, { index }) => {
    const from = /^\d{1,7}$/.test(query.get("from") ?? "") ? Number(query.get("from")) : 0;
    return ok(await findLines(index, readLineFilter(query), from));
  },
  "/api/totals": async ({ query }, { index, letters, clock }) => {
    const given = query.get("day") ?? "";
    const day = /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : dayOf(clock());
    const totals: DayTotals = { ...totalsOf(index, day), deadLetters: await letters.count() };
    return ok(totals);
  },
  "/api/insight": async ({ query }, parts) => {
    const key = query.get("key") ?? "";
    if (readReceiptKey(key) === null)
      return refused(400, "key is not the key of a receipt: insights/PRODUCT/DAY/ID.PROMPT.CHANNEL.json");
    const found = await readReceipt(parts.bucket.client, parts.bucket.bucketName, key);
    const view = found === null ? null : await viewInsight(key, found.content, parts);
    return view === null ? refused(404, "There is no such receipt") : ok(view);
  },
  "/api/letters": async (_, { letters }) => ok(await letters.list()),
  "/api/template": ({ query }) => {
    const type = promptTypes.find(({ name }) => name === query.get("prompt"));
    if (type === undefined)
      return refused(404, `There is no such prompt; known: ${promptTypes.map(({ name }) => name).join(", ")}`);
    return ok(templateOf(type));
  },
  "/api/events": ({ headers, query }, { hub }) => ({
    stream: (response) => streamEvents(response, hub, lastEventId(headers["last-event-id"], query.get("after"))),
  }),
};

const idsSchema = z.object({ ids: z.array(z.string()).check(z.minLength(1), z.maxLength(100)) });

const changingRoutes: Readonly<Record<string, Route>> = {
  "/api/runs": ({ body }, { runs }) => {
    if (runs === null) return refused(405, "Runs are started on the local stack alone");
    try {
      return { status: 202, json: { id: runs.start(readRunOrder(body)) } };
    } catch (error) {
      if (error instanceof OrderError) return refused(400, error.message);
      throw error;
    }
  },
  "/api/letters/redrive": async ({ body }, { letters, hub }) => await change(body, hub, (ids) => letters.redrive(ids)),
  "/api/letters/delete": async ({ body }, { letters, hub }) => await change(body, hub, (ids) => letters.delete(ids)),
};

async function change(
  body: unknown,
  hub: WorkbenchParts["hub"],
  work: (ids: readonly string[]) => Promise<number>,
): Promise<PageAnswer> {
  const read = z.safeParse(idsSchema, body);
  if (!read.success) return refused(400, "ids must be a list of 1 to 100 message ids");
  const count = await work(read.data.ids);
  hub.send({ is: "letters" });
  return ok({ count });
}

/** Makes what answers every request that the guard lets through. */
export function createRoutes(parts: WorkbenchParts, page: PageFiles): (request: PageRequest) => Promise<PageAnswer> {
  const files: Readonly<Record<string, PageAnswer>> = {
    "/": { status: 200, text: page.html, type: "text/html; charset=utf-8" },
    "/page.js": { status: 200, text: page.script, type: "text/javascript; charset=utf-8" },
    "/page.css": { status: 200, text: page.style, type: "text/css; charset=utf-8" },
    "/notice.txt": { status: 200, text: page.notice, type: "text/plain; charset=utf-8" },
  };
  return async (request) => {
    const { method, path } = request;
    const run = /^\/api\/runs\/([\w-]{1,64})$/.exec(path)?.[1];
    if (method === "POST")
      return (await changingRoutes[path]?.(request, parts)) ?? refused(404, `There is no ${path.slice(0, 100)}`);
    if (run !== undefined) {
      const found = parts.runs?.find(run) ?? null;
      return found === null ? refused(404, "There is no such run: it may be too long ago") : ok(found);
    }
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    const route = Object.hasOwn(readingRoutes, path) ? readingRoutes[path] : undefined;
    return file ?? (await route?.(request, parts)) ?? refused(404, `There is no ${path.slice(0, 100)}`);
  };
}
