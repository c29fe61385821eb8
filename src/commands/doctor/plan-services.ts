import { BedrockClient } from "@aws-sdk/client-bedrock";
import type { ProviderConfig } from "../../platform/config/config.ts";
import type { Redactor } from "../../platform/records/redactor.ts";
import { awsClientOptions } from "../kit/aws-client-options.ts";
import { skip } from "./check.ts";
import { checkAssistant } from "./checks/check-assistant.ts";
import { checkBedrock } from "./checks/check-bedrock.ts";
import { checkCoinbase } from "./checks/check-coinbase.ts";
import { checkDiscord } from "./checks/check-discord.ts";
import { checkNodeGroup } from "./checks/check-node-group.ts";
import { checkOllama } from "./checks/check-ollama.ts";
import { checkOpenai } from "./checks/check-openai.ts";
import { checkToken } from "./checks/check-token.ts";
import type { Known, Subject } from "./subject.ts";
import type { DoctorSetup } from "./setup.ts";
import { settings } from "../../platform/config/settings.ts";

/** Plans the checks of what lies outside of the deployment: the market, the Assistant with its token, and the models. */
export function planServices(setup: DoctorSetup, subject: Subject, redactor: Redactor): void {
  subject.check("coinbase", ({ config }, deadline) => checkCoinbase(config.coinbase, setup, deadline));
  const elsewhere = skip(`${settings.delivery.name} does without it`);
  const token = subject.check("token", async ({ config, found }, deadline) => {
    if (config.delivery !== "assistant") return { findings: [elsewhere], value: null };
    return await checkToken(config.auth0, found, { setup, redactor, deadline });
  });
  subject.check("assistant", async ({ config, found }, deadline) => {
    if (config.delivery !== "assistant") return [elsewhere];
    const { value } = await token.outcome;
    if (value === null) return [skip("it needs token")];
    return await checkAssistant(config.assistant, value, found, { setup, redactor, deadline });
  });
  subject.check("discord", async ({ config, found }, deadline) => {
    if (config.delivery !== "discord") return [elsewhere];
    return await checkDiscord(config.discord.webhooks, found, { setup, deadline });
  });
  planModels(setup, subject, redactor);
}

function planModels(setup: DoctorSetup, subject: Subject, redactor: Redactor): void {
  const options = awsClientOptions(setup);
  subject.check("bedrock", async (known, deadline) => {
    const provider = providerNamed(known, "bedrock");
    if (provider === undefined) return [skip(`${settings.providers.name} does without it`)];
    // A bearer key of Bedrock would win over the credentials, and none may reach an endpoint of one's own.
    const signed = { authSchemePreference: ["aws.auth#sigv4"] };
    const client = new BedrockClient({ ...options, ...signed, region: provider.region });
    try {
      return await checkBedrock(client, provider, setup, deadline);
    } finally {
      client.destroy();
    }
  });
  subject.check("ollama", async (known, deadline) => {
    const server = providerNamed(known, "ollama");
    if (server !== undefined) return await checkOllama(server, known.found, { setup, redactor, deadline });
    const group = providerNamed(known, "ollama-node-group");
    if (group === undefined) return [skip(`${settings.providers.name} does without it`)];
    return await checkNodeGroup(options, group.nodeGroup, known.found, { setup, deadline });
  });
  subject.check("openai", async (known, deadline) => {
    const endpoint = providerNamed(known, "openai");
    if (endpoint === undefined) return [skip(`${settings.providers.name} does without it`)];
    return await checkOpenai(endpoint, known.found, { setup, redactor, deadline });
  });
}

function providerNamed<const Name extends ProviderConfig["name"]>(
  { config }: Known,
  name: Name,
): Extract<ProviderConfig, { readonly name: Name }> | undefined {
  return config.providers.find(
    (provider): provider is Extract<ProviderConfig, { readonly name: Name }> => provider.name === name,
  );
}
