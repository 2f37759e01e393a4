// In the console, a form leads to the page of the user or organization that it is about.
import "server-only";
import { goOn, type Flash } from "@/lib/web/cookies/flash";

const leadsTo = (folder: string) => (flash: Flash) => ({
  done: ({ id }: { id: string }) => goOn(`${folder}/${id}`, flash),
});

export const leadsToUser = leadsTo("/admin/users");
export const leadsToOrganization = leadsTo("/admin/organizations");

/** An invitation is not mailed to an address that has received too many mails: the flash says so. */
export const leadsToInvited = (mailed: Flash, unmailed: Flash) => ({
  done: (output: { id: string; mailed: boolean }) =>
    goOn(`/admin/organizations/${output.id}`, output.mailed ? mailed : unmailed),
});
