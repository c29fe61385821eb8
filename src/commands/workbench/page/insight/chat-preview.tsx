import type { InsightView } from "../../views/insight-view.ts";
import { Hint, Section } from "../kit/parts.tsx";
import { utc } from "../kit/words.ts";

/** What the reader got, as the chat shows it: plain text, its footer on a line of its own. */
export function ChatPreview({ view }: { readonly view: InsightView }) {
  const text = view.posted ?? view.unposted;
  const isTrial = view.key === null && view.posted === null;
  const title = view.posted !== null ? "What the reader got" : isTrial ? "What would be posted" : "What was not posted";
  return (
    <Section title={title}>
      {text === null ? (
        <Hint>Nothing.</Hint>
      ) : (
        <figure class="chat">
          <figcaption>
            #{view.channel ?? "general"}
            {view.postedAt === null
              ? ""
              : ` at ${utc(view.postedAt)} UTC, ${view.receiver} answered ${view.status ?? "?"}`}
          </figcaption>
          <blockquote>
            {text.split("\n").map((line, index) => (
              <p key={index}>{line}</p>
            ))}
          </blockquote>
        </figure>
      )}
    </Section>
  );
}
