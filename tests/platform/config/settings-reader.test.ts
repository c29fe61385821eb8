import { describe, expect, it } from "vitest";
import { type Environment, type Setting, settings } from "../../../src/platform/config/settings.ts";
import { createSettingsReader, type SettingsReader } from "../../../src/platform/config/settings-reader.ts";
import { configurationRefusal } from "../../support/configuration-refusal.ts";

function read(environment: Environment): SettingsReader {
  return createSettingsReader(environment, "prompts");
}

/** A setting that is in no table, to try a check that the table combines in another way. */
const base = { name: "TRIED", meaning: "A setting", functions: ["prompts"] } as const satisfies Omit<Setting, "check">;
const anyUrl = { ...base, check: { kind: "url" } } as const;
const smallLetters = { kind: "match", pattern: /^[a-z]+$/, allowed: "small letters" } as const;

/** The problems that the reader has noted so far. */
function problemsOf(reader: SettingsReader): readonly string[] {
  try {
    reader.finish();
    return [];
  } catch {
    return configurationRefusal(() => reader.finish()).problems;
  }
}

describe("text", () => {
  it("is trimmed", () => {
    expect(read({ OLLAMA_MODEL: "  llama3.2\n" }).text(settings.ollamaModel)).toBe("llama3.2");
  });

  it.each(["", " \t\n", undefined])("counts %j as not set: the default stands in, else null", (blank) => {
    const reader = read({ ASSISTANT_CHANNEL: blank, OLLAMA_MODEL: blank });
    expect([reader.text(settings.channel), reader.text(settings.ollamaModel), problemsOf(reader)]).toEqual([
      "general",
      null,
      [],
    ]);
  });

  it("notes a required setting that lacks, with its meaning", () => {
    const reader = read({});
    expect([reader.text(settings.cacheTableName), reader.required(settings.stateTableName)]).toEqual([null, ""]);
    expect(problemsOf(reader)).toEqual([
      "CACHE_TABLE_NAME is not set (The platform's shared DynamoDB cache table (key `cache_key`))",
      "STATE_TABLE_NAME is not set (This service's own DynamoDB table (key `id`, TTL `expiration`))",
    ]);
  });

  it("is required only by the functions that need it", () => {
    const reader = createSettingsReader({}, "api");
    expect([reader.text(settings.stateTableName), problemsOf(reader)]).toEqual([null, []]);
    expect(reader.text(settings.queueUrl)).toBeNull();
    expect(problemsOf(reader)).toEqual(["PROMPT_QUEUE_URL is not set (The queue of requests)"]);
  });
});

describe("url", () => {
  it.each([
    ["https://example.com", "https://example.com"],
    ["https://example.com/", "https://example.com"],
    ["http://127.0.0.1:11434/base//", "http://127.0.0.1:11434/base"],
  ])("takes %s as %s", (given, taken) => {
    const reader = read({ TRIED: given });
    expect([reader.url(anyUrl), problemsOf(reader)]).toEqual([taken, []]);
  });

  it.each(["example.com", "127.0.0.1:11434", "ftp://example.com", "https://", "not a url"])("refuses %s", (given) => {
    const reader = read({ TRIED: given });
    expect(reader.url(anyUrl)).toBeNull();
    expect(problemsOf(reader)).toEqual([`TRIED must be an http or https URL, "${given}" is none`]);
  });

  it.each(["https://user:pass-word@example.com", "https://user@example.com", "https://:pass-word@example.com"])(
    "refuses the credentials in %s and does not show them",
    (given) => {
      const reader = read({ TRIED: given });
      expect(reader.url(anyUrl)).toBeNull();
      expect(problemsOf(reader)).toEqual([expect.stringMatching(/^TRIED must hold no user name/)]);
      expect(String(problemsOf(reader))).not.toMatch(/pass-word|example/);
    },
  );

  it("is null, and no problem, where an optional one lacks", () => {
    const reader = read({});
    expect([reader.url(anyUrl), problemsOf(reader)]).toEqual([null, []]);
  });
});

describe("choice", () => {
  const level = { ...base, check: { kind: "choice", allowed: ["debug", "info", "silent"] }, default: "info" } as const;

  it("does not mind capitals", () => {
    expect(read({ TRIED: "DEBUG" }).choice(level)).toBe("debug");
  });

  it("is the setting's default where it is not set", () => {
    expect(read({}).choice(level)).toBe("info");
    expect(read({}).choice({ ...level, default: "silent" })).toBe("silent");
  });

  it("names what is known", () => {
    const reader = read({ TRIED: "loud" });
    expect(reader.choice(level)).toBe("info");
    expect(problemsOf(reader)).toEqual(['TRIED must be one of debug, info, silent, not "loud"']);
  });
});

describe("matching", () => {
  const word = { ...base, check: smallLetters } as const;

  it("reads what keeps the grammar, and the default of the setting", () => {
    expect(read({ TRIED: " desk " }).matching(word)).toBe("desk");
    expect(read({}).matching({ ...word, default: "general" })).toBe("general");
  });

  it("says what is allowed", () => {
    const reader = read({ TRIED: "#desk" });
    expect(reader.matching(word)).toBeNull();
    expect(problemsOf(reader)).toEqual(['TRIED must be small letters, not "#desk"']);
  });

  it("names a missing one once", () => {
    const reader = read({});
    expect(reader.matching({ ...word, required: true })).toBeNull();
    expect(problemsOf(reader)).toEqual(["TRIED is not set (A setting)"]);
  });
});

describe("pair", () => {
  it("reads two settings that are set, or none", () => {
    const given = { COINBASE_API_KEY: "id", COINBASE_API_SECRET: "secret" };
    const [both, none] = [read(given), read({})];
    expect(both.pair(settings.coinbaseKey, settings.coinbaseSecret)).toEqual(["id", "secret"]);
    expect(none.pair(settings.coinbaseKey, settings.coinbaseSecret)).toEqual([null, null]);
    expect([problemsOf(both), problemsOf(none)]).toEqual([[], []]);
  });

  it.each([
    [{ ECS_CLUSTER: "nodes" }, "ECS_SERVICE is not set, but ECS_CLUSTER is"],
    [{ ECS_SERVICE: "ollama" }, "ECS_CLUSTER is not set, but ECS_SERVICE is"],
  ])("notes for %j that the other one lacks", (given, problem) => {
    const reader = read(given);
    reader.pair(settings.ecsCluster, settings.ecsService);
    expect(problemsOf(reader)).toEqual([problem]);
  });
});

describe("list", () => {
  it.each([
    ["bedrock,ollama", ["bedrock", "ollama"]],
    [" a , ,b,", ["a", "b"]],
    [",", []],
  ])("reads %j", (given, parts) => {
    expect(read({ LLM_PROVIDERS: given }).list(settings.providers)).toEqual(parts);
  });

  it("is empty where nothing is set", () => {
    expect(read({}).list(settings.apiChannels)).toEqual([]);
  });
});

describe("count", () => {
  it.each([
    ["0", 0],
    [" 12 ", 12],
  ])("reads %j", (given, count) => {
    const reader = read({ NODE_GROUP_MIN_SIZE: given });
    expect([reader.count(settings.nodeGroupMinSize), problemsOf(reader)]).toEqual([count, []]);
  });

  it.each(["-1", "1.5", "many", "9007199254740993", "Infinity"])("refuses %s", (given) => {
    const reader = read({ NODE_GROUP_MIN_SIZE: given });
    expect(reader.count(settings.nodeGroupMinSize)).toBeNull();
    expect(problemsOf(reader)).toEqual([
      `NODE_GROUP_MIN_SIZE must be a whole number of at least 0, not ${JSON.stringify(given)}`,
    ]);
  });

  it("refuses what is below the least", () => {
    const reader = read({ NODE_GROUP_MAX_SIZE: "0" });
    expect([reader.count(settings.nodeGroupMaxSize), problemsOf(reader)]).toEqual([
      null,
      ['NODE_GROUP_MAX_SIZE must be a whole number of at least 1, not "0"'],
    ]);
  });

  it("is the default, or null without one, and no problem where it is not set", () => {
    const reader = read({});
    const counts = [reader.count(settings.nodeGroupMaxSize), reader.count(settings.maxOutputTokens)];
    expect([counts, problemsOf(reader)]).toEqual([[1, null], []]);
  });
});

describe("a secret's value", () => {
  const secret = "hunter2-hunter2";
  const secretSetting = { ...base, secret: true } as const;

  it.each<[string, (reader: SettingsReader) => unknown]>([
    ["url", (reader) => reader.url({ ...secretSetting, check: { kind: "url" } })],
    [
      "choice",
      (reader) => reader.choice({ ...secretSetting, check: { kind: "choice", allowed: ["a"] }, default: "a" }),
    ],
    ["matching", (reader) => reader.matching({ ...secretSetting, check: smallLetters })],
    ["count", (reader) => reader.count({ ...secretSetting, check: { kind: "count", min: 0 } })],
  ])("is not shown by %s", (_, use) => {
    const reader = read({ TRIED: secret });
    use(reader);
    expect(problemsOf(reader)).toEqual([expect.stringContaining("its value")]);
    expect(() => reader.finish()).toThrow(expect.not.stringContaining(secret));
  });
});

describe("finish", () => {
  it("does nothing where nothing is wrong", () => {
    expect(() => read({}).finish()).not.toThrow();
  });

  it("names every problem in one error", () => {
    const reader = read({ TRIED: "nowhere" });
    reader.required(settings.stateTableName);
    reader.url(anyUrl);
    reader.problem(settings.region, "is odd");
    expect(() => reader.finish()).toThrow(
      expect.objectContaining({
        code: "CONFIGURATION_INVALID",
        retryable: false,
        message:
          "The configuration is not usable: STATE_TABLE_NAME is not set (This service's own DynamoDB table (key `id`, " +
          'TTL `expiration`)); TRIED must be an http or https URL, "nowhere" is none; REGION is odd',
      }),
    );
  });
});
