import { expect, it, onTestFinished } from "vitest";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";
import { ecsNames, startEcsServer } from "../../../support/models/ecs-server.ts";
import { ecsTask } from "../../../support/models/ecs-task.ts";

const env = {
  LLM_PROVIDERS: "ollama",
  OLLAMA_MODEL: "llama3.2",
  ECS_CLUSTER: ecsNames.cluster,
  ECS_SERVICE: ecsNames.service,
};

async function ask(
  counts: { readonly desired: number; readonly running: number },
  { more = {}, isEmbedded = true }: { more?: Readonly<Record<string, string>>; isEmbedded?: boolean } = {},
) {
  const tasks = Array.from({ length: counts.running }, (_, index) => ecsTask(`10.0.0.${index + 1}`));
  const ecs = await startEcsServer({ desiredCount: counts.desired, tasks });
  onTestFinished(() => ecs.stop());
  const run = await runDoctor({ isEmbedded, env: { ...env, ...more }, routes: () => ({ ecs: { url: ecs.url } }) });
  return { ...run, ecs };
}

it.each([
  [{ desired: 2, running: 1 }, {}, /^ok ECS service ollama in cluster trader: 1 of 2 tasks run/],
  [{ desired: 0, running: 0 }, {}, /^ok .*0 of 0 tasks run; the first request raises it to 1/],
  [{ desired: 0, running: 0 }, { NODE_GROUP_DESIRED_SIZE: "0" }, /^FAIL .*NODE_GROUP_DESIRED_SIZE, 0, leaves it there/],
  [{ desired: 2, running: 0 }, {}, /^FAIL .*0 of 2 tasks run$/],
])("tells what runs of %j with %j, and raises nothing", async (counts, more, told) => {
  const { of, ecs } = await ask(counts, { more });
  expect(of("ollama")).toEqual([expect.stringMatching(told)]);
  expect(ecs.operations).toEqual(["DescribeServices"]);
});

it("tells that the service is not there", async () => {
  const { of, mendsOf } = await ask({ desired: 1, running: 1 }, { more: { ECS_SERVICE: "other" } });
  expect(of("ollama")[0]).toMatch(/^FAIL .*MISSING|^FAIL .*ServiceNotFound/);
  expect(mendsOf("ollama")).toEqual(["see ECS_CLUSTER and ECS_SERVICE, and your network"]);
});

const denied = () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } });

it("says which right it takes", async () => {
  const { mendsOf } = await runDoctor({ env, routes: () => ({ ecs: denied }) });
  expect(mendsOf("ollama")[0]).toContain("allow yourself ecs:DescribeServices");
});

it("reports a deployed function that is in no VPC with its nodes", async () => {
  const { of } = await ask({ desired: 1, running: 1 }, { isEmbedded: false });
  expect(of("ollama")).toEqual([
    expect.stringMatching(/^FAIL the nodes of .* have private addresses, and the function is in no VPC$/),
  ]);
});
