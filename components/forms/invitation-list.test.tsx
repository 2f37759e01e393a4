import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { idleForm } from "@/lib/web/adapters/form-state";
import type { InvitationState } from "@/lib/invitations/view";
import { InvitationList } from "./invitation-list";

const DAY = "2026-03-02T09:00:00.000Z";

/** The text of a cell, and whether a phone shows it. */
function cell(state: InvitationState, header: string): { text: string; isOnPhone: boolean } {
  const invitation = { id: "i", email: "new@example.com", role: "member", state, created_at: DAY, sent_at: DAY } as const;
  const action = () => Promise.resolve(idleForm);
  const html = renderToStaticMarkup(
    <InvitationList
      invitations={[{ ...invitation, expires_at: "2026-03-09T09:00:00.000Z" }]}
      slug="acme"
      resendAction={action}
      revokeAction={action}
      empty={null}
    />,
  );
  const [, className = "", content = ""] =
    new RegExp(`<td role="cell" class="([^"]*)" data-label="${header}">(.*?)</td>`).exec(html) ?? [];
  const text = content.replace(/<[^>]+>/g, "");
  return { text, isOnPhone: text !== "" && !className.split(" ").includes("row-extra") };
}

it.each(["open", "expired"] as const)("shows on a phone when an invitation that is %s expires", (state) => {
  expect(cell(state, "Expires")).toEqual({ text: expect.stringMatching(/^expires .*Mar/) as string, isOnPhone: true });
  expect(cell(state, "Sent").isOnPhone).toBe(false);
});

it.each(["accepted", "revoked"] as const)("shows on a phone when an invitation that was %s was sent", (state) => {
  expect(cell(state, "Sent")).toEqual({ text: expect.stringMatching(/^sent .*Mar/) as string, isOnPhone: true });
  expect(cell(state, "Expires").text).toBe("");
});
