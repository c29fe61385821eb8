import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { hasBrowser } from "./support/has-browser.ts";
import { shareWorkbench } from "./support/share-workbench.ts";

describe.skipIf(!hasBrowser)("the dead letters of the workbench", () => {
  const { workbench, open } = shareWorkbench();

  async function putLetter(body: string, code: string): Promise<void> {
    const { stack } = workbench();
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const client = new SQSClient({ region: "us-east-2", credentials, endpoint: stack.awsUrl });
    const MessageAttributes = {
      error_code: { DataType: "String", StringValue: code },
      error_message: { DataType: "String", StringValue: `What came of it: ${code}` },
    };
    await client.send(new SendMessageCommand({ QueueUrl: stack.dlqUrl, MessageBody: body, MessageAttributes }));
    client.destroy();
  }

  it("are none at first, and say so", async () => {
    const page = await open("/letters");
    await page.getByText("It is empty").waitFor();
    expect(await page.locator(".command").first().textContent()).toContain("npm run dlq -- list --stage local");
  });

  it("tell cause, advice and body, and are redriven and deleted on the local stack", async () => {
    await putLetter(
      JSON.stringify({ correlation_id: "late-1", product_id: "BTC-USD", prompt: "trend_analysis" }),
      "ASSISTANT_UNAVAILABLE",
    );
    await putLetter("no JSON", "PAYLOAD_NOT_JSON");
    const page = await open("/letters");
    const late = page.getByRole("article", { name: "late-1" });
    const hopeless = page.locator("article.letter", { hasText: "PAYLOAD_NOT_JSON" });
    await late.waitFor();
    expect(await late.textContent()).toContain("The Assistant did not take the post. Redrive once it is up.");
    await hopeless.getByText("The message", { exact: true }).click();
    expect(await hopeless.locator("pre").textContent()).toBe("no JSON");
    expect(await hopeless.getByRole("button", { name: "Redrive" }).isDisabled()).toBe(true);
    await hopeless.getByRole("button", { name: "Delete" }).click();
    await hopeless.getByRole("button", { name: "Delete for good" }).click();
    await hopeless.waitFor({ state: "detached" });
    await late.getByRole("button", { name: "Redrive" }).click();
    await late.waitFor({ state: "detached" });
    await expect
      .poll(() => workbench().stack.inbox.messages.map(({ correlationId }) => correlationId), { timeout: 10_000 })
      .toContain("late-1");
    await expect.poll(() => workbench().stack.readDeadLetters()).toEqual([]);
  });
});
