import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Unbroken } from "./unbroken";

it("keeps hyphenated terms on one line, and nothing else", () => {
  const whole = '<span class="whitespace-nowrap">';
  expect(renderToStaticMarkup(<Unbroken text="E-mails follow each sign-in, single-use." />)).toBe(
    `${whole}E-mails</span> follow each ${whole}sign-in</span>, single-use.`,
  );
  expect(renderToStaticMarkup(<Unbroken text="Nothing <here>" />)).toBe("Nothing &lt;here&gt;");
});
