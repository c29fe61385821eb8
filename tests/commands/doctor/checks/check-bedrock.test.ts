import { expect, it } from "vitest";
import type { HttpAnswer, HttpRequest } from "../../../../src/emulators/http-server.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const foundation = (id: string, more: object = {}): HttpAnswer => ({
  status: 200,
  body: {
    modelDetails: {
      modelArn: `arn:aws:bedrock:us-east-2::foundation-model/${id}`,
      modelId: id,
      inferenceTypesSupported: ["ON_DEMAND"],
      modelLifecycle: { status: "ACTIVE" },
      ...more,
    },
  },
});
const profile = (id: string, status = "ACTIVE"): HttpAnswer => ({
  status: 200,
  body: {
    inferenceProfileName: id,
    inferenceProfileId: id,
    inferenceProfileArn: `arn:aws:bedrock:us-east-2:0:inference-profile/${id}`,
    type: "SYSTEM_DEFINED",
    status,
    models: ["us-east-1", "us-east-2"].map((region) => ({
      modelArn: `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`,
    })),
  },
});
const refusal = (status: number, type: string): HttpAnswer => ({
  status,
  headers: { "x-amzn-errortype": type },
  body: { message: "it is so" },
});

/** Asks a Bedrock whose profiles and models are answered so. */
async function ask(modelId: string, answers: { readonly profile?: HttpAnswer; readonly model?: HttpAnswer }) {
  const requests: HttpRequest[] = [];
  const bedrock = (request: HttpRequest): HttpAnswer => {
    requests.push(request);
    const answer = request.path.startsWith("/inference-profiles/") ? answers.profile : answers.model;
    return answer ?? refusal(404, "ResourceNotFoundException");
  };
  const run = await runDoctor({
    env: { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: modelId },
    routes: () => ({ bedrock }),
  });
  return { ...run, asked: requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`) };
}

const novaProfile = "us.amazon.nova-lite-v1:0";
const nova = "amazon.nova-lite-v1:0";
const legacy = (end?: string): object => ({
  modelLifecycle: { status: "LEGACY", ...(end === undefined ? {} : { endOfLifeTime: end }) },
});

it.each([novaProfile, `arn:aws:bedrock:us-east-2:123456789012:inference-profile/${novaProfile}`, "global.x.y-v1"])(
  "finds the inference profile %s, and asks no model for a text",
  async (modelId) => {
    const { of, asked } = await ask(modelId, { profile: profile(modelId), model: foundation(nova) });
    expect(of("bedrock")).toEqual([`ok inference profile ${modelId} in us-east-2, over 2 regional models`]);
    expect(asked).toEqual([`GET /inference-profiles/${modelId}`, `GET /foundation-models/${nova}`]);
  },
);

it.each([nova, `arn:aws:bedrock:us-east-2::foundation-model/${nova}`, "zai.glm-4.7"])(
  "finds the model %s",
  async (id) => {
    const { of, asked } = await ask(id, { model: foundation(id) });
    expect(of("bedrock")).toEqual([`ok ${id} in us-east-2`]);
    expect(asked).toEqual([`GET /foundation-models/${id}`]);
  },
);

it.each([
  [novaProfile, { profile: refusal(404, "ResourceNotFoundException") }, "has no us.amazon", "list-inference-profiles"],
  [nova, { model: refusal(404, "ResourceNotFoundException") }, "has no amazon.nova", "see BEDROCK_MODEL_ID"],
  [nova, { model: refusal(403, "AccessDeniedException") }, "does not let you look", "allow yourself bedrock:GetInf"],
  ["no model", { model: refusal(400, "ValidationException") }, "takes no model for no model", "an id or an ARN"],
  [nova, { model: foundation(nova, { inferenceTypesSupported: ["INFERENCE_PROFILE"] }) }, "on-demand", `us.${nova}`],
  [nova, { model: foundation(nova, legacy("2026-01-31T00:00:00Z")) }, "ended on 2026-01-31", "its successor"],
  [novaProfile, { profile: profile(novaProfile, "FAILED") }, "is FAILED", "see BEDROCK_MODEL_ID"],
])("tells why %s can't be asked: %j", async (modelId, answers, detail, fix) => {
  const { of, mendsOf } = await ask(modelId, answers);
  expect(of("bedrock")).toEqual([expect.stringMatching(/^FAIL /)]);
  expect(of("bedrock")[0]).toContain(detail);
  expect(mendsOf("bedrock")[0]).toContain(fix);
});

it("says how long a model lives on", async () => {
  const dated = await ask(nova, { model: foundation(nova, legacy("2999-01-31T00:00:00Z")) });
  expect(dated.of("bedrock")).toEqual([expect.stringContaining("LEGACY and ends on 2999-01-31")]);
  const undated = await ask(novaProfile, { profile: profile(novaProfile), model: foundation(nova, legacy()) });
  expect(undated.of("bedrock")).toEqual([expect.stringContaining("the model is LEGACY: choose its successor")]);
});

it("counts a profile as found where the model behind it may not be looked at", async () => {
  const { of } = await ask(novaProfile, {
    profile: profile(novaProfile),
    model: refusal(403, "AccessDeniedException"),
  });
  expect(of("bedrock")).toEqual([`ok inference profile ${novaProfile} in us-east-2, over 2 regional models`]);
});

it("skips what can't be looked up, and an AWS without Bedrock", async () => {
  const arn = "arn:aws:bedrock:us-east-2:123456789012:provisioned-model/abc";
  expect((await ask(arn, {})).of("bedrock")).toEqual([expect.stringMatching(/^skip .*can't be looked up$/)]);
  const { of } = await runDoctor({ env: { LLM_PROVIDERS: "bedrock", BEDROCK_MODEL_ID: nova } });
  expect(of("bedrock")).toEqual([expect.stringMatching(/^skip http:\/\/127\.0\.0\.1:\d+ has no Bedrock to ask$/)]);
});
