// The fake provider's page, on which one chooses the account to sign in with.
import { escapeHtml } from "@/lib/design/escape-html";

export interface FakeAccount {
  email: string;
  /** By default derived from the address. */
  sub?: string;
  name?: string;
  email_verified?: boolean;
  hd?: string;
}

const SAMPLES: FakeAccount[] = [
  { email: "ada.example@gmail.com", name: "Ada Example" },
  { email: "grace@workspace.example", name: "Grace Example", hd: "workspace.example" },
  { email: "mo@elsewhere.example", name: "Mo Example" },
  { email: "unverified@gmail.com", name: "Una Example", email_verified: false },
];

function describe({ hd, email_verified = true }: FakeAccount): string {
  return [hd && `Workspace of ${hd}`, email_verified ? "verified" : "not verified"].filter(Boolean).join(", ");
}

const hidden = (name: string, value: string) =>
  `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`;

function choice(account: FakeAccount, action: string): string {
  const fields = { name: "", hd: "", email_verified: true, ...account };
  const inputs = Object.entries(fields).map(([name, value]) => hidden(name, value === false ? "" : String(value)));
  return `<form method="post" action="${escapeHtml(action)}">${inputs.join("")}<button>${escapeHtml(account.email)}<small>${escapeHtml(describe(account))}</small></button></form>`;
}

/** @param action path and query to which the choice is posted */
export function consentPage(action: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Choose an account</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}
button{font:inherit;width:100%;padding:.6rem;margin:.25rem 0;text-align:left;cursor:pointer}small{display:block;opacity:.7}
label{display:block;margin:.5rem 0}input:not([type=checkbox]){font:inherit;width:100%;box-sizing:border-box;padding:.4rem}
</style></head><body><h1>Choose an account</h1>
<p>This page stands in for Google on this machine. Nothing leaves it.</p>
${SAMPLES.map((account) => choice(account, action)).join("\n")}
<h2>Another account</h2><form method="post" action="${escapeHtml(action)}">
<label>E-mail address <input name="email" type="email" required></label>
<label>Name <input name="name"></label>
<label>Workspace domain (hd) <input name="hd"></label>
<label>Subject, if not derived from the address <input name="sub"></label>
<label><input type="checkbox" name="email_verified" value="true" checked> The address is verified</label>
<button>Continue</button></form>
<form method="post" action="${escapeHtml(action)}"><input type="hidden" name="cancel" value="1"><button>Cancel</button></form>
</body></html>`;
}
