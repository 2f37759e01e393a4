// After a success, a form in the console redirects to the page of the user, organization or plan that it changed.
import "server-only";
import type { Flash } from "@/lib/web/cookies/flash";
import { goOn } from "@/lib/web/cookies/go-on";

const leadsTo = (folder: string) => (flash: Flash) => ({
  done: ({ id }: { id: string }) => goOn(`${folder}/${id}`, flash),
});

export const leadsToUser = leadsTo("/admin/users");
export const leadsToOrganization = leadsTo("/admin/organizations");
export const leadsToPlan = leadsTo("/admin/plans");

/** The recipient's mail limit may prevent the invitation from being sent; the flash then says so. */
export const leadsToInvited = (mailed: Flash, unmailed: Flash) => ({
  done: (output: { id: string; mailed: boolean }) =>
    goOn(`/admin/organizations/${output.id}`, output.mailed ? mailed : unmailed),
});
