/** The style of the report, light and dark by the reader's choice. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1b1f24; --faint: #57606a; --paper: #ffffff; --line: #d0d7de; --bar: #0a5bb5; --false: #a40e26; --unread: #7a4b00; --true: #116329; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf3; --faint: #9aa4af; --paper: #0d1117; --line: #30363d; --bar: #6cb0ff; --false: #ff8f86; --unread: #e3b341; --true: #56d364; }
}
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
.wide { overflow-x: auto; }
.chart { overflow-x: auto; } .chart svg { min-width: 40rem; }
caption { color: var(--faint); text-align: left; }
th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.6rem 0.3rem 0; text-align: left; vertical-align: top; }
svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg .bar { fill: var(--bar); } svg .edge { stroke: var(--ink); stroke-width: 2; } svg .base { stroke: var(--line); }
details { border-bottom: 1px solid var(--line); padding: 0.4rem 0; }
summary { cursor: pointer; }
.verdict { font-weight: 600; }
.true .verdict { color: var(--true); } .false .verdict { color: var(--false); } .not_understood .verdict { color: var(--unread); }
.false q { text-decoration: underline wavy; } .not_understood q { text-decoration: underline dotted; }
.faint { color: var(--faint); }
`;
