// Replaces the page that the build prepares for errors outside the app, such as a function that does not start. The framework's
// page has inline scripts and styles, which the content security policy blocks.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const FILES = [".next/server/pages/500.html", ".next/standalone/.next/server/pages/500.html"];
const STYLE_SHEET = /\/_next\/static\/[\w./-]+\.css/g;

/** @param styleSheets their paths */
function errorPage(styleSheets: readonly string[]): string {
  const links = styleSheets.map((path) => `<link rel="stylesheet" href="${path}">`).join("");
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>Something went wrong</title><link rel="icon" href="/favicon.ico">${links}</head>` +
    `<body class="min-h-dvh bg-page font-sans text-base text-text antialiased"><main class="mx-auto max-w-md px-4 py-16">` +
    `<h1 class="text-2xl font-semibold">Something went wrong</h1>` +
    `<p class="mt-2 text-muted">This page could not be shown. Nothing is wrong with your account. Try again in a moment.</p>` +
    `<p class="mt-6"><a class="underline" href="/">Go to the start page</a></p></main></body></html>`
  );
}

export function replaceErrorPage(): void {
  for (const file of FILES.filter((each) => existsSync(each))) {
    const styleSheets = new Set(readFileSync(file, "utf8").match(STYLE_SHEET));
    writeFileSync(file, errorPage([...styleSheets]));
  }
}
