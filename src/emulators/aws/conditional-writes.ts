import type { buildApp } from "fauxqs";

type FauxqsApp = ReturnType<typeof buildApp>;

/**
 * Teaches fauxqs S3's conditional writes: a PUT with `If-None-Match: *` or `If-Match` is refused where its condition does not
 * hold. Writes of one object take turns, so that nothing comes between the look and the write.
 *
 * @param app before it listens.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function addConditionalWrites(app: FauxqsApp): void {
  const turns = new Map<string, Promise<void>>();
  const endTurn = new WeakMap<object, () => void>();

  app.addHook("preHandler", async (request, reply) => {
    const path = request.url.split("?")[0] ?? "";
    if (request.method !== "PUT") return;
    const before = turns.get(path);
    const own = Promise.withResolvers<void>();
    turns.set(path, own.promise);
    endTurn.set(request, () => {
      if (turns.get(path) === own.promise) turns.delete(path);
      own.resolve();
    });
    await before;

    const { "if-none-match": ifNoneMatch, "if-match": ifMatch } = request.headers;
    if (ifNoneMatch === undefined && ifMatch === undefined) return;
    const { host = "" } = request.headers;
    const { statusCode, headers } = await app.inject({ method: "HEAD", url: path, headers: { host } });
    const etag = statusCode === 200 ? headers.etag : undefined;
    const isHeld = ifMatch === undefined ? etag === undefined : etag === ifMatch;
    if (isHeld) return;
    const isMissing = ifMatch !== undefined && etag === undefined;
    const [status, code] = isMissing ? [404, "NoSuchKey"] : [412, "PreconditionFailed"];
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
    await reply.status(status).type("application/xml").send(body);
  });

  app.addHook("onResponse", async (request) => {
    endTurn.get(request)?.();
  });
}
