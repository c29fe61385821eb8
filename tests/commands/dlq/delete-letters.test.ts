import { expect, it } from "vitest";
import { bodyOf, putLetters, shareDlqStack } from "../../support/commands/dlq-setup.ts";

const startDlqSetup = shareDlqStack();

it("shows what it would delete, and deletes nothing without --yes", async () => {
  const { stack, box, captured } = await startDlqSetup();
  const { bodies, ids } = await putLetters(box);
  const { exitCode, printed } = await captured(["delete", ids[4] ?? ""]);
  expect(exitCode).toBe(0);
  expect(printed[1]).toMatch(new RegExp(`^${ids[4]} .*PAYLOAD_NOT_JSON: The message is not JSON$`));
  // A message that is named is shown whole, without what steers a terminal.
  expect(printed[2]).toBe("  not31m JSON\n  at all");
  expect(printed.at(-1)).toBe("Nothing was deleted. To do it, add --yes: it is for good");
  for (const selection of [["--all"], ["--code", "ASSISTANT_REJECTED"], ["--code", "none"]]) {
    const words = await captured(["delete", ...selection]);
    expect(words.printed.at(-1)).toBe(printed.at(-1));
  }
  expect((await box.receiveAll(stack.dlqUrl)).toSorted()).toEqual(bodies.toSorted());
});

it("deletes one by its id, several, and says what it deleted", async () => {
  const { stack, box, captured } = await startDlqSetup();
  const { bodies, ids } = await putLetters(box);
  const { exitCode, printed } = await captured(["delete", ids[4] ?? "", "arrived-1", "--id", "killed-1", "--yes"]);
  expect(exitCode).toBe(0);
  const told = printed.join("\n");
  expect(told).toContain("\n3 messages deleted:\n");
  expect(told).toContain("     1  PAYLOAD_NOT_JSON");
  // Each is shown before it is gone.
  for (const id of [ids[4], ids[1], ids[3]]) expect(told.indexOf(`\n${id}  `)).toBeLessThan(told.indexOf("3 messages"));
  expect((await box.receiveAll(stack.dlqUrl)).toSorted()).toEqual([bodies[0] ?? "", bodies[2] ?? ""].toSorted());
  expect(await box.receiveAll(stack.queueUrl)).toEqual([]);
});

it("deletes those of a code, also of many among others", async () => {
  const { stack, box, captured } = await startDlqSetup();
  for (let index = 0; index < 45; index += 1) {
    await box.put(bodyOf({ correlation_id: `m-${index}` }), {
      error_code: index % 3 === 0 ? "INTERNAL" : "PAYLOAD_INVALID",
    });
  }
  const { exitCode, printed } = await captured(["delete", "--code", "PAYLOAD_INVALID", "--yes", "--json"]);
  expect(exitCode).toBe(0);
  expect(printed).toHaveLength(30);
  expect(JSON.parse(printed[0] ?? "")).toMatchObject({ error_code: "PAYLOAD_INVALID", deleted: true });
  expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(15);
});

it("deletes all, and says of an empty queue that it is empty", async () => {
  const { box, captured, stack } = await startDlqSetup();
  await putLetters(box);
  expect((await captured(["delete", "--all", "--yes"])).printed).toContain("\n5 messages deleted:");
  expect(await box.receiveAll(stack.dlqUrl)).toEqual([]);
  const again = await captured(["delete", "--all", "--yes"]);
  expect([again.exitCode, again.printed.at(-1)]).toEqual([0, "It is empty: nothing to delete"]);
});

it("names what it did not find, and which codes there are", async () => {
  const { box, captured } = await startDlqSetup();
  await putLetters(box);
  const byId = await captured(["delete", "nothing", "--yes"]);
  expect(byId).toMatchObject({ exitCode: 1, noted: ['No message "nothing" was found'] });
  const byCode = await captured(["delete", "--code", "TOKEN_REFUSED", "--yes"]);
  expect(byCode.exitCode).toBe(1);
  expect(byCode.noted[0]).toMatch(/^The codes there are: .*PAYLOAD_NOT_JSON/);
  expect(byCode.noted[1]).toBe("No message with code TOKEN_REFUSED was found");
});

it("says what it deleted before it was denied, and gives the others back", async () => {
  const { stack, box, behind } = await startDlqSetup();
  for (let index = 0; index < 15; index += 1) await box.put(`letter ${index}`);
  let deletes = 0;
  const { failure, printed } = await behind(
    ({ headers }) => {
      if (headers["x-amz-target"] !== "AmazonSQS.DeleteMessage") return undefined;
      const body = { __type: "com.amazonaws.sqs#AccessDenied", message: "no" };
      return (deletes += 1) > 4 ? { kind: "status", status: 403, body } : undefined;
    },
    ["delete", "--all", "--yes"],
  );
  expect(failure).toMatch(/denied access to queue trader-data-llm-local-prompts-dlq.*it takes sqs:DeleteMessage/);
  expect(printed).toContain("\n4 messages deleted:");
  expect(await box.receiveAll(stack.dlqUrl)).toHaveLength(11);
});
