import { describe, expect, it } from "vitest";
import { openLetterBox } from "../../../support/commands/dead-letters.ts";
import { payload } from "../../../support/events/sqs-event.ts";
import { openQuietWorkbench, postAsPage } from "../support/quiet-workbench.ts";

const bodyOf = (id: string): string => JSON.stringify(payload({ correlation_id: id }));

async function letters(url: string): Promise<readonly Record<string, unknown>[]> {
  const view: unknown = await (await fetch(`${url}api/letters`)).json();
  return Reflect.get(Object(view), "letters");
}

describe("the dead letters of the workbench", () => {
  it("are told with cause, advice and body, and stay where they are", async () => {
    const { stack, url } = await openQuietWorkbench();
    const box = openLetterBox(stack);
    await box.put(bodyOf("late-1"), { error_code: "ASSISTANT_UNAVAILABLE", error_message: "503" });
    await box.put(bodyOf("killed-1"));
    const told = await letters(url);
    expect(told.map(({ correlationId, errorCode, hopeless }) => [correlationId, errorCode, hopeless])).toEqual([
      ["late-1", "ASSISTANT_UNAVAILABLE", null],
      ["killed-1", "moved by the queue", null],
    ]);
    expect(told[0]?.["body"]).toBe(bodyOf("late-1"));
    expect((await letters(url)).length).toBe(2);
  });

  it("go back to the queue one by one, but for what can never succeed", async () => {
    const { stack, url } = await openQuietWorkbench();
    const box = openLetterBox(stack);
    const ids = [
      await box.put(bodyOf("late-1"), { error_code: "TOKEN_UNAVAILABLE" }),
      await box.put("no JSON", { error_code: "PAYLOAD_NOT_JSON" }),
    ];
    await box.put(bodyOf("late-2"), { error_code: "TOKEN_UNAVAILABLE" });
    await postAsPage(`${url}api/letters/redrive`, { ids });
    expect(await box.receiveAll(stack.queueUrl)).toEqual([bodyOf("late-1")]);
    expect((await letters(url)).map(({ body }) => String(body)).toSorted()).toEqual(
      [bodyOf("late-2"), "no JSON"].toSorted(),
    );
  });

  it("are deleted for good where they are named, and none else", async () => {
    const { stack, url } = await openQuietWorkbench();
    const box = openLetterBox(stack);
    const id = await box.put("no JSON", { error_code: "PAYLOAD_NOT_JSON" });
    await box.put(bodyOf("late-1"), { error_code: "TOKEN_UNAVAILABLE" });
    expect(await (await postAsPage(`${url}api/letters/delete`, { ids: [id] })).json()).toEqual({ count: 1 });
    expect((await letters(url)).map(({ correlationId }) => correlationId)).toEqual(["late-1"]);
  });

  it.each([{}, { ids: [] }, { ids: "all" }, { ids: [1] }])("are left alone where %j names none", async (body) => {
    const { url } = await openQuietWorkbench();
    expect((await postAsPage(`${url}api/letters/delete`, body)).status).toBe(400);
  });
});
