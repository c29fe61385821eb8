import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../../src/emulators/http-server.ts";
import { countFailedTries } from "../../../src/platform/aws/count-failed-tries.ts";
import { faultOf, startTestTable } from "../../support/aws/test-table.ts";
import { captureTelemetry } from "../../support/captured-telemetry.ts";
import { dynamodbAnswers } from "../../support/upstreams/answers/aws-answers.ts";

const get = new GetItemCommand({ TableName: "the-table", Key: { id: { S: "x" } } });

/** A table whose reads fail as the faults say, in order, and then succeed. */
async function start(...faults: readonly (() => Fault)[]) {
  const table = await startTestTable(
    "id",
    faultOf((operation, count) => (operation === "GetItem" ? faults[count - 1]?.() : undefined)),
  );
  const { metrics, recorded } = captureTelemetry();
  table.client.middlewareStack.use(countFailedTries("dynamodb", metrics));
  return { table, recorded };
}

const brokenDown = (): Fault => ({ kind: "status", status: 500, body: {} });
const counted = ["UpstreamFailures", 1, { upstream: "dynamodb" }];

describe("a counted AWS client", () => {
  it.each(dynamodbAnswers.filter(([, , isFailure]) => isFailure))(
    "counts a try that ended with %s",
    async (_, fault) => {
      const { table, recorded } = await start(fault);
      await table.client.send(get);
      expect(recorded).toEqual([counted]);
    },
  );

  it("counts each of several tries", async () => {
    const { table, recorded } = await start(brokenDown, brokenDown);
    await table.client.send(get);
    expect(recorded).toEqual([counted, counted]);
  });

  it.each(dynamodbAnswers.filter(([, , isFailure]) => !isFailure))("counts no refusal: %s", async (_, fault) => {
    const { table, recorded } = await start(fault);
    await expect(table.client.send(get)).rejects.toThrow(/not authorized|denied|not found/u);
    expect(recorded).toEqual([]);
  });

  it("counts neither a good answer nor an unmet condition", async () => {
    const { table, recorded } = await start();
    const put = new PutItemCommand({
      TableName: "the-table",
      Item: { id: { S: "x" } },
      ConditionExpression: "attribute_not_exists(id)",
    });
    await table.client.send(put);
    await expect(table.client.send(put)).rejects.toThrow("conditional");
    expect(recorded).toEqual([]);
  });
});
