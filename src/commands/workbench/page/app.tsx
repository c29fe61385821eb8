import { useCallback, useEffect, useState } from "preact/hooks";
import type { WorkbenchView } from "../views/list-views.ts";
import { type Heard, hearEvents } from "./kit/events.ts";
import { InsightPlace } from "./insight/insight.tsx";
import { Letters } from "./letters.tsx";
import { List } from "./list.tsx";
import { Problem } from "./kit/parts.tsx";
import type { PlaceProps } from "./place-props.ts";
import { Try } from "./try/try.tsx";
import { useLoaded } from "./kit/use-loaded.ts";

const places = [
  { path: "/", title: "Insights" },
  { path: "/try", title: "Try it" },
  { path: "/letters", title: "Dead letters" },
] as const;

/** Where the page is: the part of the address behind `#`, so that it can be kept and sent on. */
function usePlace(): { readonly path: string; readonly query: URLSearchParams } {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = (): void => setHash(location.hash);
    addEventListener("hashchange", onChange);
    return () => removeEventListener("hashchange", onChange);
  }, []);
  const [path = "", query = ""] = hash.replace(/^#/, "").split("?");
  return { path: path === "" ? "/" : path, query: new URLSearchParams(query) };
}

/** The whole page. */
export function App() {
  const { path, query } = usePlace();
  const about = useLoaded<WorkbenchView>("api/about");
  const [heard, setHeard] = useState<{ readonly turn: number; readonly what: Heard }>({
    turn: 0,
    what: { is: "missed" },
  });
  const { reload } = about;
  useEffect(
    () =>
      hearEvents((what) => {
        setHeard((before) => ({ turn: before.turn + 1, what }));
        if (what.is !== "run") reload();
      }),
    [reload],
  );
  const title = places.find((place) => place.path === path)?.title ?? "Insight";
  useEffect(() => {
    document.title = `${title} - workbench`;
  }, [title]);
  const skip = useCallback((event: Event) => {
    event.preventDefault();
    document.querySelector<HTMLElement>("main")?.focus();
  }, []);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header>
        <h1>Workbench</h1>
        <nav aria-label="Pages">
          {places.map((place) => (
            <a key={place.path} href={`#${place.path}`} aria-current={place.path === path ? "page" : undefined}>
              {place.title}
            </a>
          ))}
        </nav>
        <p class="about">{about.value === null ? "" : describe(about.value)}</p>
      </header>
      <main id="main" tabIndex={-1}>
        <Problem text={about.problem} />
        {about.value === null ? null : <Place path={path} query={query} about={about.value} heard={heard} />}
      </main>
      <footer>
        Charts by{" "}
        <a href="https://www.tradingview.com/" rel="noreferrer">
          TradingView
        </a>{" "}
        Lightweight Charts. Times are UTC. <a href="notice.txt">Licences</a>
      </footer>
    </>
  );
}

function Place({ path, query, ...props }: PlaceProps & { readonly path: string; readonly query: URLSearchParams }) {
  if (path === "/try") return <Try {...props} />;
  if (path === "/letters") return <Letters {...props} />;
  if (path === "/insight") return <InsightPlace receipt={query.get("key") ?? ""} heard={props.heard} />;
  return <List {...props} />;
}

function describe({ label, market, model, isLocal }: WorkbenchView): string {
  if (!isLocal) return `${label}, read-only`;
  return `${label}: market ${market ?? "?"}, model ${model ?? "?"}`;
}
