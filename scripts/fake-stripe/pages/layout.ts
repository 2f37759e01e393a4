// The frame of the simulator's pages: one style, and a banner that says what they are.
import { escapeHtml } from "@/lib/design/escape-html";
import type { Page } from "../http";

const STYLE = `
:root{color-scheme:light dark;--page:#f6f5f3;--card:#fff;--line:#dedad4;--text:#221f1b;--muted:#6a645c;--accent:#5b3fd6;--on-accent:#fff;--bad:#a8281f;--good:#1e6b3c;--note:#fff4d6;--note-text:#5c4300}
@media (prefers-color-scheme:dark){:root{--page:#171513;--card:#211e1b;--line:#3b3631;--text:#eeeae4;--muted:#aaa298;--accent:#a996ff;--on-accent:#1a1230;--bad:#ff9d93;--good:#8ad6a6;--note:#3a2f12;--note-text:#ffe3a1}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:var(--page);color:var(--text)}
.banner{margin:0;background:var(--note);color:var(--note-text);padding:.6rem 1rem;text-align:center;font-size:.9rem}
main{max-width:58rem;margin:2rem auto;padding:0 1rem}.narrow{max-width:30rem}.wide{max-width:76rem}.actions{display:flex;flex-wrap:wrap;gap:.5rem}.two{display:grid;gap:2rem}
@media (min-width:48rem){.two{grid-template-columns:1fr 1fr}}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem}h2{font-size:1.1rem;margin:0 0 .75rem}h3{font-size:1rem;margin:1rem 0 .5rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.5rem;margin:0 0 1.5rem}
.muted{color:var(--muted)}.amount{font-size:2rem;font-weight:600;font-variant-numeric:tabular-nums}.good{color:var(--good)}.bad{color:var(--bad)}
label{display:block;margin:.75rem 0;font-weight:500}input:not([type=radio]):not([type=hidden]),select{display:block;width:100%;font:inherit;color:inherit;background:var(--page);border:1px solid var(--line);border-radius:8px;padding:.6rem;margin-top:.25rem}
.row{display:grid;grid-template-columns:1fr 1fr;gap:1rem}
button,.button{font:inherit;font-weight:600;display:inline-block;border-radius:8px;padding:.55rem 1rem;border:1px solid var(--line);background:var(--card);color:var(--text);cursor:pointer;text-decoration:none}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}button.full{width:100%;margin-top:.5rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}a{color:var(--accent)}
table{border-collapse:collapse;width:100%;font-size:.9rem}th,td{text-align:left;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line);vertical-align:top}td button{padding:.35rem .7rem;white-space:nowrap}
.scroll{overflow-x:auto}code{font-size:.85em;overflow-wrap:anywhere}.message{border-left:4px solid var(--bad);padding:.5rem 1rem;background:var(--card);margin:0 0 1rem}.message.ok{border-color:var(--good)}
fieldset{border:0;padding:0;margin:0 0 .75rem}legend{font-weight:600;padding:0}details{margin:1rem 0}summary{cursor:pointer}ul{padding-left:1.2rem}.choice{display:flex;gap:.75rem;align-items:baseline;border:1px solid var(--line);border-radius:8px;padding:.6rem .75rem;margin:.5rem 0;font-weight:400}
`;

export function layout({ title, body }: Page, nonce: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)} · Stripe simulator</title><style nonce="${nonce}">${STYLE}</style></head><body>
<p class="banner" role="note"><strong>Stripe simulator.</strong> This page stands in for Stripe on this machine. No money moves.</p>
${body}
</body></html>`;
}

/** "$29.00", or the code of another currency before the amount. */
export function money(cents: number | null, currency: string | null): string {
  const code = (currency ?? "usd").toUpperCase();
  return new Intl.NumberFormat("en-US", { style: "currency", currency: code }).format((cents ?? 0) / 100);
}

/** Seconds since 1970 as "12 Nov 2026, 14:05 UTC". */
export function date(seconds: number | null | undefined): string {
  if (!seconds) return "";
  const format = { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" } as const;
  return `${new Intl.DateTimeFormat("en-GB", format).format(seconds * 1000)} UTC`;
}

export function message(text: string | null, isGood = false): string {
  if (!text) return "";
  return `<p class="message${isGood ? " ok" : ""}" role="${isGood ? "status" : "alert"}">${escapeHtml(text)}</p>`;
}

/** A form with one button, which posts the given values. */
export function action(target: string, label: string, values: Record<string, string>, isPrimary = false): string {
  const fields = Object.entries(values).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(target)}">${fields.join("")}<button${isPrimary ? ' class="primary"' : ""}>${escapeHtml(label)}</button></form>`;
}
